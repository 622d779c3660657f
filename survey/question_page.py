"""The page of one question: its answer in words, and what the town hall writes beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.forms import Form

from survey.access import Desk
from survey.actions.queries import may_close
from survey.aside import asides_of
from survey.feedback import saved_by_text
from survey.models import Answer, Evidence, Query, Remark
from survey.question_forms import EvidenceForm, QueryForm, RemarkForm, ReplyForm
from survey.questionnaire.document import Question, Section
from survey.questionnaire.pages import pages_text
from survey.questionnaire.routing import visible_codes
from survey.section_page import answer_text

EVIDENCE_ID = "evidence-%s"  # of its fields, as several forms stand on one page


@dataclass(frozen=True)
class Thread:
    """A query with its conversation, as one side sees it."""

    query: Query
    by_team: bool
    may_write: bool
    form: Form

    @property
    def may_reply(self) -> bool:
        """Also when a reply was refused because the query was closed meanwhile: its text must stay in sight."""
        return self.may_write and (self.query.state != Query.State.CLOSED or self.form.is_bound)

    @property
    def may_close(self) -> bool:
        return self.may_write and may_close(self.query, self.by_team)

    @property
    def waits_for_reader(self) -> bool:
        """Whether it is the turn of the side that looks at it."""
        return self.query.state == Query.State.OPEN and self.query.asked_by_team != self.by_team


@dataclass
class QuestionPage:
    """A question as one member sees it; `refused` holds the forms that were sent and refused, by their names."""

    desk: Desk
    section: Section
    question: Question
    refused: Mapping[str, Form] = field(default_factory=dict)

    @cached_property
    def is_asked(self) -> bool:
        return self.question.code in visible_codes(
            self.desk.wave.questionnaire.document, self.desk.response.answer_values()
        )

    @cached_property
    def answer(self) -> Answer | None:
        answers = self.desk.response.answers.filter(code=self.question.code, value__isnull=False)
        return answers.select_related("answered_by").first()

    @property
    def answer_text(self) -> str:
        return answer_text(self.question, self.answer.value) if self.answer else ""

    @property
    def answer_saved(self) -> str:
        if self.answer is None:
            return ""
        is_own = self.answer.answered_by_id == self.desk.membership.user_id
        return saved_by_text(self.answer.answered_at, "" if is_own else str(self.answer.answered_by))

    @cached_property
    def remarks(self) -> list[Remark]:
        """The newest last."""
        remarks = self.desk.response.remarks.filter(code=self.question.code)
        return list(remarks.select_related("written_by").order_by("written_at", "pk"))

    @cached_property
    def threads(self) -> list[Thread]:
        """The newest query last, like the remarks."""
        queries = self.desk.response.queries.filter(code=self.question.code).with_conversation()
        return [
            Thread(
                query,
                False,
                self.desk.may_remark,
                self.refused.get(f"reply-{query.pk}", ReplyForm(query.pk)),
            )
            for query in queries.order_by("opened_at", "pk")
        ]

    @cached_property
    def evidence(self) -> Evidence | None:
        evidence = self.desk.response.evidence.filter(code=self.question.code)
        found: Evidence | None = evidence.select_related("given_by").first()
        return found

    @property
    def may_give_evidence(self) -> bool:
        return self.desk.may_edit_section(self.section)

    @property
    def refused_form(self) -> Form | None:
        return next(iter(self.refused.values()), None)

    @property
    def remark_form(self) -> Form:
        return self.refused.get("remark", RemarkForm())

    @property
    def query_form(self) -> Form:
        return self.refused.get("query", QueryForm())

    @property
    def evidence_form(self) -> Form:
        return self.refused.get("evidence") or EvidenceForm(auto_id=EVIDENCE_ID, initial=self._present_evidence())

    def _present_evidence(self) -> dict[str, str]:
        """As a person types it: a page number has no point after its thousands."""
        if self.evidence is None:
            return {}
        page = self.evidence.page
        return {"url": self.evidence.url, "page": pages_text(page, self.evidence.last_page) if page else ""}

    @property
    def aside(self) -> str:
        """The text of the link that leads here."""
        return str(asides_of(self.desk.response, [self.question.code])[self.question.code])
