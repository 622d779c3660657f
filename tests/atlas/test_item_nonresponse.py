import math

import pandas as pd

from atlas.item_nonresponse import by_question


def frame(*rows):
    return pd.DataFrame(rows, columns=["question", "state", "n"])


def test_kinds_of_no_value_are_kept_apart():
    states = [("Q1", "answered", 6), ("Q1", "dont_know", 1), ("Q1", "unanswered", 2), ("Q1", "not_asked", 4)]
    row = by_question(frame(*states, ("Q1", "not_applicable", 3)), ["Q1"]).iloc[0]
    counts = row[["answered", "dont_know", "unanswered", "not_applicable", "not_asked"]].tolist()
    assert counts == [6, 1, 2, 3, 4]
    assert (row.n, row.asked, row.open_share) == (16, 9, 3 / 9)


def test_questions_keep_the_order_of_the_questionnaire():
    found = by_question(frame(("B", "answered", 1), ("A", "answered", 1)), ["B", "A"])
    assert found.question.tolist() == ["B", "A"]


def test_question_nobody_was_asked_has_no_share():
    row = by_question(frame(("A", "not_asked", 5)), ["A"]).iloc[0]
    assert math.isnan(row.open_share)
    assert row.n == 5


def test_without_returns_every_question_is_a_row_of_zeros():
    found = by_question(frame(), ["A", "B"])
    assert found.n.tolist() == [0, 0]
