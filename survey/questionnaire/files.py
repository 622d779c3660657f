"""Reads a questionnaire from YAML and refuses it with all its problems at once."""

from collections.abc import Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from survey.questionnaire.checks import findings
from survey.questionnaire.checks.draft import Draft, Finding
from survey.questionnaire.document import Document
from survey.questionnaire.misfits import misfits
from survey.questionnaire.problems import DocumentErrors, Problem
from survey.questionnaire.source import Source

# Holds lists that several questions use by YAML anchors; after reading, every question carries its own.
SHARED = "shared"
MOST_PROBLEMS = 500  # nobody mends more before the next try


def load_document(path: Path | str) -> Document:
    """The document in a file; raises DocumentErrors with every problem, OSError if the file cannot be read."""
    content = Path(path).read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DocumentErrors([Problem(str(path), line, "", "expected text in UTF-8")]) from error
    return parse_document(text, str(path))


def parse_document(text: str, source: str) -> Document:
    """The document in a text; `source` names it in messages. Raises DocumentErrors with every problem."""
    origin = Source(text, source)
    data = {key: value for key, value in origin.data.items() if key != SHARED}
    document, found = _read(data)
    draft = Draft.of(data, broken=[place for place, _ in found])
    problems = origin.repeated_keys()[:MOST_PROBLEMS]
    listed = islice(chain(found, findings(draft)), MOST_PROBLEMS)
    problems += [origin.problem(place, expected) for place, expected in listed]
    if document is None or problems:
        raise DocumentErrors(sorted(problems, key=lambda problem: problem.line or 0))
    return document


def _read(data: Mapping[str, Any]) -> tuple[Document | None, list[Finding]]:
    try:
        return Document.model_validate(data), []
    except ValidationError as error:
        return None, misfits(error)
