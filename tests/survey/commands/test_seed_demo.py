"""`manage.py seed_demo`: accounts, a wave, invented returns."""

from datetime import timedelta

import pgtrigger
import pytest
from django.core.management import CommandError
from django.db import connection
from django.utils import timezone

from atlas import frames
from atlas.contact import open_municipalities
from survey.demo import DEMO_ACCOUNTS
from survey.models import Answer, Questionnaire, Response, Submission, SubmissionScore, User, Wave
from survey.offers import count_open_offers
from survey.progress import return_progress
from survey.questionnaire.answers import DONT_KNOW
from survey.questionnaire.continuity import Continuity, continuity
from survey.questionnaire.plausibility import all_warnings
from survey.questionnaire.states import missing_required
from tests.factories import QuestionnaireFactory, WaveFactory

pytestmark = pytest.mark.django_db

DEMO_TOWN = "08116019"


@pytest.fixture
def questionnaire(small_region):
    return QuestionnaireFactory()


def contents():
    """Everything that a seed decides, times relative to the opening of the wave."""
    wave = Wave.objects.get()
    return [
        (
            submission.response.municipality_id,
            submission.answers,
            submission.states,
            submission.score.index,
            submission.submitted_at - wave.opens_at,
        )
        for submission in Submission.objects.select_related("response", "score").order_by("response__municipality")
    ], list(Answer.objects.filter(response__municipality=DEMO_TOWN).order_by("code").values_list("code", "value"))


def forget():
    """As if nothing had been seeded, although the database refuses that."""
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE survey_submission, survey_submissionscore, survey_response, survey_answer CASCADE")
    Wave.objects.all().delete()


def test_the_share_of_all_municipalities_hands_in(manage, questionnaire):
    assert "9 synthetic returns handed in" in manage("seed_demo", "--participation", "0.75")
    assert Response.objects.submitted().count() == Submission.objects.count() == SubmissionScore.objects.count() == 9


def test_the_wave_is_synthetic_and_open_for_eight_weeks_back_and_four_ahead(manage, questionnaire):
    manage("seed_demo", "--participation", "0.1")
    wave = Wave.objects.get()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert (wave.slug, wave.questionnaire, wave.is_synthetic) == (questionnaire.slug, questionnaire, True)
    assert timezone.localtime(wave.opens_at).date() == midnight.date() - timedelta(weeks=8)
    assert timezone.localtime(wave.closes_at) == midnight + timedelta(weeks=4) - timedelta(minutes=1)


def test_returns_come_in_on_working_days_within_office_hours(manage, questionnaire):
    manage("seed_demo", "--participation", "0.9")
    wave = Wave.objects.get()
    for submission in Submission.objects.select_related("response"):
        local = timezone.localtime(submission.submitted_at)
        assert local.weekday() < 5
        assert 8 <= local.hour < 17
        assert wave.opens_at <= submission.response.started_at < submission.submitted_at < timezone.now()


def test_every_account_has_the_rights_of_its_role_and_no_password(manage, questionnaire):
    manage("seed_demo", "--participation", "0.1")
    people = {account.key: User.objects.get(email=account.email) for account in DEMO_ACCOUNTS}
    assert not any(person.has_usable_password() for person in people.values())
    assert [key for key, person in people.items() if person.is_analyst] == ["analyst"]
    assert [key for key, person in people.items() if person.is_superuser and person.is_staff] == ["admin"]
    roles = {key: list(person.memberships.values_list("municipality", "role")) for key, person in people.items()}
    assert roles == {
        "coordinator": [(DEMO_TOWN, "coordinator")],
        "colleague": [(DEMO_TOWN, "contributor")],
        "release": [(DEMO_TOWN, "release")],
        "analyst": [],
        "admin": [],
    }


def test_an_account_whose_address_was_changed_is_there_again_at_the_next_start(manage, questionnaire):
    manage("seed_demo", "--participation", "0.1")
    User.objects.filter(email="release@demo.example").update(email="changed@demo.example")
    manage("seed_demo", "--participation", "0.1")
    assert set(User.objects.values_list("email", flat=True)) >= {account.email for account in DEMO_ACCOUNTS}


def test_the_return_of_the_demonstration_waits_for_a_release(manage, questionnaire):
    manage("seed_demo", "--participation", "0.1")
    assert Wave.objects.get().requires_release


def test_nobody_logs_in_as_the_author_of_the_invented_answers(manage, questionnaire):
    manage("seed_demo", "--participation", "0.1")
    author = Submission.objects.get().submitted_by
    assert not author.is_active
    assert not author.has_usable_password()


def test_the_demo_town_is_half_filled_in_by_two_people_and_never_handed_in(manage, questionnaire):
    manage("seed_demo", "--participation", "1")
    response = Response.objects.get(municipality=DEMO_TOWN)
    assert not response.is_submitted
    assert Submission.objects.count() == 11
    complete = [section.is_complete for section in return_progress(response).sections]
    assert complete == [True, True, True, False, False, False, False, False]
    begun = return_progress(response).sections[3]
    assert 0 < begun.answered < begun.asked
    people = {answer.answered_by.email for answer in response.answers.select_related("answered_by")}
    assert people == {"coordinator@demo.example", "colleague@demo.example"}


def test_the_half_filled_return_shows_dont_knows_and_a_warning(manage, questionnaire):
    manage("seed_demo", "--participation", "0.1")
    response = Response.objects.get(municipality=DEMO_TOWN)
    answers = response.answer_values()
    assert list(answers.values()).count(DONT_KNOW) in (2, 3)
    assert len(all_warnings(questionnaire.document, answers, response.municipality.population)) == 1


def test_everything_handed_in_is_complete(manage, questionnaire):
    manage("seed_demo", "--participation", "0.5")
    for submission in Submission.objects.all():
        assert missing_required(questionnaire.document, submission.answers) == []


def test_the_same_seed_gives_the_same_data_and_another_seed_other_data(manage, questionnaire):
    manage("seed_demo", "--participation", "0.5", "--seed", "7")
    first = contents()
    forget()
    manage("seed_demo", "--participation", "0.5", "--seed", "7")
    assert contents() == first
    forget()
    manage("seed_demo", "--participation", "0.5", "--seed", "8")
    assert contents() != first


def test_with_an_earlier_wave_the_demo_town_is_offered_its_answers(manage, questionnaire):
    manage("seed_demo", "--participation", "0.5", "--earlier")
    wave, earlier = Wave.objects.all()
    before = Submission.objects.get(response__wave=earlier, response__municipality=DEMO_TOWN)
    assert earlier.is_synthetic
    assert earlier.opens_at < before.submitted_at < earlier.closes_at < wave.opens_at
    response = Response.objects.get(municipality=DEMO_TOWN, wave=wave)
    assert response.offers_from == before
    sections = [section.code for section in questionnaire.document.sections]
    assert set(count_open_offers(response, sections).sections) == set(sections[3:])  # the first three are complete
    assert Submission.objects.in_wave(wave).count() == 6


def test_the_earlier_wave_is_a_whole_one_in_which_towns_were_less_far(manage, questionnaire):
    manage("seed_demo", "--participation", "0.9", "--earlier")
    wave, earlier = Wave.objects.all()
    now, before = (frames.standing(one).set_index("ags")["index"] for one in (wave, earlier))
    assert earlier.published_at > earlier.closes_at
    assert before.notna().sum() >= 10
    assert set(before.dropna().index) != set(now.dropna().index)
    change = (now - before).dropna()
    assert 0 < change.mean() < 20
    assert now[change.index].corr(before[change.index]) > 0.7


def test_some_questions_of_the_earlier_wave_had_other_words(manage, questionnaire):
    manage("seed_demo", "--participation", "0.1", "--earlier")
    wave, earlier = Wave.objects.all()
    states = set(continuity(earlier.questionnaire.document, wave.questionnaire.document).values())
    assert states == {Continuity.UNCHANGED, Continuity.CHANGED}


def test_who_has_not_handed_in_is_in_every_state_of_contact(manage, questionnaire):
    manage("seed_demo", "--participation", "0.1")
    wave = Wave.objects.get()
    found = open_municipalities(frames.standing(wave), frames.contacts(wave))
    assert set(found["contact"]) >= {"nobody", "invited", "here", "begun"}
    assert Submission.objects.count() == 1


def test_the_earlier_wave_does_not_come_first_in_the_atlas(manage, questionnaire, client):
    manage("seed_demo", "--participation", "0.5", "--earlier")
    client.force_login(User.objects.get(email="analyst@demo.example"))
    wave, earlier = Wave.objects.all()
    assert f'<option value="{wave.slug}" selected' in client.get("/atlas/").text
    assert f'<option value="{earlier.slug}" selected' in client.get(f"/atlas/?wave={earlier.slug}").text


def test_the_demo_coordinator_lands_in_the_open_wave(manage, questionnaire, client):
    manage("seed_demo", "--participation", "0.1", "--earlier")
    client.force_login(User.objects.get(email="coordinator@demo.example"))
    assert client.get("/survey/").url == f"/survey/{Wave.objects.first().slug}/{DEMO_TOWN}/"


def test_a_second_run_changes_nothing_and_says_so(manage, questionnaire):
    manage("seed_demo", "--participation", "0.5")
    before = contents()
    assert "Nothing to do" in manage("seed_demo", "--participation", "0.9", "--seed", "3")
    assert contents() == before


def test_stored_and_recomputed_scores_agree(manage, questionnaire):
    manage("seed_demo", "--participation", "0.5")
    assert manage("rescore") == "0 of 6 scores changed.\n"


def test_without_region_it_says_what_to_do(manage, db):
    QuestionnaireFactory()
    with pytest.raises(CommandError, match=r"run manage\.py load_region first"):
        manage("seed_demo")


def test_without_questionnaire_it_says_what_to_do(manage, small_region):
    with pytest.raises(CommandError, match=r"run manage\.py load_questionnaire FILE first"):
        manage("seed_demo")
    with pytest.raises(CommandError, match="There is no questionnaire other"):
        manage("seed_demo", "--wave", "other")


def test_a_real_wave_gets_no_invented_returns(manage, questionnaire):
    WaveFactory(slug=questionnaire.slug, questionnaire=questionnaire)
    with pytest.raises(CommandError, match="is a real one"):
        manage("seed_demo")
    assert not Response.objects.exists()
    assert not User.objects.exists()


def test_a_share_above_one_is_refused(manage, questionnaire):
    with pytest.raises(CommandError, match="expected a share from 0 to 1"):
        manage("seed_demo", "--participation", "79")
    assert Questionnaire.objects.get().waves.count() == 0
