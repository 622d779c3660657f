"""Changes the shipped questionnaire at places written as the problems write them."""

import json
import re

import pytest

from survey.questionnaire.files import parse_document
from survey.questionnaire.problems import DocumentErrors

DELETED = object()
STEP = re.compile(r"([a-z_A-Z]+)|\[([^]]+)]")


def find(part, step):
    """The key of a mapping or the position in a list that a step of a path means."""
    if isinstance(part, dict):
        return step
    return next((i for i, item in enumerate(part) if isinstance(item, dict) and item.get("code") == step), None) or int(
        step if step.isdigit() else 0
    )


def change(data, path, value):
    """Sets the value at a path such as sections[STR].questions[STR-02].choices[1].score; DELETED removes it."""
    *steps, last = [name or code for name, code in STEP.findall(path)]
    for step in steps:
        data = data[find(data, step)]
    if value is DELETED:
        del data[find(data, last)]
    elif isinstance(data, list) and find(data, last) == len(data):
        data.append(value)
    else:
        data[find(data, last)] = value


def problems(text):
    with pytest.raises(DocumentErrors) as refused:
        parse_document(text, "wave.yaml")
    return refused.value.problems


def problems_after(data, changes):
    """The problems of the raw document after changes; JSON is YAML without its traps."""
    for path, value in changes.items():
        change(data, path, value)
    return problems(json.dumps(data, ensure_ascii=False))
