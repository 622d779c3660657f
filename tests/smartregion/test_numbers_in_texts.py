"""How many municipalities there are is told by the register, never by a text."""

import re

import pytest

from tests.factories import MunicipalityFactory
from tests.server import ROOT

TEXTS = [
    *(ROOT / "templates").rglob("*.*"),
    *(ROOT / "locale").rglob("*.po"),
    *(ROOT / "fixtures").rglob("*.yaml"),
    *(path for room in ("survey", "atlas") for path in (ROOT / room).rglob("*.typ")),
    *(ROOT / place / "README.md" for place in ("", "survey", "atlas", "fixtures")),
    ROOT / "docs" / "method.md",
    ROOT / "docs" / "operation.md",
    ROOT / "docs" / "security.md",
]


def test_no_text_tells_how_many_municipalities_the_region_has():
    own = [path for path in TEXTS if path.is_file()]
    assert len(own) > 100
    assert [str(path) for path in own if re.search(r"\b179\b", path.read_text())] == []


@pytest.mark.django_db
def test_start_page_counts_the_register(client):
    assert "Städte und Gemeinden berichten" not in client.get("/").text
    MunicipalityFactory.create_batch(3)
    assert "3 Städte und Gemeinden berichten" in client.get("/").text
