"""What all tests share."""

from io import StringIO

import hypothesis
import pytest
from django.core.management import call_command
from factory.django import DjangoModelFactory

from tests.factories import BoundaryFactory, DistrictFactory, MunicipalityFactory
from tests.town_hall import TownHall

pytest_plugins = ["tests.mail_server"]

# How long an example takes says nothing on a busy machine; speed is measured by `make bench`.
hypothesis.settings.register_profile("busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("busy")


@pytest.fixture(autouse=True)
def same_numbers_in_every_order():
    """Sequences begin anew, so that invented answers do not depend on the tests that ran before."""
    for factory in DjangoModelFactory.__subclasses__():
        factory.reset_sequence(0, force=True)


@pytest.fixture
def manage():
    """Runs a management command and returns what it printed."""

    def run(*arguments):
        output = StringIO()
        call_command(*[str(argument) for argument in arguments], stdout=output, stderr=output, no_color=True)
        return output.getvalue()

    return run


@pytest.fixture
def small_region(db):
    """Two districts with twelve municipalities, the town hall of the demonstration among them."""
    sizes = [1_200, 2_500, 4_000, 6_000, 7_500, 9_000, 12_000, 15_000, 22_000, 40_000, 60_000]
    first, second = DistrictFactory(ags="08115", name="Böblingen"), DistrictFactory(ags="08116", name="Esslingen")
    towns = [MunicipalityFactory(district=second, ags="08116019", name="Esslingen am Neckar", population=96_182)]
    for number, population in enumerate(sizes):
        district = (first, second)[number % 2]
        towns.append(MunicipalityFactory(district=district, ags=f"{district.ags}9{number:02}", population=population))
    for town in towns:
        BoundaryFactory(municipality=town)
    return towns


@pytest.fixture
def town_hall(small_region, transactional_db):
    """What it saves is seen by a server in another thread or process."""
    return TownHall()
