"""A second database with as many invented municipalities as one likes, to measure and to look at."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import islice

from django.db import connections, transaction

from survey.actions.submit import score_of
from survey.checksums import checksum
from survey.demo import DEMO_ACCOUNTS
from survey.demo_data import schedule_of, wave_fields
from survey.models import (
    Boundary,
    District,
    Municipality,
    Questionnaire,
    Response,
    Submission,
    SubmissionScore,
    User,
    Wave,
)
from survey.questionnaire.document import Document
from survey.questionnaire.routing import asked_answers
from survey.questionnaire.states import answer_states
from survey.synthetic.region import AREA_KM2, InventedMunicipality, invented_municipalities
from survey.synthetic.returns import InventedReturn, invented_returns
from survey.synthetic.tendencies import Town

BATCH_SIZE = 500
# Inhabitants from which a municipality usually is of this kind.
KINDS = (
    (20_000, Municipality.Kind.LARGE_TOWN),
    (8_000, Municipality.Kind.TOWN),
    (0, Municipality.Kind.VILLAGE),
)


def is_filled(alias: str) -> bool:
    return Response.objects.using(alias).exists()


def simulate(
    *,
    alias: str,
    document: Document,
    municipalities: int,
    participation: float,
    seed: int,
    report: Callable[[int], None],
) -> int:
    """Fill an empty, migrated database in one transaction; the number of returns handed in.

    Scores come from the same function as at handing in, but rows are written in bulk and without the single answers of
    the working copies, which nothing that is measured reads. `report` is told the number of returns from time to time.
    """
    with transaction.atomic(using=alias):
        invented = list(invented_municipalities(municipalities, seed))
        save_region(invented, alias)
        author = add_analyst(alias)
        wave = add_wave(document, alias)
        towns = [
            Town(municipality.ags, municipality.district_ags, municipality.population) for municipality in invented
        ]
        returns = iter(invented_returns(document, towns, round(participation * len(towns)), schedule_of(wave), seed))
        saved = 0
        while batch := list(islice(returns, BATCH_SIZE)):
            save_returns(batch, document, wave, author, alias)
            saved += len(batch)
            report(saved)
    with connections[alias].cursor() as cursor:
        cursor.execute("ANALYZE")  # so that the first page measured is planned as the hundredth
    return saved


def save_region(invented: Sequence[InventedMunicipality], alias: str) -> None:
    districts = {municipality.district_ags: municipality.district for municipality in invented}
    District.objects.using(alias).bulk_create([District(ags=ags, name=name) for ags, name in districts.items()])
    Municipality.objects.using(alias).bulk_create(
        [
            Municipality(
                ags=municipality.ags,
                name=municipality.name,
                kind=next(kind for lower, kind in KINDS if municipality.population >= lower),
                district_id=municipality.district_ags,
                population=municipality.population,
                area_km2=AREA_KM2,
                latitude=municipality.latitude,
                longitude=municipality.longitude,
            )
            for municipality in invented
        ],
        batch_size=BATCH_SIZE,
    )
    Boundary.objects.using(alias).bulk_create(
        [Boundary(municipality_id=municipality.ags, polygons=municipality.polygons) for municipality in invented],
        batch_size=BATCH_SIZE,
    )


def add_analyst(alias: str) -> User:
    account = next(account for account in DEMO_ACCOUNTS if account.key == "analyst")
    analyst = User(email=account.email, name=account.name, is_analyst=True)
    analyst.set_unusable_password()
    analyst.save(using=alias)
    return analyst


def add_wave(document: Document, alias: str) -> Wave:
    """The wave with its questionnaire."""
    content = document.model_dump(mode="json")
    head = document.questionnaire
    questionnaire = Questionnaire(slug=head.slug, version=head.version, content=content, checksum=checksum(content))
    questionnaire.save(using=alias)
    wave = Wave(slug=head.slug, questionnaire=questionnaire, **wave_fields(document))
    wave.save(using=alias)
    return wave


def save_returns(batch: Iterable[InventedReturn], document: Document, wave: Wave, author: User, alias: str) -> None:
    submissions = [unsaved_submission(invented, document, wave, author) for invented in batch]
    Response.objects.using(alias).bulk_create([submission.response for submission in submissions])
    Submission.objects.using(alias).bulk_create(submissions)
    SubmissionScore.objects.using(alias).bulk_create([score_of(submission, document) for submission in submissions])


def unsaved_submission(invented: InventedReturn, document: Document, wave: Wave, author: User) -> Submission:
    answers = asked_answers(document, invented.answers)
    response = Response(
        municipality_id=invented.ags,
        wave=wave,
        state=Response.State.SUBMITTED,
        started_at=invented.submitted_at - timedelta(hours=2),
    )
    return Submission(
        response=response,
        number=1,
        answers=answers,
        states=answer_states(document, answers),
        checksum=checksum(answers),
        submitted_by=author,
        submitted_at=invented.submitted_at,
    )
