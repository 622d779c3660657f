"""What is written beside the questions of a return, all of it together: for its overview and before handing in."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from survey.models import Query, Response
from survey.questionnaire.document import Question


@dataclass(frozen=True)
class Conversations:
    """Queries that nobody has closed, and questions with remarks, in the order of the questionnaire."""

    queries: list[Query]
    remarks: list[tuple[Question, int]]

    def __bool__(self) -> bool:
        return bool(self.queries or self.remarks)

    @property
    def queries_text(self) -> str:
        """2 queries, 1 answered, 1 for you"""
        count = len(self.queries)
        answered = sum(query.state == Query.State.ANSWERED for query in self.queries)
        for_reader = sum(query.state == Query.State.OPEN and query.asked_by_team for query in self.queries)
        parts = [ngettext("%(count)s query", "%(count)s queries", count) % {"count": count}]
        if answered:
            parts.append(_("%(count)s answered") % {"count": answered})
        if for_reader:
            text = ngettext("%(count)s waits for your reply", "%(count)s wait for your reply", for_reader)
            parts.append(text % {"count": for_reader})
        return ", ".join(parts)


def conversations_of(response: Response) -> Conversations:
    """Two queries of the database, however many there are."""
    document = response.wave.questionnaire.document
    place = {question.code: number for number, question in enumerate(document.questions)}
    queries = response.queries.exclude(state=Query.State.CLOSED)
    remarks = Counter(response.remarks.order_by().values_list("code", flat=True))
    return Conversations(
        sorted(queries, key=lambda query: (place[query.code], query.opened_at)),
        [(document.question(code), remarks[code]) for code in sorted(remarks, key=place.__getitem__)],
    )
