"""Returns and submissions, for reading."""

from collections.abc import Iterable

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from survey.admin.letter import letter_in_words
from survey.admin.links import OnSiteMixin, atlas_page, lines, link_to, short_time
from survey.admin.read_only import ReadOnlyAdmin
from survey.deadlines import deadline_text
from survey.feedback import saved_by_text
from survey.models import Letter, Response, Submission
from survey.questionnaire.document import Document, Question, translated
from survey.questionnaire.scoring import round_score
from survey.questionnaire.states import AnswerState
from survey.section_page import answer_text

STATES = {
    AnswerState.ANSWERED: _("answered"),
    AnswerState.DONT_KNOW: _("don’t know"),
    AnswerState.NOT_APPLICABLE: _("not applicable"),
    AnswerState.NOT_ASKED: _("not asked"),
    AnswerState.UNANSWERED: _("not answered"),
}


def answers_table(document: Document, rows: Iterable[tuple[Question, str, str]]) -> SafeString:
    """A table of questions, their answers in words, and a remark on each."""
    language = get_language() or "de"
    body = format_html_join(
        "",
        "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        ((question.code, translated(question, "text", language), text, remark) for question, text, remark in rows),
    )
    return format_html("<table><tbody>{}</tbody></table>", body)


def score_text(score: float | None) -> str:
    rounded = round_score(score)
    return "–" if rounded is None else number_format(rounded, 1)


@admin.register(Response)
class ResponseAdmin(OnSiteMixin, ReadOnlyAdmin):
    list_display = ["municipality", "wave", "state", "started_at", "answer_count", "submission_count"]
    list_filter = ["state", "wave", "municipality__district"]
    list_select_related = ["municipality", "wave"]
    search_fields = ["municipality__unique_name", "municipality__ags"]
    ordering = ["wave", "municipality"]
    fields = [
        *("municipality", "wave", "state", "started_at", "extended"),
        *("submissions", "queries", "letters", "answers_in_words"),
    ]
    readonly_fields = ["extended", "submissions", "queries", "letters", "answers_in_words"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Response]:
        answered = Count("answers", filter=Q(answers__value__isnull=False), distinct=True)
        submissions = Count("submissions", distinct=True)
        return super().get_queryset(request).annotate(answer_count=answered, submission_count=submissions)

    def view_on_site(self, obj: Response) -> str:  # type: ignore[override]  # of this model alone
        return atlas_page(obj.municipality_id, obj.wave.slug)

    @admin.display(description=Response._meta.get_field("extended_until").verbose_name)
    def extended(self, response: Response) -> str:
        return deadline_text(response.extended_until) if response.extended_until else "–"

    @admin.display(description=_("submissions"))
    def submissions(self, response: Response) -> str:
        return lines(
            link_to(entry, f"{entry.number}: {short_time(entry.submitted_at)}")
            for entry in response.submissions.listed()
        )

    @admin.display(description=_("queries"))
    def queries(self, response: Response) -> str:
        return lines(
            format_html(
                '<a href="{}">{}</a>: {}, {}',
                reverse("survey:team_query", args=[query.pk]),
                query.code,
                query.get_state_display(),
                short_time(query.opened_at),
            )
            for query in response.queries.all()
        )

    @admin.display(description=_("letters"))
    def letters(self, response: Response) -> str:
        return lines(link_to(letter, letter_in_words(letter)) for letter in Letter.objects.about(response.pk))

    @admin.display(description=_("answers"), ordering="answer_count")
    def answer_count(self, response: Response) -> int:
        return response.answer_count  # type: ignore[attr-defined]  # annotated above

    @admin.display(description=_("submissions"), ordering="submission_count")
    def submission_count(self, response: Response) -> int:
        return response.submission_count  # type: ignore[attr-defined]  # annotated above

    @admin.display(description=_("answers"))
    def answers_in_words(self, response: Response) -> SafeString:
        document = response.wave.questionnaire.document
        given = {answer.code: answer for answer in response.answers.select_related("answered_by")}
        return answers_table(
            document,
            (
                (
                    question,
                    answer_text(question, answer.value),
                    saved_by_text(answer.answered_at, str(answer.answered_by)),
                )
                for question in document.questions
                if (answer := given.get(question.code)) and answer.value is not None
            ),
        )


@admin.register(Submission)
class SubmissionAdmin(OnSiteMixin, ReadOnlyAdmin):
    list_display = ["municipality", "wave", "number", "submitted_at", "submitted_by", "index", "level"]
    list_filter = ["response__wave", "response__municipality__district", "score__level"]
    list_select_related = ["response__municipality", "response__wave", "submitted_by", "score"]
    search_fields = ["response__municipality__unique_name", "response__municipality__ags", "checksum"]
    ordering = ["-submitted_at"]
    fields = [
        *("municipality", "wave", "number", "submitted_at", "submitted_by", "checksum"),
        *("index", "level", "sovereignty", "section_scores", "answers_in_words"),
    ]
    readonly_fields = [
        *("municipality", "wave", "index", "level", "sovereignty"),
        *("section_scores", "answers_in_words"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        return super().get_queryset(request).defer("answers", "states", "evidence", "score__sections")

    def view_on_site(self, obj: Submission) -> str:  # type: ignore[override]  # of this model alone
        return atlas_page(obj.response.municipality_id, obj.response.wave.slug)

    @admin.display(description=_("municipality"), ordering="response__municipality")
    def municipality(self, submission: Submission) -> str:
        return str(submission.response.municipality)

    @admin.display(description=_("wave"), ordering="response__wave")
    def wave(self, submission: Submission) -> str:
        return str(submission.response.wave)

    @admin.display(description=_("index"), ordering="score__index")
    def index(self, submission: Submission) -> str:
        return score_text(submission.score.index)

    @admin.display(description=_("level"), ordering="score__index")
    def level(self, submission: Submission) -> str:
        return submission.score.level or "–"

    @admin.display(description=_("digital sovereignty"))
    def sovereignty(self, submission: Submission) -> str:
        return score_text(submission.score.sovereignty)

    @admin.display(description=_("sections"))
    def section_scores(self, submission: Submission) -> SafeString:
        scores = submission.score.sections
        document = submission.response.wave.questionnaire.document
        rows = (
            (translated(section, "title", get_language() or "de"), score_text(scores[section.code]["score"]))
            for section in document.sections
            if section.code in scores
        )
        return format_html(
            "<table><tbody>{}</tbody></table>", format_html_join("", "<tr><td>{}</td><td>{}</td></tr>", rows)
        )

    @admin.display(description=_("answers"))
    def answers_in_words(self, submission: Submission) -> SafeString:
        document = submission.response.wave.questionnaire.document
        return answers_table(
            document,
            (
                (
                    question,
                    answer_text(question, submission.answers.get(question.code)),
                    state_text(submission, question),
                )
                for question in document.questions
            ),
        )


def state_text(submission: Submission, question: Question) -> str:
    """The state of the answer, and its evidence as a link."""
    state = str(STATES[AnswerState(submission.states[question.code])])
    evidence = submission.evidence.get(question.code)
    if not evidence:
        return state
    return format_html("{}, {}", state, render_to_string("survey/_evidence.html", {"evidence": evidence}))
