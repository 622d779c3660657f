"""Files: the traps of YAML, lines, and what is read in the end."""

import re

import pytest

from survey.questionnaire.document import Document
from survey.questionnaire.files import load_document, parse_document
from survey.questionnaire.problems import DocumentErrors
from tests.questionnaire.conftest import SHIPPED
from tests.questionnaire.mutation import problems


def line_of(text, part):
    return text[: text.index(part)].count("\n") + 1


def test_shipped_questionnaire_is_valid_and_drops_the_shared_lists(document):
    assert len(document.sections) == 8
    assert len(document.questions) == 69
    assert document.question("SMA-01").choices == document.question("SMA-02").choices


def test_document_survives_the_way_through_json(document):
    assert Document.model_validate(document.model_dump(mode="json")) == document
    assert Document.model_validate_json(document.model_dump_json()) == document


def test_shipped_questionnaire_covers_sovereignty_across_sections(document):
    tagged = document.sovereignty_questions
    assert len(tagged) >= 6
    assert len({document.section_of(question.code).code for question in tagged}) >= 4


def test_unquoted_no_as_a_code_names_the_cause_and_the_line(shipped_text):
    text = shipped_text.replace('{code: "no", label', "{code: NO, label", 1)
    first = problems(text)[0]
    assert first.line == line_of(text, "{code: NO, label")
    assert first.path == "sections[STR].questions[STR-03].choices[1].code"
    assert first.expected.endswith("(an unquoted NO, no, off or false is read as a truth value: put it in quotes)")


def test_unquoted_yes_in_a_condition_names_the_cause_and_the_line(shipped_text):
    text = shipped_text.replace('{code: STR-03, op: eq, value: "yes"}', "{code: STR-03, op: eq, value: yes}")
    (problem,) = problems(text)
    assert problem.line == line_of(text, "{code: STR-03, op: eq, value: yes}")
    assert "got true (an unquoted yes, Yes, on or true is read as a truth value" in problem.expected


def test_unquoted_no_as_a_key_names_the_cause(shipped_text):
    found = problems(shipped_text.replace("      switch: {label", "      no: {label"))
    assert "got false (an unquoted NO, no, off or false" in found[0].expected


def test_repeated_key_is_refused_with_both_lines(shipped_text):
    line = line_of(shipped_text, "    weight: 15\n")
    found = problems(shipped_text.replace("    weight: 15\n", "    weight: 15\n    weight: 15\n", 1))
    assert [(problem.line, problem.path) for problem in found] == [(line + 1, "sections[STR].weight")]
    assert found[0].expected == f"expected each key once, it stands first in line {line}"


def test_problem_reads_as_file_line_path_and_expectation(shipped_text):
    text = shipped_text.replace('score: 0.25, label: "Sie ist in Vor', 'score: 1.5, label: "Sie ist in Vor')
    with pytest.raises(DocumentErrors) as refused:
        parse_document(text, "wave.yaml")
    line = line_of(text, "score: 1.5")
    path = "sections[STR].questions[STR-02].choices[1].score"
    assert str(refused.value) == f"wave.yaml:{line}: {path}: expected a number from 0 to 1, got 1.5"


def test_problem_inside_a_shared_list_points_to_the_shared_line(shipped_text):
    text = shipped_text.replace('label: "interessiert, noch nicht geplant"', "label: true")
    assert {problem.line for problem in problems(text)} == {line_of(text, "label: true")}


def test_missing_translation_points_to_the_question(shipped_text):
    missing = '        text_en: "How advanced is your digital strategy?"\n'
    (problem,) = problems(shipped_text.replace(missing, ""))
    assert problem.path == "sections[STR].questions[STR-02].text_en"
    assert problem.line == line_of(shipped_text, "code: STR-02")


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("", 1, "got an empty file"),
        ("# only a comment\n", 1, "got an empty file"),
        ("- a\n- b\n", 1, "expected a mapping with questionnaire, scoring, levels and sections, got a list"),
        ("just text", 1, "got a str"),
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "expected valid YAML"),
        ("a: 1\n\tb: 2\n", 2, "expected valid YAML"),
        ("a: 1\nb: \x07\n", 2, "expected valid YAML: special characters are not allowed"),
        ("a: 1\n---\nb: 2\n", 2, "expected valid YAML: but found another document"),
        ("a: *nowhere\n", 1, "expected valid YAML: found undefined alias"),
        (
            "a: 1\nb: !!python/object:os.system {}\n",
            2,
            "expected text, numbers, lists and mappings, got a value of the kind",
        ),
        ("a: 1\n? [1, 2]\n: 3\n", 2, "expected valid YAML"),
        ("[" * 5000, 1, "expected a document that is less deeply nested"),
    ],
    ids=[
        "empty file",
        "comment only",
        "list",
        "plain text",
        "open bracket",
        "tab",
        "control character",
        "two documents",
        "unknown alias",
        "foreign object",
        "key that is a list",
        "too deep",
    ],
)
def test_text_that_is_no_mapping_is_refused(text, line, expected):
    (problem,) = problems(text)
    assert problem.line == line
    assert expected in problem.expected


def test_list_that_contains_itself_is_refused(shipped_text):
    text = shipped_text.replace("languages: [de, en]", "languages: &loop [de, *loop]")
    (problem,) = problems(text)
    assert problem.line == line_of(text, "languages: &loop")
    assert problem.expected == "expected a list or mapping that does not contain itself"


def test_key_that_is_read_as_a_truth_value_is_refused(shipped_text):
    (problem,) = problems("on: 1\n" + shipped_text)
    assert "got true (an unquoted yes, Yes, on or true" in problem.expected
    assert problem.line == 1


def test_file_in_another_encoding_is_refused_with_the_line(tmp_path, shipped_text):
    path = tmp_path / "wave.yaml"
    path.write_bytes(shipped_text.encode("cp1252", errors="replace"))
    with pytest.raises(DocumentErrors) as refused:
        load_document(path)
    assert refused.value.problems[0].expected == "expected text in UTF-8"
    assert refused.value.problems[0].line == next(
        number for number, line in enumerate(shipped_text.splitlines(), start=1) if not line.isascii()
    )


def test_byte_order_mark_is_no_problem(tmp_path):
    path = tmp_path / "wave.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SHIPPED.read_bytes())
    assert load_document(path).questionnaire.slug == "atlas-2026"


def test_controls_in_quotes_end_a_line_or_are_left_out(shipped_text):
    document = parse_document(re.sub('prompt: ".*"', r'prompt: "eins\\vzwei\\fdrei\\a"', shipped_text, count=1), "file")
    assert document.tag_definitions.application.prompt == "eins\nzwei\ndrei"
