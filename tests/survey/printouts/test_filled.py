"""A return in words for paper."""

from survey.actions import reopen
from survey.models import Evidence
from survey.printouts.filled import draft_printout, submission_printout
from survey.printouts.printout import Mark
from survey.questionnaire.states import answer_states
from tests.factories import ResponseFactory, SubmissionFactory


def answers_of(printout):
    return {item.code: item.answer for section in printout.sections for item in section.items}


def test_missing_required_answer_is_marked(db, document):
    question = next(question for question in document.questions if question.required and not question.show_if)
    answer = answers_of(draft_printout(ResponseFactory()))[question.code]
    assert answer.mark == Mark.MISSING
    assert answer.lines == ["Pflichtangabe, noch offen"]


def test_voluntary_open_answer_is_marked_as_open(db, document):
    question = next(question for question in document.questions if not question.required and not question.show_if)
    assert answers_of(draft_printout(ResponseFactory()))[question.code].mark == Mark.OPEN


def test_questions_not_asked_are_named(db, document):
    response = ResponseFactory()
    hidden = [code for code, state in answer_states(document, {}).items() if state == "not_asked"]
    printout = draft_printout(response)
    assert hidden
    assert not set(hidden) & set(answers_of(printout))
    skipped = " ".join(section.skipped for section in printout.sections)
    assert hidden[0] in skipped


def test_draft_shows_warnings_and_evidence(fill, document):
    response = fill(**{"STR-07": 1})
    Evidence.objects.create(
        response=response,
        code="STR-05",
        url="https://town.example/a.pdf",
        page=3,
        given_by=response.answers.first().answered_by,
        given_at=response.started_at,
    )
    answers = answers_of(draft_printout(response))
    assert answers["STR-07"].warnings
    assert answers["STR-05"].evidence == "https://town.example/a.pdf, Seite 3"


def test_draft_names_its_state_and_file(fill):
    response = fill()
    printout = draft_printout(response)
    assert printout.state == "Entwurf, nicht abgegeben"
    assert printout.name == f"{response.wave.slug}_{response.municipality_id}_entwurf"
    response.set_state("presented")
    assert draft_printout(response).state == "Zur Freigabe vorgelegt, nicht abgegeben"


def test_submission_keeps_its_answers_when_the_working_copy_changes(db):
    submission = SubmissionFactory()
    before = answers_of(submission_printout(submission))
    reopen(response=submission.response, by=submission.submitted_by)
    submission.response.answers.update(value=None)
    assert answers_of(submission_printout(submission)) == before
