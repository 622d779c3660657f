"""What stands beside the questions of a section: remarks, queries and evidence, in a few words for the link to them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import CharField, F, Value
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from survey.models import Evidence, Query, Remark, Response
from survey.questionnaire.document import Section

State = Query.State
# Of several queries on a question the link tells the one that asks most of the reader.
URGENCY = [(State.OPEN, True), (State.ANSWERED, False), (State.OPEN, False), (State.ANSWERED, True)]


@dataclass
class Aside:
    """What is there beside one question."""

    remarks: int = 0
    queries: frozenset[tuple[str, bool]] = frozenset()  # state, whether the team asked
    has_evidence: bool = False

    def __str__(self) -> str:
        parts = [self._remarks_text(), self._query_text(), _("evidence given") if self.has_evidence else ""]
        return " · ".join(part for part in parts if part) or _("Remark, query or evidence")

    def _remarks_text(self) -> str:
        count = self.remarks
        return ngettext("%(count)s remark", "%(count)s remarks", count) % {"count": count} if count else ""

    def _query_text(self) -> str:
        if not self.queries:
            return ""
        most_urgent = next((query for query in URGENCY if query in self.queries), (State.CLOSED, False))
        return {
            (State.OPEN, True): _("query to you"),
            (State.OPEN, False): _("query open"),
            (State.CLOSED, False): _("query closed"),
        }.get(most_urgent, _("query answered"))


def aside_slots(response: Response, section: Section) -> dict[str, str]:
    """The text of the link below each question of the section, by slot."""
    asides = asides_of(response, [question.code for question in section.questions])
    return {f"aside:{code}": conditional_escape(str(aside)) for code, aside in asides.items()}


def asides_of(response: Response, codes: Collection[str]) -> dict[str, Aside]:
    """By question; one database query, however many there are."""
    asides = {code: Aside() for code in codes}
    for code, kind, state, by_team in _rows(response, codes):
        aside = asides[code]
        if kind == "remark":
            aside.remarks += 1
        elif kind == "query":
            aside.queries |= {(state, by_team)}
        else:
            aside.has_evidence = True
    return asides


def _rows(response: Response, codes: Collection[str]) -> Iterable[tuple[str, str, str, bool]]:
    """(code, kind, state, whether the team asked) of everything beside these questions."""
    columns = ("code", "kind", "its_state", "by_team")
    no_state = {"its_state": Value("", CharField()), "by_team": Value(False)}
    of_return = {"response": response, "code__in": codes}
    remarks = Remark.objects.filter(**of_return).annotate(kind=Value("remark"), **no_state)
    queries = Query.objects.filter(**of_return).annotate(
        kind=Value("query"), its_state=F("state"), by_team=F("asked_by_team")
    )
    evidence = Evidence.objects.filter(**of_return).annotate(kind=Value("evidence"), **no_state)
    first, *others = (part.order_by().values_list(*columns) for part in (queries, remarks, evidence))
    return first.union(*others, all=True)
