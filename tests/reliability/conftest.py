"""A server of its own processes in front of the database of the test."""

import pytest
from django.db import connection

from tests.reliability.workers import Workers


@pytest.fixture
def server(town_hall):
    name = connection.settings_dict["NAME"]
    with Workers(DATABASE_NAME=name, DJANGO_SETTINGS_MODULE="tests.settings") as workers:
        yield workers
