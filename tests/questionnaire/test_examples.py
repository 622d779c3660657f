"""The worked cases of the method, calculated by hand."""

import json
from pathlib import Path

import pytest

from atlas.reliability import cronbach_alpha
from survey.questionnaire import gaps, scoring
from survey.questionnaire.items import item_scores
from survey.questionnaire.plausibility import triggered_warnings

CASES = json.loads((Path(__file__).parent / "examples.json").read_text(encoding="utf-8"))
SHARES = {"answered_share", "applicable_share"}


def printed(document, score):
    """A score as it is printed: one decimal, shares in per cent, with its level."""
    level = scoring.level(document, score.score)
    return {
        **{name: scoring.round_score(getattr(score, name)) for name in ("score", "low", "high")},
        **{name: scoring.round_score(100 * getattr(score, name)) for name in SHARES},
        "level": level and level.code,
    }


def section(document, case):
    return printed(document, scoring.score_answers(document, case["answers"]).sections[case["section"]])


def item(document, case):
    found = item_scores(document, case["answers"])[case["code"]]
    return {"state": found.state, "score": None if found.score is None else round(found.score, 9)}


def index(document, case):
    sections = {code: scoring.Score(score, score, score, 1.0, 1.0) for code, score in case["raw"].items()}
    return printed(document, scoring.index(document, sections))


def level(document, case):
    return {"score": scoring.round_score(case["raw"]), "level": scoring.level(document, case["raw"]).code}


def sovereignty(document, case):
    return printed(document, scoring.score_answers(document, case["answers"]).sovereignty)


def gap(document, case):
    found = gaps.gap(document, document.question(case["code"]), case["answers"])
    return found and {name: getattr(found, name) for name in ("priority", "maturity", "gap", "quadrant")}


def gap_mean(document, case):
    question = document.question(case["code"])
    found = gaps.mean_gap(gaps.gap(document, question, answers) for answers in case["many"])
    return {name: getattr(found, name) for name in ("n", "priority", "maturity", "gap")}


def alpha(document, case):
    found = cronbach_alpha(case["rows"])
    return {"alpha": found if found is None else round(found, 4)}


def warnings(document, case):
    question = document.question(case["code"])
    found = triggered_warnings(question, document, case["answers"], case.get("population"))
    return {"triggered": [position for position, warning in enumerate(question.warnings) if warning in found]}


COMPUTE = {
    function.__name__: function
    for function in (section, item, index, level, sovereignty, gap, gap_mean, alpha, warnings)
}


def test_there_are_45_cases():
    assert len(CASES) == 45


@pytest.mark.parametrize("case", CASES, ids=[f"{case['id']} {case['title']}" for case in CASES])
def test_worked_case_gives_the_published_result(document, case):
    found = COMPUTE[case["kind"]](document, case)
    if case["expected"] is None:
        assert found is None
    else:
        assert {name: found[name] for name in case["expected"]} == case["expected"]
