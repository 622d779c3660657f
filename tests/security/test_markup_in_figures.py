"""Whatever municipalities, waves, people and questions are called: no page and no figure reads it as markup."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from survey.checksums import checksum
from survey.questionnaire.document import Document
from tests.factories import (
    BoundaryFactory,
    DistrictFactory,
    MembershipFactory,
    MunicipalityFactory,
    QuestionnaireFactory,
    ResponseFactory,
    SubmissionFactory,
    UserFactory,
    WaveFactory,
    complete_answers,
    shipped_content,
)

MARK = "<x>%{y}</x>"
NAME = f'{MARK}<a href="//evil.example">'
WORDS = ("title", "label", "text", "short", "prompt", "description", "unit", "name")
FIGURE = re.compile(r'<script[^>]* type="application/json"[^>]*>(.*?)</script>', re.DOTALL)


def marked(part, key=""):
    """The document with the mark behind every text that somebody reads."""
    if isinstance(part, dict):
        return {name: marked(value, name) for name, value in part.items()}
    if isinstance(part, list):
        return [marked(value, key) for value in part]
    return f"{part} {MARK}" if isinstance(part, str) and key.removesuffix("_en") in WORDS else part


@pytest.fixture
def questionnaire(db):
    content = marked(shipped_content())
    assert json.dumps(content).count(MARK) > 500
    Document.model_validate(content)
    return QuestionnaireFactory(version="2026.9", content=content, checksum=checksum(content))


@pytest.fixture
def wave(questionnaire):
    """With the returns of 12 municipalities, and those of an earlier one."""
    names = {"questionnaire": questionnaire, "title": f"Welle {NAME}", "title_en": f"Wave {NAME}"}
    wave, before = WaveFactory(**names), WaveFactory(**names, earlier=True)
    for number in range(3):
        district = DistrictFactory(name=f"Kreis {number} {NAME}")
        for population in (3_000, 4_000, 12_000, 60_000):
            town = MunicipalityFactory(district=district, name=f"Ort {population} {NAME}", population=population)
            BoundaryFactory(municipality=town)
            for when, place in enumerate((before, wave)):
                at = place.closes_at - timedelta(weeks=1 if place is before else 6)
                answers = complete_answers(questionnaire.document, seed=number * 10 + population + when)
                SubmissionFactory(
                    response__municipality=town, response__wave=place, answers=answers, submitted_at=at,
                    submitted_by__name=f"Kim {NAME}",
                )  # fmt: skip
    silent = MunicipalityFactory(district=district, name=f"Still {NAME}")
    BoundaryFactory(municipality=silent)
    ResponseFactory(municipality=silent, wave=wave)
    MembershipFactory(municipality=silent, user__name=f"Kim {NAME}")
    return wave


@pytest.fixture
def analyst(client, db):
    client.force_login(UserFactory(analyst=True))
    return client


def texts(part, path=""):
    """Every text with its place in the figure."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from texts(value, f"{path}.{key}")
    elif isinstance(part, list):
        for value in part:
            yield from texts(value, path)
    elif isinstance(part, str):
        yield path, part


def markup_in(figure):
    """Where names stand bare, and where plotly would fill values into them."""
    for path, text in texts(figure):
        is_filled_in = path.endswith("template") and "&lt;x&gt;%{y}" in text
        if "<x>" in text or "<a " in text or is_filled_in:
            yield path


def figures_of(page):
    return [json.loads(content) for content in FIGURE.findall(page)]


def faults_of(page):
    faults = {path for figure in figures_of(page) for path in markup_in(figure)}
    return sorted(faults | {bare for bare in ("<x>", 'href="//evil') if bare in page})


PAGES = (
    *("overview", "turnout", "scores", "map", "priorities", "sovereignty", "applications", "trend", "robustness"),
    *("questions", "method", "jobs"),
)


@pytest.fixture
def pages(analyst, wave):
    """Addresses of all pages of the Atlas, by what they are."""
    towns = wave.responses.order_by("municipality").values_list("municipality", "municipality__district")
    (town, district), (other, _district) = towns[0], towns[8]
    found = {name: reverse(f"atlas:{name}") for name in PAGES}
    compared = f"?first=municipality:{town}&second=municipality:{other}&third=district:{district}&fourth=region:"
    found["compare"] = reverse("atlas:compare") + compared
    found["profile"] = reverse("atlas:municipality", args=[town])
    kinds = {question.type: question.code for question in wave.questionnaire.document.questions if not question.show_if}
    for kind, code in kinds.items():
        found[f"question {kind}"] = reverse("atlas:question", args=[code])
        found[f"question {kind} by size"] = reverse("atlas:question", args=[code]) + "?group=size_class"
    return found


def test_pages_of_the_atlas(analyst, pages):
    faults, number = {}, 0
    for name, address in pages.items():
        reply = analyst.get(address)
        assert reply.status_code == 200, name
        faults[name] = faults_of(reply.text)
        number += len(figures_of(reply.text))
    assert {name: found for name, found in faults.items() if found} == {}
    assert number > 40


def test_published_page(client, wave):
    before = wave.closes_at - timedelta(weeks=5)
    wave.closes_at, wave.published_at = before, before
    wave.save()
    page = client.get(reverse("atlas:published", args=[wave.slug])).text
    assert faults_of(page) == []
    assert figures_of(page)
