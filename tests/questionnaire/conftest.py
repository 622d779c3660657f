from pathlib import Path

import pytest

from survey.questionnaire.files import load_document

SHIPPED = Path(__file__).parents[2] / "fixtures" / "questionnaires" / "atlas-2026.yaml"


@pytest.fixture(scope="session")
def document():
    return load_document(SHIPPED)


@pytest.fixture(scope="session")
def shipped_text():
    return SHIPPED.read_text(encoding="utf-8")
