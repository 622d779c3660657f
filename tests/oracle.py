"""The scoring method once more, slow and obvious, from its prose and on the raw YAML: what the product is checked by.

Nothing of the product is imported. Every question is answered by looking everything up again.
"""

import itertools

DONT_KNOW = "_dk"


def questions(raw):
    return [question for section in raw["sections"] for question in section["questions"]]


def question(raw, code):
    return next(question for question in questions(raw) if question["code"] == code)


# ---- section 2: shown, hidden or unknown


def truth(raw, answers, condition):
    """True, False, or None for unknown."""
    if "all" in condition:
        parts = [truth(raw, answers, part) for part in condition["all"]]
        if any(part is False for part in parts):
            return False
        if any(part is None for part in parts):
            return None
        return True
    if "any" in condition:
        parts = [truth(raw, answers, part) for part in condition["any"]]
        if any(part is True for part in parts):
            return True
        if any(part is None for part in parts):
            return None
        return False
    parent = question(raw, condition["code"])
    if is_shown(raw, answers, parent) is False:
        return False
    if is_shown(raw, answers, parent) is None or is_missing(raw, answers, parent):
        return None
    return compare(parent, given(raw, answers, parent), condition["op"], condition.get("value"))


def compare(parent, answer, operator, value):
    if operator == "answered":
        return True
    if operator == "contains":
        return value in answer
    if operator == "not_contains":
        return value not in answer
    if parent["type"] in ("scale", "priority", "number"):
        answer = float(answer)
        value = [float(one) for one in value] if isinstance(value, list) else float(value)
    if operator == "in":
        return answer in value
    if operator == "not_in":
        return answer not in value
    if operator == "eq":
        return answer == value
    if operator == "ne":
        return answer != value
    if operator == "gt":
        return answer > value
    if operator == "gte":
        return answer >= value
    if operator == "lt":
        return answer < value
    assert operator == "lte"
    return answer <= value


def is_shown(raw, answers, asked):
    if "show_if" not in asked:
        return True
    return truth(raw, answers, asked["show_if"])


def given(raw, answers, asked):
    """The answer; of a list of ticks only those whose choice is offered."""
    answer = answers.get(asked["code"])
    if not isinstance(answer, list):
        return answer
    ticks = []
    for choice in asked["choices"]:
        if choice["code"] in answer and ("show_if" not in choice or truth(raw, answers, choice["show_if"]) is True):
            ticks.append(choice["code"])
    return ticks


def is_missing(raw, answers, asked):
    return given(raw, answers, asked) in (None, "", [], DONT_KNOW)


# ---- sections 1 and 2: state and score of an item


def item(raw, answers, code):
    asked = question(raw, code)
    shown = is_shown(raw, answers, asked)
    if shown is False and asked["hidden_score"] == "zero":
        return ("Z", 0.0)
    if shown is False:
        return ("X", None)
    if shown is None or is_missing(raw, answers, asked):
        return ("M", None)
    score = item_score(asked, given(raw, answers, asked))
    return ("X", None) if score is None else ("A", score)


def item_score(asked, answer):
    if asked["type"] == "scale":
        return int(answer) / 4
    if asked["type"] in ("single", "boolean"):
        return next(choice["score"] for choice in asked["choices"] if choice["code"] == answer)
    if asked["type"] == "multiple":
        scores = [choice["score"] for choice in asked["choices"] if choice["code"] in answer]
        scores = [score for score in scores if score is not None]
        if not scores:
            return None
        return max(scores) if asked["multi_score"] == "max" else min(1, sum(scores))
    assert asked["type"] == "number"
    points = asked["breakpoints"]
    if answer <= points[0][0]:
        return points[0][1]
    if answer >= points[-1][0]:
        return points[-1][1]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if x0 <= answer <= x1:
            return y0 + (answer - x0) / (x1 - x0) * (y1 - y0)
    raise AssertionError("the points leave a gap")


# ---- section 3: mean, range and coverage; section 5: the same over the sovereignty items


def items(raw, answers):
    """State and score of every scored item, by code."""
    return {one["code"]: item(raw, answers, one["code"]) for one in questions(raw) if one["scored"]}


def mean(raw, found, asked):
    rules = raw["scoring"]
    w_tot = w_app = w_ans = w_s = 0
    for one in asked:
        state, score = found[one["code"]]
        w_tot += one["weight"]
        if state in "AZM":
            w_app += one["weight"]
        if state in "AZ":
            w_ans += one["weight"]
            w_s += one["weight"] * score
    if w_app == 0:
        return {"score": None, "low": None, "high": None, "answered_share": None, "applicable_share": 0}
    answered, applicable = w_ans / w_app, w_app / w_tot
    enough = answered >= rules["min_answered_share"] - 1e-9 and applicable >= rules["min_applicable_share"] - 1e-9
    return {
        "score": 100 * w_s / w_ans if enough else None,
        "low": 100 * w_s / w_app,
        "high": 100 * (w_s + w_app - w_ans) / w_app,
        "answered_share": answered,
        "applicable_share": applicable,
    }


def section(raw, found, code):
    asked = [one for section in raw["sections"] if section["code"] == code for one in section["questions"]]
    return mean(raw, found, [one for one in asked if one["scored"]])


def sovereignty(raw, found):
    return mean(raw, found, [one for one in questions(raw) if "sovereignty" in one["tags"]])


# ---- section 4: overall index, and how far its range and its shares reach


def carriers(raw, found):
    """(weight, section score) of the sections with a value; none of them if they weigh too little for an index."""
    scores = [(one["weight"], section(raw, found, one["code"])) for one in raw["sections"]]
    with_value = [(weight, score) for weight, score in scores if score["score"] is not None]
    share = sum(weight for weight, _ in with_value) / sum(weight for weight, _ in scores)
    return with_value if share >= raw["scoring"]["min_section_weight_share"] - 1e-9 else []


def weighted(sections, name):
    if not sections:
        return None
    return sum(weight * score[name] for weight, score in sections) / sum(weight for weight, _ in sections)


def index(raw, found):
    sections = carriers(raw, found)
    scored = [one for one in questions(raw) if one["scored"]]
    w_tot = sum(one["weight"] for one in scored)
    w_app = sum(one["weight"] for one in scored if found[one["code"]][0] in "AZM")
    w_ans = sum(one["weight"] for one in scored if found[one["code"]][0] in "AZ")
    return {
        "score": weighted(sections, "score"),
        "low": weighted(sections, "low"),
        "high": weighted(sections, "high"),
        "answered_share": w_ans / w_app if w_app else None,
        "applicable_share": w_app / w_tot,
    }
