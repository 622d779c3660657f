"""What pydantic found wrong with the shape of a document, in sentences for its author."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from survey.questionnaire.checks.draft import Finding
from survey.questionnaire.conditions import TAG_SIGN, Place
from survey.questionnaire.shapes import shown_value

_CONTAINERS = {
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "tuple_type": "a list",
    "too_long": "a pair of a number and its score",
}


def misfits(error: ValidationError) -> list[Finding]:
    return [Finding(_place(details), _sentence(details)) for details in error.errors(include_url=False)]


def _place(details: ErrorDetails) -> Place:
    """The place in the raw document: without pydantic's marks for kinds of conditions and for keys."""
    steps = details["loc"][:-1] if details["loc"][-1:] == ("[key]",) else details["loc"]
    return tuple(step for step in steps if not str(step).startswith(TAG_SIGN))


def _sentence(details: ErrorDetails) -> str:
    kind, name, context = details["type"], str((details["loc"] or ("",))[-1]), details.get("ctx", {})
    if kind == "expected":
        return details["msg"]
    if kind == "missing":
        return _missing(name)
    if kind == "extra_forbidden":
        return f"expected no key {name!r} here: it is unknown"
    if kind in ("literal_error", "enum"):
        return f"expected {context['expected']}, got {shown_value(details['input'])}"
    if kind in _CONTAINERS:
        return f"expected {_CONTAINERS[kind]}, got {shown_value(details['input'])}"
    return f"expected another value: {details['msg']}, got {shown_value(details['input'])}"


def _missing(name: str) -> str:
    if name.endswith("_en"):
        return f"expected the English translation of {name.removesuffix('_en')!r}, which is missing"
    if name == "score":
        return "expected a score, which is missing (write null for a choice without one)"
    return f"expected a value for {name!r}, which is missing"
