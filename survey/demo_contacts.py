"""How far municipalities have got that have not handed in: the demonstration shows every state of the contact."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from survey.actions import save_answers, start_response
from survey.models import Membership, Municipality, User, Wave
from survey.synthetic.half_filled import half_filled
from survey.synthetic.tendencies import Town

UNKNOWN, INVITED, LOGGED_IN, BEGUN = range(4)
FREQUENCIES = (4, 3, 2, 3)  # of these, in this order


def make_contact(municipalities: Iterable[Municipality], wave: Wave, seed: int, now: datetime) -> None:
    """Give some of them an account of the main office, a log-in, and the first answers."""
    rng = Random(f"{seed} contacts")  # noqa: S311 - invented data, no secret
    for municipality in municipalities:
        reached = rng.choices((UNKNOWN, INVITED, LOGGED_IN, BEGUN), FREQUENCIES)[0]
        if reached == UNKNOWN:
            continue
        user = _main_office(municipality)
        if reached >= LOGGED_IN:
            user.last_login = now - timedelta(days=rng.randint(1, 30), minutes=rng.randint(0, 480))
            user.save(update_fields=["last_login"])
        if reached == BEGUN:
            _begin(municipality, wave, user, seed)


def _main_office(municipality: Municipality) -> User:
    email = f"hauptamt-{municipality.pk}@demo.example"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, name=f"Hauptamt {municipality}")
    Membership.objects.get_or_create(
        user=user, municipality=municipality, defaults={"role": Membership.Role.COORDINATOR}
    )
    return user


def _begin(municipality: Municipality, wave: Wave, user: User, seed: int) -> None:
    """The first section, filled in at the log-in."""
    town = Town(municipality.pk, municipality.district_id, municipality.population)
    first = next(iter(half_filled(wave.questionnaire.document, town, seed).sections.values()))
    response = start_response(municipality=municipality, wave=wave, at=user.last_login)
    save_answers(response=response, values=dict(first), by=user, at=user.last_login)
