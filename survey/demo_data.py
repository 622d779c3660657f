"""The contents of the demonstration: its accounts, and a wave with invented returns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from survey.actions import save_answers, start_response, submit
from survey.actions.load_questionnaire import load_questionnaire
from survey.demo import DEMO_ACCOUNTS
from survey.demo_contacts import make_contact
from survey.models import Assignment, Membership, Municipality, Questionnaire, Response, User, Wave
from survey.questionnaire.answers import Value
from survey.questionnaire.document import Document
from survey.questionnaire.slugs import is_reserved
from survey.synthetic.half_filled import half_filled
from survey.synthetic.participation import Schedule
from survey.synthetic.predecessor import predecessor
from survey.synthetic.returns import InventedReturn, PresentWave, earlier_returns, invented_returns
from survey.synthetic.tendencies import Town

DEMO_MUNICIPALITY = "08116019"  # where the town hall accounts of the demonstration work
OPEN_BEFORE = timedelta(weeks=8)
OPEN_AFTER = timedelta(weeks=4)
EARLIER = timedelta(weeks=104)
PUBLISHED_AFTER = timedelta(weeks=6)
TARGET = 85  # per cent
MINUTES_PER_SECTION = 12

# What each account of the demonstration may do.
RIGHTS: dict[str, dict[str, Any]] = {
    "analyst": {"is_analyst": True},
    "admin": {"is_staff": True, "is_superuser": True},
}
ROLES = {
    "coordinator": Membership.Role.COORDINATOR,
    "colleague": Membership.Role.CONTRIBUTOR,
    "release": Membership.Role.RELEASE,
}


class DemoImpossible(Exception):
    """Something that the demonstration builds on is not there; the message says how to get it."""


@dataclass(frozen=True)
class SeededDemo:
    wave: Wave
    submissions: int
    is_new: bool


@transaction.atomic
def seed_demo(*, slug: str, participation: float, seed: int, earlier: bool = False) -> SeededDemo:
    """Accounts, wave and invented returns, through the same actions as a person's click. Raises DemoImpossible.

    A wave that has returns is left as it is; accounts that are missing are made. `participation` is a share of all
    municipalities. With `earlier` there was a wave two years before; the town hall of the demonstration took part in
    it, so that it is offered its answers.
    """
    if is_reserved(slug):
        raise DemoImpossible(f"{slug} is a word of other addresses: no wave can be called so.")
    questionnaire, municipalities = _foundations(slug)
    present = Wave.objects.filter(slug=slug).first()
    if present and not present.is_synthetic:
        raise DemoImpossible(f"The wave {slug} is a real one: invented returns have no place in it.")
    home = municipalities[DEMO_MUNICIPALITY]
    accounts = {account.key: ensure_account(account.key, home) for account in DEMO_ACCOUNTS}
    if present and present.responses.exists():
        submitted = Response.objects.in_wave(present).submitted().count()
        return SeededDemo(present, submitted, is_new=False)
    wave = _open_wave(slug, questionnaire)
    returns = _invented(questionnaire.document, municipalities.values(), participation, wave, seed)
    author = synthetic_author()
    for invented in returns:
        hand_in(invented, municipalities[invented.ags], wave, author)
    if earlier:
        hand_in_earlier(home, municipalities, wave, author, seed, returns)
    begin_demo_return(home, wave, [accounts["coordinator"], accounts["colleague"]], seed)
    silent = Municipality.objects.exclude(responses__wave=wave).order_by("ags")
    make_contact(silent, wave, seed, timezone.now())
    return SeededDemo(wave, len(returns), is_new=True)


def _foundations(slug: str) -> tuple[Questionnaire, dict[str, Municipality]]:
    municipalities = {municipality.ags: municipality for municipality in Municipality.objects.order_by("ags")}
    if DEMO_MUNICIPALITY not in municipalities:
        raise DemoImpossible("The region is not loaded: run manage.py load_region first.")
    questionnaire = Questionnaire.objects.filter(slug=slug).order_by("loaded_at").last()
    if questionnaire is None:
        raise DemoImpossible(f"There is no questionnaire {slug}: run manage.py load_questionnaire FILE first.")
    return questionnaire, municipalities


def ensure_account(key: str, municipality: Municipality) -> User:
    """The account of the demonstration with this key; without a password nobody gets in except by the one click."""
    account = next(account for account in DEMO_ACCOUNTS if account.key == key)
    user = User.objects.filter(email=account.email).first()
    if user is None:
        user = User.objects.create_user(account.email, name=account.name, **RIGHTS.get(key, {}))
    if key in ROLES:
        Membership.objects.get_or_create(user=user, municipality=municipality, defaults={"role": ROLES[key]})
    return user


def synthetic_author() -> User:
    """Stands behind all invented answers and can never log in."""
    user = User.objects.filter(email="synthetic@demo.example").first()
    return user or User.objects.create_user("synthetic@demo.example", name="Synthetische Angaben", is_active=False)


def _open_wave(slug: str, questionnaire: Questionnaire) -> Wave:
    fields = wave_fields(questionnaire.document) | {"questionnaire": questionnaire, "requires_release": True}
    wave, _created = Wave.objects.update_or_create(slug=slug, defaults=fields)
    return wave


def wave_fields(document: Document) -> dict[str, Any]:
    """Of a synthetic wave that has been open for eight weeks, counted from midnight, and stays open for four more."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "title": document.title,
        "title_en": document.title_en,
        "opens_at": today - OPEN_BEFORE,
        "closes_at": today + OPEN_AFTER - timedelta(minutes=1),  # a deadline at midnight is read as the day after
        "target_participation": TARGET,
        "is_synthetic": True,
    }


def _invented(
    document: Document, municipalities: Iterable[Municipality], participation: float, wave: Wave, seed: int
) -> list[InventedReturn]:
    towns = [town_of(municipality) for municipality in municipalities]
    others = [town for town in towns if town.ags != DEMO_MUNICIPALITY]
    number = min(round(participation * len(towns)), len(others))
    return list(invented_returns(document, others, number, schedule_of(wave), seed))


def town_of(municipality: Municipality) -> Town:
    return Town(municipality.ags, municipality.district_id, municipality.population)


def schedule_of(wave: Wave) -> Schedule:
    zone = ZoneInfo(settings.TIME_ZONE)
    return Schedule(wave.opens_at.astimezone(zone).date(), OPEN_BEFORE.days, zone)


def hand_in(invented: InventedReturn, municipality: Municipality, wave: Wave, author: User) -> None:
    """Section by section, then the whole, as a person would."""
    document = wave.questionnaire.document
    begun_at = invented.submitted_at - timedelta(minutes=MINUTES_PER_SECTION * len(document.sections))
    response = start_response(municipality=municipality, wave=wave, at=begun_at)
    for position, section in enumerate(document.sections):
        codes = [question.code for question in section.questions if question.code in invented.answers]
        at = begun_at + timedelta(minutes=MINUTES_PER_SECTION * position)
        save_answers(response=response, values={code: invented.answers[code] for code in codes}, by=author, at=at)
    submit(response=response, by=author, at=invented.submitted_at)


def hand_in_earlier(
    home: Municipality,
    municipalities: Mapping[str, Municipality],
    wave: Wave,
    author: User,
    seed: int,
    present: Sequence[InventedReturn],
) -> None:
    """A whole wave two years before this one, published; `home` took part in it, too."""
    slug, opens_at = f"{wave.slug}-earlier", wave.opens_at - EARLIER
    document, now = predecessor(wave.questionnaire.document, slug), wave.questionnaire.document
    earlier, is_new = Wave.objects.get_or_create(
        slug=slug,
        defaults={
            "title": f"Frühere Befragung {opens_at.year}",
            "title_en": f"Earlier survey {opens_at.year}",
            "questionnaire": load_questionnaire(document=document).questionnaire,
            "opens_at": opens_at,
            "closes_at": wave.closes_at - EARLIER,
            "published_at": wave.closes_at - EARLIER + PUBLISHED_AFTER,
            "is_synthetic": True,
        },
    )
    if not is_new:
        return
    schedule, own = schedule_of(earlier), [town_of(home)]
    others = [town_of(municipality) for ags, municipality in municipalities.items() if ags != home.pk]
    for invented in [
        *invented_returns(document, own, 1, schedule, seed),
        *earlier_returns(document, others, len(present), schedule, seed, PresentWave(now, present)),
    ]:
        hand_in(invented, municipalities[invented.ags], earlier, author)


def begin_demo_return(municipality: Municipality, wave: Wave, people: list[User], seed: int) -> None:
    """Half filled in by the people of the town hall in turn, one section a day until yesterday, not handed in."""
    sections = half_filled(wave.questionnaire.document, town_of(municipality), seed).sections
    first_day = wave.opens_at + OPEN_BEFORE - timedelta(days=len(sections))
    response = start_response(municipality=municipality, wave=wave, at=_at_ten(first_day))
    assign_demo_sections(response, people[-1])
    for position, answers in enumerate(sections.values()):
        values: dict[str, Value | None] = dict(answers)
        by = people[position % len(people)]
        save_answers(response=response, values=values, by=by, at=_at_ten(first_day + timedelta(days=position)))


def assign_demo_sections(response: Response, colleague: User) -> None:
    """The first section and every second one, so that the demonstration shows both: sections to fill in and to read."""
    sections = response.wave.questionnaire.document.sections
    Assignment.objects.bulk_create(
        Assignment(response=response, section=section.code, user=colleague)
        for position, section in enumerate(sections)
        if position == 0 or position % 2
    )


def _at_ten(day: datetime) -> datetime:
    return timezone.localtime(day).replace(hour=10, minute=20)
