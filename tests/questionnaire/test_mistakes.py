"""Every kind of mistake in a document is refused with its path and what was expected there."""

import json

import pytest
import yaml

from survey.questionnaire.files import parse_document
from tests.questionnaire.conftest import SHIPPED
from tests.questionnaire.mutation import DELETED, problems_after

SHORT = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
SHORT["sections"] = [one for one in SHORT["sections"] if one["code"] in ("STR", "VER")]
SCALE, NUMBER, TICKS = (
    "sections[STR].questions[STR-02]",
    "sections[VER].questions[VER-03]",
    "sections[VER].questions[VER-04]",
)
SINGLE, YES_NO, PRIORITY = (
    "sections[STR].questions[STR-05]",
    "sections[STR].questions[STR-03]",
    "sections[VER].questions[VER-02]",
)
SHOW = f"{YES_NO}.show_if.all[0]"
WARNING = "sections[STR].questions[STR-06].warnings[0].when.all"
OTHER_WARNING = "sections[STR].questions[STR-06].warnings[1].when.all"
A_CHOICE = {"code": "ALL", "label": "Alle", "label_en": "All", "score": 1}


def leaf(code="STR-02", op="gte", value=2):
    return {"code": code, "op": op, "value": value}


def mistake(name, changes, path, expected):
    return pytest.param(changes, path, expected, id=name)


def at(name, path, value, expected):
    """A mistake that is reported exactly where it was made."""
    return mistake(name, {path: value}, path, expected)


SHAPES = [
    at("score above 1", f"{SCALE}.choices[1].score", 1.5, "expected a number from 0 to 1, got 1.5"),
    at("score below 0", f"{SCALE}.choices[1].score", -0.25, "expected a number from 0 to 1, got -0.25"),
    at("score as text", f"{SCALE}.choices[1].score", "0.25", "expected a number from 0 to 1, got '0.25'"),
    at("score left out", f"{SCALE}.choices[1].score", DELETED, "expected a score, which is missing (write null"),
    mistake(
        "code read as false",
        {f"{SINGLE}.choices[NONE].code": False},
        f"{SINGLE}.choices[0].code",
        "got false (an unquoted NO, no, off or false is read as a truth value: put it in quotes)",
    ),
    at("code read as a number", f"{SCALE}.choices[1].code", 1, "expected a code in quotes"),
    mistake(
        "code with a blank",
        {f"{SINGLE}.choices[NONE].code": "NO NE"},
        f"{SINGLE}.choices[NO NE].code",
        "expected a code in quotes, of letters, digits and _, got 'NO NE'",
    ),
    at("text read as true", f"{SINGLE}.choices[NONE].label", True, "an unquoted yes, Yes, on or true"),
    at("text left empty", f"{SINGLE}.text", None, "expected a text that is not empty, got nothing"),
    at("text of blanks", f"{SINGLE}.text", "  ", "expected a text that is not empty"),
    at("translation left out", f"{SINGLE}.text_en", DELETED, "expected the English translation of 'text', which is"),
    at("translation of a level left out", "levels[L2].name_en", DELETED, "the English translation of 'name'"),
    at("short name in one language", f"{SINGLE}.short_en", DELETED, "expected a value beside 'short', which names"),
    at("short name of a section left out", "sections[STR].short", DELETED, "expected a value beside 'short_en', which"),
    at("help left out", f"{SINGLE}.help", DELETED, "expected a value for 'help', which is missing"),
    at("unknown key of a question", f"{SINGLE}.texts", "x", "expected no key 'texts' here: it is unknown"),
    at("unknown key of a choice", f"{SINGLE}.choices[NONE].points", 1, "expected no key 'points' here"),
    at("unknown key of a condition", f"{SHOW}.values", 1, "expected no key 'values' here"),
    at("unknown key at the top", "section", [], "expected no key 'section' here"),
    at("unknown type", f"{SINGLE}.type", "radio", "expected 'single', 'multiple'"),
    at("unknown operator", f"{SHOW}.op", "=>", "expected 'eq', 'ne'"),
    at("unknown visibility", f"{SINGLE}.visibility", "secret", "expected 'public' or 'aggregate', got 'secret'"),
    at("unknown hidden_score", f"{YES_NO}.hidden_score", "half", "expected 'zero' or 'exclude', got 'half'"),
    at("unknown multi_score", f"{TICKS}.multi_score", "mean", "expected 'sum_capped' or 'max', got 'mean'"),
    at("unknown tag", f"{SINGLE}.tags.colour", "red", "expected 'priority_pair', 'sovereignty'"),
    at("tags as a list", f"{SINGLE}.tags", [], "expected a mapping, got []"),
    at("required as text", f"{SINGLE}.required", "yes", "expected true or false, got 'yes'"),
    at("don't know left out", f"{SINGLE}.dont_know", DELETED, "expected a value for 'dont_know'"),
    at("weight 0", f"{SINGLE}.weight", 0, "expected a number above 0, got 0"),
    at("weight of a section 0", "sections[STR].weight", 0, "expected a number above 0, got 0"),
    at("weight read as true", f"{SINGLE}.weight", True, "expected a number above 0, got true"),
    at("limit above 1", "scoring.min_answered_share", 60, "expected a number above 0 and at most 1, got 60"),
    at("limit of 0", "scoring.min_section_weight_share", 0, "expected a number above 0 and at most 1, got 0"),
    at("rounding of another kind", "scoring.rounding", "half_even", "expected 'half_up', got 'half_even'"),
    at("slug with capitals", "sections[STR].slug", "Strategie", "expected a slug of small letters and hyphens"),
    at("version read as a number", "questionnaire.version", 2026.1, "expected a text that is not empty, got 2026.1"),
    at("another schema version", "schema_version", 2, "expected 1, got 2"),
    at("condition that is no mapping", f"{YES_NO}.show_if", "STR-02", "expected a mapping, got 'STR-02'"),
    at("all without a list", f"{YES_NO}.show_if.all", leaf(), "expected a list"),
    mistake(
        "all beside any",
        {f"{YES_NO}.show_if.any": [leaf()]},
        f"{YES_NO}.show_if.any",
        "expected no key 'any' here: it is unknown",
    ),
    at("section that is no mapping", "sections[0]", "STR", "expected a mapping, got 'STR'"),
    at("question that is no mapping", "sections[STR].questions[0]", "STR-01", "expected a mapping, got 'STR-01'"),
    at("sections that are no list", "sections", {}, "expected a list, got {}"),
    at("sections left out", "sections", DELETED, "expected a value for 'sections', which is missing"),
    at("breakpoint of three numbers", f"{NUMBER}.breakpoints[1]", [10, 0.2, 1], "a pair of a number and its score"),
    at("context that is unknown", f"{WARNING}[1].context", "area", "expected 'population', got 'area'"),
]

CODES = [
    mistake(
        "code of another section",
        {f"{SCALE}.code": "VER-02"},
        "sections[STR].questions[VER-02].code",
        "expected a code that fits the section, STR- and two digits, got 'VER-02'",
    ),
    mistake(
        "code used twice",
        {f"{SCALE}.code": "STR-01"},
        "sections[STR].questions[STR-01].code",
        "expected a code used once, 'STR-01' occurs before",
    ),
    mistake(
        "code that leaves a gap",
        {"sections[VER].questions[VER-12].code": "VER-14"},
        "sections[VER].questions[VER-14].code",
        "expected consecutive codes, VER-12 after VER-11, got 'VER-14'",
    ),
    mistake(
        "section code used twice",
        {"sections[VER].code": "STR"},
        "sections[STR].code",
        "expected a code used once, 'STR' occurs before",
    ),
    at("section slug used twice", "sections[VER].slug", "strategie-organisation", "expected a slug used once"),
    at("section title used twice", "sections[VER].title", "Strategie & Organisation", "expected a title used once"),
    at("section without questions", "sections[STR].questions", [], "expected at least one question"),
    at("no sections", "sections", [], "expected at least one section"),
    mistake(
        "public question in an aggregated section",
        {"sections[STR].visibility": "aggregate"},
        "sections[STR].questions[STR-01].visibility",
        "expected 'aggregate', because the whole section is published in aggregates only, got 'public'",
    ),
]

LEVELS = [
    at("gap between levels", "levels[L2].min", 25, "expected 20, where L1 ends (no gaps, no overlaps), got 25"),
    at("levels that begin above 0", "levels[L1].min", 1, "expected 0, where the scale begins, got 1"),
    at("levels that end below 100", "levels[L5].max", 99, "expected 100, where the scale ends, got 99"),
    at("level upside down", "levels[L2].max", 10, "expected a number above min (20), got 10"),
    at("no levels", "levels", [], "expected at least one level"),
    mistake("level code used twice", {"levels[L2].code": "L1"}, "levels[L1].code", "expected a code used once, 'L1'"),
]

CHOICES = [
    at("choices on a number", f"{NUMBER}.choices", [A_CHOICE], "expected no choices for the type number"),
    at("no choices on single", f"{SINGLE}.choices", DELETED, "expected at least two choices for the type single"),
    mistake(
        "choice code used twice",
        {f"{SINGLE}.choices[SIDE].code": "NONE"},
        f"{SINGLE}.choices[NONE].code",
        "expected a code used once, 'NONE' occurs before",
    ),
    at(
        "label used twice",
        f"{SINGLE}.choices[SIDE].label",
        "Niemand ist ausdrücklich zuständig.",
        "expected a label used once",
    ),
    mistake(
        "scale with a foreign code",
        {f"{SCALE}.choices[4].code": "5"},
        f"{SCALE}.choices",
        "expected the codes 0, 1, 2, 3, 4 in this order for the type scale, got 0, 1, 2, 3, 5",
    ),
    mistake(
        "priority from 0",
        {f"{PRIORITY}.choices[1].code": "0"},
        f"{PRIORITY}.choices",
        "expected the codes 1, 2, 3, 4, 5",
    ),
    mistake(
        "boolean with ja", {f"{YES_NO}.choices[yes].code": "ja"}, f"{YES_NO}.choices", "expected the codes yes, no"
    ),
    at(
        "exclusive on single",
        f"{SINGLE}.choices[NONE].exclusive",
        True,
        "expected only on type multiple, not on single",
    ),
    mistake(
        "no exclusive choice",
        {f"{TICKS}.choices[NONE].exclusive": False},
        f"{TICKS}.choices",
        "expected exactly one exclusive choice, got 0",
    ),
    mistake(
        "two exclusive choices",
        {f"{TICKS}.choices[PAY].exclusive": True},
        f"{TICKS}.choices",
        "expected exactly one exclusive choice, got 2",
    ),
    at("exclusive choice with a score", f"{TICKS}.choices[NONE].score", 0.5, "expected 0 or null for the exclusive"),
    at(
        "as many choices as there are",
        f"{TICKS}.max_choices",
        7,
        "expected a number from 2 to 6 (not all choices), got 7",
    ),
    at("max_choices of 1", f"{TICKS}.max_choices", 1, "expected a number from 2 to 6"),
    at("max_choices on single", f"{SINGLE}.max_choices", 2, "expected only on type multiple, not on single"),
]

NUMBERS = [
    at("number without a unit", f"{NUMBER}.unit", DELETED, "expected a value: a question of type number needs unit"),
    at("unit without a translation", f"{NUMBER}.unit_en", DELETED, "a question of type number needs unit_en"),
    at("number without a step", f"{NUMBER}.step", DELETED, "a question of type number needs step"),
    at("step of 0", f"{NUMBER}.step", 0, "expected a number above 0, got 0"),
    at("range upside down", f"{NUMBER}.max", -1, "expected a number above min (0), got -1"),
    at("range on a scale", f"{SCALE}.min", 0, "expected only on type number, not on scale"),
    at("max_length on a scale", f"{SCALE}.max_length", 10, "expected only on types text and url, not on scale"),
    at("one breakpoint", f"{NUMBER}.breakpoints", [[0, 0]], "expected at least two points, got 1"),
    at(
        "breakpoints that go back",
        f"{NUMBER}.breakpoints[2]",
        [10, 0.5],
        "expected increasing numbers, got 10 after 10",
    ),
    at("breakpoint out of range", f"{NUMBER}.breakpoints", [[0, 0], [101, 1]], "numbers from min (0) to max (100)"),
    at(
        "breakpoints short of 1",
        f"{NUMBER}.breakpoints",
        [[0, 0], [80, 0.9]],
        "scores that reach from 0 to 1, got 0 to",
    ),
    at(
        "breakpoints up and down",
        f"{NUMBER}.breakpoints",
        [[0, 0], [10, 1], [20, 0.5]],
        "expected scores that only rise or only fall",
    ),
]

SCORES = [
    at("scored without scores", f"{PRIORITY}.scored", True, "expected false, because the answers have no scores"),
    at("scores without scored", f"{SINGLE}.scored", False, "expected true, because the answers have scores"),
    mistake(
        "scale with other scores",
        {f"{SCALE}.choices[1].score": 0.3},
        f"{SCALE}.choices",
        "expected the scores 0, 0.25, 0.5, 0.75, 1 for the type scale, got [0, 0.3, 0.5, 0.75, 1]",
    ),
    mistake("priority with a score", {f"{PRIORITY}.choices[5].score": 1}, f"{PRIORITY}.choices", "expected score null"),
    mistake(
        "single that cannot reach 1",
        {f"{SINGLE}.choices[UNIT].score": 0.9},
        f"{SINGLE}.choices",
        "expected scores that reach from 0 to 1, got 0 to 0.9",
    ),
    mistake(
        "ticks that cannot reach 1",
        {f"{TICKS}.multi_score": "max"},
        f"{TICKS}.choices",
        "expected that the full score 1 can be reached, got at most 0.2",
    ),
    at("scored ticks without a rule", f"{TICKS}.multi_score", DELETED, "expected 'sum_capped' or 'max' on a scored"),
    at("multi_score on single", f"{SINGLE}.multi_score", "max", "expected only on type multiple, not on single"),
    at("scored, conditional, no rule", f"{YES_NO}.hidden_score", DELETED, "expected 'zero' or 'exclude' on a scored"),
    at("hidden_score without show_if", f"{SINGLE}.hidden_score", "zero", "expected only together with show_if"),
]

REFERENCES = [
    at(
        "condition on a later question", f"{SHOW}.code", "VER-01", "an earlier question, got 'VER-01' (this question or"
    ),
    at("condition on itself", f"{SHOW}.code", "STR-03", "expected the code of an earlier question, got 'STR-03'"),
    at("condition on nothing", f"{SHOW}.code", "STR-99", "got 'STR-99' (no question of the document)"),
    at("step that does not exist", f"{SHOW}.value", 5, "expected a step of STR-02 (0, 1, 2, 3, 4), got 5"),
    at("step in quotes", f"{SHOW}.value", "2", "expected a step of STR-02 (0, 1, 2, 3, 4), got '2'"),
    at("step read as true", f"{SHOW}.value", True, "expected a step of STR-02 (0, 1, 2, 3, 4), got true"),
    at("operator of another type", f"{SHOW}.op", "contains", "expected an operator for type scale (answered, eq"),
    mistake("in without a list", {f"{SHOW}.op": "in"}, f"{SHOW}.value", "at least one value for 'in', got 2"),
    mistake("in with an empty list", {SHOW: leaf(op="in", value=[])}, f"{SHOW}.value", "a list of at least one value"),
    mistake(
        "in with a wrong step", {SHOW: leaf(op="in", value=[2, 9])}, f"{SHOW}.value[1]", "expected a step of STR-02"
    ),
    at("empty all", f"{YES_NO}.show_if.all", [], "expected a list of at least one condition"),
    mistake("empty any inside all", {SHOW: {"any": []}}, f"{SHOW}.any", "expected a list of at least one condition"),
    at("unknown choice", f"{OTHER_WARNING}[1].value[0]", "NOBODY", "a choice of STR-05 (NONE, SIDE, SHAR, DEDI, UNIT)"),
    at("choice read as false", f"{OTHER_WARNING}[1].value[0]", False, "got false (an unquoted NO, no, off or false"),
    mistake(
        "population in routing",
        {SHOW: {"context": "population", "op": "lt", "value": 1}},
        f"{SHOW}.context",
        "expected a condition on an answer: population is known in warnings only",
    ),
    at("population as text", f"{WARNING}[1].value", "10000", "expected a number, got '10000'"),
    at("population with in", f"{WARNING}[1].op", "in", "expected an operator for numbers"),
    at("number out of range", f"{WARNING}[0].value", 501, "a number within the range of STR-06 (0 to 500), got 501"),
    mistake(
        "warning about another question",
        {f"{WARNING}[0]": leaf()},
        "sections[STR].questions[STR-06].warnings[0].when",
        "expected a condition that refers to its own question STR-06",
    ),
    at("ref to a later question", f"{SINGLE}.choices[NONE].ref", "VER-01", "the code of an earlier question"),
    mistake(
        "choice with a later condition",
        {f"{SINGLE}.choices[NONE].show_if": {"all": [leaf("VER-01")]}},
        f"{SINGLE}.choices[NONE].show_if.all[0].code",
        "expected the code of an earlier question, got 'VER-01'",
    ),
]

TAGS = [
    at(
        "pair without a priority question", "sections[VER].questions[VER-01].tags.priority_pair", "VER-03", "a priority"
    ),
    at("pair that does not follow", f"{SCALE}.tags.priority_pair", "STR-01", "expected the question that follows"),
    at("pair on single", f"{SINGLE}.tags.priority_pair", "STR-01", "expected only on type scale, not on single"),
    at("pair used twice", "sections[VER].questions[VER-05].tags.priority_pair", "VER-02", "a priority question of its"),
    at("unknown aim", f"{SINGLE}.tags.sovereignty", "freedom", "(switch, control, shape, influence), got 'freedom'"),
    at("aim of an unscored question", f"{PRIORITY}.tags.sovereignty", "shape", "expected only on scored questions"),
    mistake(
        "application without a domain",
        {f"{SINGLE}.tags": {"application": "x"}},
        f"{SINGLE}.tags.domain",
        "(mobility, energy, environment, district), got None",
    ),
    mistake(
        "application with other columns",
        {f"{SINGLE}.tags": {"application": "x", "domain": "energy"}},
        f"{SINGLE}.choices",
        "expected a list that begins with OPER, PLAN, INTR, NONE for an application, got NONE",
    ),
    mistake(
        "application used twice",
        {
            f"{SINGLE}.tags": {"application": "x", "domain": "energy"},
            f"{YES_NO}.tags": {"application": "x", "domain": "energy"},
        },
        f"{SINGLE}.tags.application",
        "expected a key used once, 'x' occurs before",
    ),
    at("label that is no mapping", "tag_definitions.application.domains.energy", "Energie", "expected a mapping"),
]

TRANSLATIONS = [
    at(
        "translation that is a copy",
        f"{SINGLE}.text_en",
        "Wer ist für die Digitalisierung zuständig?",
        "expected an English translation, got the German text of 'text'",
    ),
]

ALL = [*SHAPES, *CODES, *LEVELS, *CHOICES, *NUMBERS, *SCORES, *REFERENCES, *TAGS, *TRANSLATIONS]


@pytest.fixture
def data():
    return json.loads(json.dumps(SHORT))


def test_the_shorter_document_of_these_tests_is_valid(data):
    assert [section.code for section in parse_document(json.dumps(data), "wave.yaml").sections] == ["STR", "VER"]


@pytest.mark.parametrize(("changes", "path", "expected"), ALL)
def test_mistake_is_refused_with_its_path_and_what_was_expected(data, changes, path, expected):
    found = problems_after(data, changes)
    assert any(problem.path == path and expected in problem.expected for problem in found), found


def test_all_problems_of_shape_and_reference_are_reported_at_once(data):
    changes = {
        f"{SCALE}.choices[1].score": 1.5,
        "sections[VER].questions[VER-01].help_en": DELETED,
        "sections[VER].questions[VER-12].show_if.all[0].code": "VER-99",
        f"{SINGLE}.hidden_score": "zero",
        "levels[L2].min": 25,
    }
    assert {problem.path for problem in problems_after(data, changes)} == {
        f"{SCALE}.choices[1].score",
        "sections[VER].questions[VER-01].help_en",
        "sections[VER].questions[VER-12].show_if.all[0].code",
        f"{SINGLE}.hidden_score",
        "levels[L2].min",
    }


def test_references_to_an_unreadable_question_are_not_reported_on_top(data):
    found = problems_after(data, {f"{SCALE}.weight": 0})
    assert [problem.path for problem in found] == [f"{SCALE}.weight"]
