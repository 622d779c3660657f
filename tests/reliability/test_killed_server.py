"""The short version of `make reliability`, and whether it would notice."""

import pytest

from tests.reliability.ledger import NOT_GIVEN, Ledger, Stand
from tests.reliability.trial import run

KIM, VOGT = Stand("Kim", 3), Stand("Vogt", 1)


@pytest.mark.django_db(transaction=True)
def test_confirmed_answers_outlive_the_workers(server, town_hall):
    figures, problems = run(server, town_hall.response, kills=5, restarts=1, seed=1)
    assert problems == []
    assert figures["saves"]["confirmed"] > 5
    assert figures["saves"]["without reply"] > 0


@pytest.fixture
def ledger():
    """Two confirmed answers, and changes of both on their way."""
    ledger = Ledger({"A": KIM, "B": NOT_GIVEN})
    ledger.send({"B": "Vogt"})
    ledger.confirm()
    ledger.send({"A": "Berger", "B": "Sascha"})
    return ledger


def test_ledger_knows_what_is_confirmed(ledger):
    assert ledger.confirmed == {"A": KIM, "B": VOGT}


def test_what_was_not_confirmed_is_stored_wholly_or_not_at_all(ledger):
    nothing, everything = {"A": KIM, "B": VOGT}, {"A": Stand("Berger", 4), "B": Stand("Sascha", 2)}
    assert ledger.problems(nothing) == ledger.problems(everything) == []
    assert (ledger.has_arrived(nothing), ledger.has_arrived(everything)) == (False, True)
    assert ledger.problems(everything | {"A": KIM}) == ["half-written: of A, B only B"]


@pytest.mark.parametrize("found", [NOT_GIVEN, Stand("Kim", 2), Stand("Kim", 4), Stand("Vogt", 3), Stand("Berger", 5)])
def test_another_value_or_revision_than_the_confirmed_is_a_loss(ledger, found):
    (problem,) = ledger.problems({"A": found, "B": VOGT})
    assert problem.startswith("lost: A confirmed as ")


def test_what_was_confirmed_last_may_not_stand_as_it_was_before(ledger):
    ledger.confirm()
    assert len(ledger.problems({"A": KIM, "B": VOGT})) == 2
