"""Test data with few fields; a submission goes through the real action."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from post_office.models import STATUS

from atlas import frames
from atlas.models import Job
from survey.actions import ask_query, save_answers, submit
from survey.checksums import checksum
from survey.models import (
    Assignment,
    Boundary,
    District,
    Letter,
    Membership,
    Municipality,
    Query,
    Questionnaire,
    Remark,
    ReopeningRequest,
    Response,
    Submission,
    User,
    Wave,
)
from survey.questionnaire.files import load_document
from survey.synthetic.answers import invent_answers
from survey.synthetic.tendencies import Town, draw_profile, draw_tendencies

FIXTURES = Path(__file__).parent.parent / "fixtures"
QUESTIONNAIRE_FILE = FIXTURES / "questionnaires" / "atlas-2026.yaml"


@cache
def shipped_document():
    return load_document(QUESTIONNAIRE_FILE)


@cache
def shipped_content():
    return shipped_document().model_dump(mode="json")


def complete_answers(document=None, *, seed=1, population=10_000, **overrides):
    """Valid answers to every question asked, as a mapping from code to value; the same seed gives the same."""
    document = document or shipped_document()
    rng = Random(seed)
    tendencies = draw_tendencies(document, rng)
    profile = draw_profile(Town("99001001", "99001", population), tendencies, rng)
    return invent_answers(document, profile, tendencies, rng) | overrides


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    class Params:
        analyst = factory.Trait(is_analyst=True)
        office = factory.Trait(is_staff=True)
        admin = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda number: f"person{number}@town.example")
    name = factory.Sequence(lambda number: f"Person {number}")
    password = "!"  # unusable


class DistrictFactory(DjangoModelFactory):
    class Meta:
        model = District

    ags = factory.Sequence(lambda number: f"{99001 + number % 999}")
    name = factory.LazyAttribute(lambda district: f"Kreis {district.ags}")


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Municipality

    district = factory.SubFactory(DistrictFactory)
    ags = factory.LazyAttributeSequence(lambda town, number: f"{town.district.ags}{number % 1000:03}")
    name = factory.LazyAttribute(lambda town: f"Ort {town.ags}")
    kind = Municipality.Kind.VILLAGE
    population = 10_000
    area_km2 = 20
    latitude = 48.7
    longitude = 9.2


class BoundaryFactory(DjangoModelFactory):
    class Meta:
        model = Boundary

    municipality = factory.SubFactory(MunicipalityFactory)
    polygons = [[[[9.1, 48.6], [9.3, 48.6], [9.3, 48.8], [9.1, 48.6]]]]


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    role = Membership.Role.COORDINATOR


def assign(user, response, *sections):
    """The sections in the hands of the person; without names all of them."""
    codes = sections or [section.code for section in response.wave.questionnaire.document.sections]
    Assignment.objects.bulk_create(Assignment(response=response, section=code, user=user) for code in codes)
    return user


class QuestionnaireFactory(DjangoModelFactory):
    """The shipped questionnaire, once."""

    class Meta:
        model = Questionnaire
        django_get_or_create = ("slug", "version")

    content = factory.LazyFunction(shipped_content)
    slug = factory.LazyAttribute(lambda questionnaire: questionnaire.content["questionnaire"]["slug"])
    version = factory.LazyAttribute(lambda questionnaire: questionnaire.content["questionnaire"]["version"])
    checksum = factory.LazyAttribute(lambda questionnaire: checksum(questionnaire.content))


class WaveFactory(DjangoModelFactory):
    """Open now; with `earlier` two years ago."""

    class Meta:
        model = Wave

    class Params:
        earlier = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() - timedelta(weeks=104)),
            closes_at=factory.LazyFunction(lambda: timezone.now() - timedelta(weeks=100)),
        )

    slug = factory.Sequence(lambda number: f"wave-{number}")
    title = factory.Sequence(lambda number: f"Welle {number}")
    title_en = factory.Sequence(lambda number: f"Wave {number}")
    questionnaire = factory.SubFactory(QuestionnaireFactory)
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(weeks=4))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(weeks=4))


class ResponseFactory(DjangoModelFactory):
    """Begun, without answers."""

    class Meta:
        model = Response

    municipality = factory.SubFactory(MunicipalityFactory)
    wave = factory.SubFactory(WaveFactory)
    started_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))


class RemarkFactory(DjangoModelFactory):
    class Meta:
        model = Remark

    response = factory.SubFactory(ResponseFactory)
    code = factory.LazyAttribute(lambda remark: remark.response.wave.questionnaire.document.questions[0].code)
    text = "Bitte mit der Kämmerei klären."
    written_by = factory.SubFactory(UserFactory)
    written_at = factory.LazyFunction(timezone.now)


class QueryFactory(DjangoModelFactory):
    """Asked by the real action; with `by_team` by the team."""

    class Meta:
        model = Query

    response = factory.SubFactory(ResponseFactory)
    code = factory.LazyAttribute(lambda query: query.response.wave.questionnaire.document.questions[0].code)
    text = "Welches Jahr ist gemeint?"
    by = factory.SubFactory(UserFactory)
    by_team = False
    at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class, **fields):
        return ask_query(**fields, site="http://testserver")


class ReopeningRequestFactory(DjangoModelFactory):
    class Meta:
        model = ReopeningRequest

    response = factory.SubFactory(ResponseFactory)
    reason = "Ein Zahlendreher"
    requested_by = factory.SubFactory(UserFactory)
    requested_at = factory.LazyFunction(timezone.now)


class SubmissionFactory(DjangoModelFactory):
    """A return filled in completely and handed in with its scores; `answers` replace the invented ones.

    With `earlier` in a wave two years ago.
    """

    class Meta:
        model = Submission

    class Params:
        earlier = factory.Trait(
            response__wave__earlier=True,
            submitted_at=factory.LazyAttribute(lambda made: made.response.wave.closes_at - timedelta(days=1)),
        )

    response = factory.SubFactory(ResponseFactory)
    submitted_by = factory.SubFactory(UserFactory)
    submitted_at = factory.LazyFunction(timezone.now)
    answers = factory.LazyAttributeSequence(
        lambda submission, number: complete_answers(submission.response.wave.questionnaire.document, seed=number)
    )

    @classmethod
    def _create(cls, model_class, *, response, submitted_by, submitted_at, answers):
        save_answers(response=response, values=answers, by=submitted_by, at=submitted_at)
        return submit(response=response, by=submitted_by, at=submitted_at)


class LetterFactory(DjangoModelFactory):
    """In the queue; `context` holds its kind and its return."""

    class Meta:
        model = Letter

    from_email = "atlas@region.example"
    to = ["kim@stadt.example"]
    subject = "Betreff"
    message = "Nur für die Augen von Kim"
    status = STATUS.queued
    context = {"kind": "invitation"}
    created = factory.LazyFunction(timezone.now)


class JobFactory(DjangoModelFactory):
    """Just started; with `finished` its file is there."""

    class Meta:
        model = Job

    class Params:
        finished = factory.Trait(done=3, file=b"PK", file_name="everything.xlsx", content_type="application/zip")

    kind = "everything"
    wave = factory.SubFactory(WaveFactory)
    made_by = factory.SubFactory(UserFactory, analyst=True)
    made_at = factory.LazyFunction(timezone.now)
    language = "de"
    data_version = factory.LazyAttribute(lambda job: frames.data_version())
    total = 3
