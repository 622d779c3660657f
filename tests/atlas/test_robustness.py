"""Cards of the report on robustness."""

import json

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from atlas.evidence import Evidence
from atlas.robustness import certainty, respondents, returns, silent

BUILDERS = {
    "cells": respondents.by_cell,
    "participation-by-kind": respondents.kinds,
    "respondents-and-silent": silent.comparison,
    "late-and-early": silent.late,
    "most-helpful": silent.most_helpful,
    "certain": certainty.certain,
    "level-tipping": certainty.level_tipping,
    "order-tipping": certainty.order_tipping,
    "open-questions": returns.open_questions,
    "alpha": returns.alpha,
    "item-rest": returns.items,
    "section-weights": returns.section_weights,
}
SCORED = {"STR": ["STR-01", "STR-02", "STR-03"], "VER": ["VER-01"]}
QUESTIONS = [code for codes in SCORED.values() for code in codes]


def evidence_of(standing, items=None, states=(), earlier=None):
    return Evidence(
        standing=standing,
        items=pd.DataFrame(columns=QUESTIONS, dtype=float) if items is None else items,
        states=pd.DataFrame(list(states), columns=["question", "state", "n"]),
        earlier_index=earlier,
        questions={code: f"What about {code}?" for code in QUESTIONS},
        names={code: f"about {code}" for code in QUESTIONS},
        scored=SCORED,
        implied=frozenset(["STR-03"]),
        weights=pd.Series({"STR": 3.0, "VER": 1.0}),
    )


@pytest.fixture
def evidence(standing):
    level = np.random.default_rng(1).random(40)
    items = pd.DataFrame({code: (level + 0.1 * number) / 2 for number, code in enumerate(QUESTIONS)})
    states = [
        ("STR-01", "answered", 2),
        ("STR-01", "dont_know", 1),
        ("STR-02", "unanswered", 1),
        ("VER-01", "answered", 4),
    ]
    return evidence_of(standing, items, states, pd.Series({"01001001": 35.0}))


@pytest.fixture
def card(evidence, edition):
    return lambda key: BUILDERS[key](evidence, edition)


def texts(row):
    return [cell.text for cell in row]


@pytest.mark.parametrize("key", BUILDERS)
def test_card_says_all_that_a_card_must_say(card, key):
    built = card(key)
    assert built.key == key
    assert built.title
    assert built.sentence.endswith(".")
    assert bool(built.alt) == (built.figure is not None)
    assert built.population == 7
    assert all(len(row) == len(built.table.columns) for row in built.table.rows)


@pytest.mark.parametrize("key", BUILDERS)
def test_card_can_be_built_before_anybody_answered(unanswered, edition, key):
    built = BUILDERS[key](evidence_of(unanswered), edition)
    assert built.sentence.endswith(".")
    assert built.n == 0


@pytest.mark.parametrize("key", BUILDERS)
def test_figure_is_valid_and_travels_as_plain_data(card, key):
    built = card(key)
    json.dumps(built.plain_figure, allow_nan=False)
    if built.figure:
        go.Figure(built.figure.to_plotly_json())


def test_collapsed_cells_are_shown_with_their_weight(card):
    rows = card("cells").table.rows
    assert texts(rows[0])[:4] == ["Alpha", "under 5,000", "1", "2"]
    assert texts(rows[0])[-2:] == ["1.50", "under 5,000 + 10,000 to 19,999"]
    assert texts(rows[-1])[-2:] == ["1.00", "–"]
    assert "4 of 6 cells had to be collapsed" in card("cells").sentence


def test_reminder_goes_where_nobody_answered(card):
    assert "Beta-Kreis" in card("most-helpful").sentence


def test_late_returns_need_more_than_a_few(card):
    assert card("late-and-early").sentence == "There are too few returns to compare late with early ones."


def test_late_returns_that_differ_are_told(standing, edition):
    days = pd.date_range("2026-03-02", periods=7, freq="D", tz="UTC")
    index = [50.0, 51, 52, 53, 50, 20, 21]
    found = silent.late(evidence_of(standing.assign(participated=True, index=index, first_submitted_at=days)), edition)
    assert "lie 30.7 points lower" in found.sentence


def test_late_returns_that_differ_by_chance_are_told_so(standing, edition):
    days = pd.date_range("2026-03-02", periods=7, freq="D", tz="UTC")
    index = [50.0, 31, 52, 43, 50, 42, 51]
    found = silent.late(evidence_of(standing.assign(participated=True, index=index, first_submitted_at=days)), edition)
    assert "do not differ from early ones beyond chance" in found.sentence


def test_certain_range_reaches_from_worst_to_best(card):
    assert "between 25.7 and 82.9" in card("certain").sentence


def test_level_of_the_complete_city_cannot_change(card):
    rows = {row[0].text: texts(row) for row in card("level-tipping").table.rows}
    assert rows["Gamma"][-2:] == ["–", "–"]
    assert "1 of 3 means would stay" in card("level-tipping").sentence


def test_order_of_districts_names_the_closest(card):
    sentence = card("order-tipping").sentence
    assert "the closest are Gamma and Alpha (30.0 points)" in sentence
    assert sentence.startswith("In 0 of 1 pairs")


def test_open_questions_are_told_apart(card):
    rows = {row[0].text: texts(row) for row in card("open-questions").table.rows}
    assert rows["STR-01"][2:] == ["2", "1", "0", "0", "0", "33.3%"]
    assert rows["STR-03"][2:] == ["0", "0", "0", "0", "0", "–"]
    assert "12.5% were answered with “don't know” and 12.5% left blank" in card("open-questions").sentence


def test_alpha_stands_beside_the_one_without_implied_items(card):
    rows = {row[0].text: texts(row) for row in card("alpha").table.rows}
    assert rows["Strategy & organisation"][1:4] == ["3", "40", "1.00"]
    assert rows["Digital administration"][3] == "–"
    assert "In 1 of 1 fields" in card("alpha").sentence


def test_other_weights_compare_districts_with_enough_values_only(card):
    rows = card("section-weights").table.rows
    assert [row[0].text for row in rows] == ["Alpha"]
