"""Invented returns of the whole region: valid, plausible, repeatable."""

import csv
from collections import Counter
from datetime import date
from math import log
from statistics import correlation, mean, stdev
from zoneinfo import ZoneInfo

import pytest

from survey.questionnaire.answers import DONT_KNOW, check
from survey.questionnaire.routing import asked_answers, visible_codes
from survey.questionnaire.scoring import level, score_answers
from survey.questionnaire.states import missing_required
from survey.synthetic.participation import Schedule
from survey.synthetic.returns import invented_returns
from survey.synthetic.tendencies import Town
from tests.factories import FIXTURES, shipped_document

SEED = 2026
NUMBER = 141
SCHEDULE = Schedule(date(2026, 3, 2), 56, ZoneInfo("Europe/Berlin"))


def towns():
    with open(FIXTURES / "municipalities.csv", encoding="utf-8") as file:
        return [Town(row["ags"], row["district_ags"], int(row["population"])) for row in csv.DictReader(file)]


def draw(seed=SEED):
    return list(invented_returns(shipped_document(), towns(), NUMBER, SCHEDULE, seed))


@pytest.fixture(scope="module")
def returns():
    return draw()


@pytest.fixture(scope="module")
def results(returns):
    return {invented.ags: score_answers(shipped_document(), invented.answers) for invented in returns}


def test_so_many_municipalities_take_part_ordered_by_key(returns):
    keys = [invented.ags for invented in returns]
    assert len(keys) == NUMBER
    assert keys == sorted(set(keys))


def test_the_same_seed_gives_the_same_returns(returns):
    assert draw() == returns


def test_the_order_of_the_towns_does_not_matter(returns):
    assert list(invented_returns(shipped_document(), towns()[::-1], NUMBER, SCHEDULE, SEED)) == returns


def test_another_seed_gives_other_participants_and_answers(returns):
    other = draw(SEED + 1)
    assert {invented.ags for invented in other} != {invented.ags for invented in returns}
    assert [invented.answers for invented in other] != [invented.answers for invented in returns]


@pytest.mark.parametrize("seed", [SEED, 1, 2])
def test_every_answer_is_valid_asked_and_complete(seed):
    document = shipped_document()
    for invented in draw(seed):
        assert all(check(document.question(code), value) == value for code, value in invented.answers.items())
        assert asked_answers(document, invented.answers) == invented.answers
        assert set(invented.answers) <= visible_codes(document, invented.answers)
        assert missing_required(document, invented.answers) == []


def test_every_kind_of_question_is_answered_somewhere(returns):
    given = {code for invented in returns for code, value in invented.answers.items() if value != DONT_KNOW}
    assert given == {question.code for question in shipped_document().questions}


def test_the_mean_index_is_plausible_and_levels_spread(results):
    scores = [result.index.score for result in results.values() if result.index.score is not None]
    assert 35 <= mean(scores) <= 50
    assert 10 <= stdev(scores) <= 20
    levels = Counter(level(shipped_document(), score).code for score in scores)
    assert {"L1", "L2", "L3", "L4"} <= set(levels)
    assert NUMBER - len(scores) < 10


def test_large_towns_are_further(results):
    population = {town.ags: town.population for town in towns()}
    pairs = [(log(population[ags]), r.index.score) for ags, r in results.items() if r.index.score is not None]
    assert correlation(*zip(*pairs, strict=True)) > 0.4


def test_sections_correlate_but_are_not_the_same(results):
    codes = [section.code for section in shipped_document().sections]
    found = []
    for position, one in enumerate(codes):
        for other in codes[position + 1 :]:
            pairs = [(r.sections[one].score, r.sections[other].score) for r in results.values()]
            found.append(correlation(*zip(*[pair for pair in pairs if None not in pair], strict=True)))
    assert 0.45 < mean(found) < 0.7


def test_small_towns_take_part_less_often(returns):
    present = {invented.ags for invented in returns}
    small = [town.ags in present for town in towns() if town.population < 5_000]
    large = [town.ags in present for town in towns() if town.population >= 20_000]
    assert mean(small) < mean(large) - 0.15


def test_small_towns_know_less_often(returns):
    population = {town.ags: town.population for town in towns()}

    def share(keep):
        values = [v for invented in returns if keep(population[invented.ags]) for v in invented.answers.values()]
        return values.count(DONT_KNOW) / len(values)

    assert share(lambda people: people < 5_000) > 2 * share(lambda people: people >= 20_000)


def test_large_towns_run_more_applications(returns):
    document = shipped_document()
    population = {town.ags: town.population for town in towns()}
    codes = [question.code for question in document.questions if "application" in question.tags]

    def running(keep):
        values = [inv.answers.get(code) for inv in returns if keep(population[inv.ags]) for code in codes]
        return values.count("OPER") / len(values)

    assert running(lambda people: people >= 20_000) > 1.5 * running(lambda people: people < 5_000)


def test_what_is_done_is_wished_for_less(returns):
    document = shipped_document()
    pairs = [
        (question.scores[invented.answers[question.code]], invented.answers[question.tags["priority_pair"]])
        for question in document.questions
        if "priority_pair" in question.tags
        for invented in returns
        if DONT_KNOW not in (invented.answers[question.code], invented.answers[question.tags["priority_pair"]])
    ]
    assert -0.6 < correlation(*zip(*pairs, strict=True)) < -0.1


def test_some_priorities_are_high_and_some_are_not(returns):
    codes = [question.code for question in shipped_document().questions if question.type == "priority"]
    means = [mean(inv.answers[code] for inv in returns if inv.answers[code] != DONT_KNOW) for code in codes]
    assert min(means) < 3.5
    assert max(means) > 4


def test_returns_come_in_rushes_after_the_reminders(returns):
    weeks = Counter((invented.submitted_at.date() - SCHEDULE.opens).days // 7 for invented in returns)
    assert weeks[3] > weeks[2]
    assert weeks[7] > weeks[6]
