"""The package and the slow second implementation agree on random returns."""

from dataclasses import asdict
from math import isclose
from random import Random

import yaml
from hypothesis import HealthCheck, given, settings

from survey.questionnaire.files import load_document
from survey.questionnaire.items import ItemState, item_scores
from survey.questionnaire.scoring import score_answers
from tests import oracle
from tests.questionnaire.conftest import SHIPPED
from tests.questionnaire.strategies import random_return, returns

DOCUMENT = load_document(SHIPPED)
RAW = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
THOROUGH = settings(
    max_examples=5000, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def same(found, expected):
    """Equal up to floating-point noise; None equals None only. (pytest.approx would take longer than the scoring.)"""
    return found.keys() == expected.keys() and all(
        value is expected[name] if None in (value, expected[name]) else isclose(value, expected[name], abs_tol=1e-9)
        for name, value in found.items()
    )


@THOROUGH
@given(answers=returns(DOCUMENT))
def test_package_and_oracle_agree_on_random_returns(answers):
    expected = oracle.items(RAW, answers)
    items = item_scores(DOCUMENT, answers)
    assert {code: item.state for code, item in items.items()} == {code: state for code, (state, _) in expected.items()}
    scores = {code: score for code, (_, score) in expected.items()}
    assert same({code: item.score for code, item in items.items()}, scores)
    result = score_answers(DOCUMENT, answers)
    for code, score in result.sections.items():
        assert same(asdict(score), oracle.section(RAW, expected, code)), code
    assert same(asdict(result.sovereignty), oracle.sovereignty(RAW, expected))
    assert same(asdict(result.index), oracle.index(RAW, expected))


def test_random_returns_reach_every_state_and_both_sides_of_every_limit():
    drawn = [random_return(DOCUMENT, Random(seed)) for seed in range(300)]
    states = {item.state for answers in drawn for item in item_scores(DOCUMENT, answers).values()}
    results = [score_answers(DOCUMENT, answers) for answers in drawn]
    assert states == set(ItemState)
    assert {result.index.score is None for result in results} == {True, False}
    assert {result.sovereignty.score is None for result in results} == {True, False}
    sections = [score for result in results for score in result.sections.values()]
    assert any(score.score is None and score.answered_share >= 0.6 for score in sections if score.answered_share)
    assert any(score.score is None and score.applicable_share >= 0.4 for score in sections)
