"""No questionnaire file ends in a traceback or runs for long: a problem with its line, within 2 s."""

from time import process_time

import pytest
from django.core.management import CommandError

from survey.models import Questionnaire
from survey.questionnaire.files import load_document
from survey.questionnaire.problems import DocumentErrors
from tests.questionnaire.conftest import SHIPPED


def doubled(first, following, levels=40):
    """Each level holds the one before twice; the first line is number 2."""
    return "".join(f"a{n}: &a{n} {first if n == 0 else following % (n - 1, n - 1)}\n" for n in range(levels))


def below_head(text):
    return "questionnaire:\n" + "".join(f"  {line}\n" for line in text.splitlines())


# What stands in the file, and the line of the problem.
FILES = {
    "day that is none": ("a: 1\nversion: 2001-99-99\n", 2),
    "day": ("a: 1\nversion: 2001-01-01\n", 2),
    "moment that is none": ("a: 1\nb: 2001-01-01T99:99:99Z\n", 2),
    "integer of letters": ('a: 1\nb: !!int "x"\n', 2),
    "integer of nothing": ('a: 1\nb: !!int ""\n', 2),
    "integer of a list": ("a: 1\nb: !!int [1]\n", 2),
    "float of letters": ('a: 1\nb: !!float "x"\n', 2),
    "float of nothing": ('a: 1\nb: !!float ""\n', 2),
    "truth of letters": ('a: 1\nb: !!bool "x"\n', 2),
    "timestamp of letters": ('a: 1\nb: !!timestamp "x"\n', 2),
    "text of a list": ("a: 1\nb: !!str [1]\n", 2),
    "list of a text": ("a: 1\nb: !!seq x\n", 2),
    "mapping of a text": ("a: 1\nb: !!map x\n", 2),
    "binary": ("a: 1\nb: !!binary aGk=\n", 2),
    "binary that is none": ("a: 1\nb: !!binary ä\n", 2),
    "set": ("a: 1\nb: !!set {x, y}\n", 2),
    "pairs": ("a: 1\nb: !!pairs [x: 1]\n", 2),
    "object": ("a: 1\nb: !!python/object/apply:os.system [id]\n", 2),
    "own tag": ("a: 1\nb: !x y\n", 2),
    "tag without a handle": ("a: 1\nb: !q!x y\n", 2),
    "octal that is none": ("a: 1\nb: !!int 0o9\n", 2),
    "five thousand digits": ("a: 1\nb: " + "9" * 5_000 + "\n", 2),
    "hexadecimal of five thousand digits": ("a: 1\nb: 0x" + "f" * 5_000 + "\n", 2),
    "sexagesimal of a hundred thousand parts": ("a: 1\nb: 1" + ":59" * 60_000 + "\n", 2),
    "float of many digits": ("a: 1\nb: 0." + "9" * 100_000 + "\n", 2),
    "NUL in quotes": ('a: 1\nb: "\\0"\n', 2),
    "lone surrogate in quotes": ('a: 1\nb: "\\ud800"\n', 2),
    "mark of direction": ('a: 1\nb: "\\u202e"\n', 2),
    "NUL in a key": ('a: 1\n"\\0": 2\n', 2),
    "NUL": ("a: 1\nb: \0\n", 2),
    "tab": ("a: 1\n\tb: 2\n", 2),
    "key that is a list": ("a: 1\n? [1, [2]]\n: 3\n", 2),
    "alias to nothing": ("a: 1\nb: *x\n", 2),
    "alias to itself": ("a: 1\nb: &x [*x]\n", 2),
    "alias to itself in a key": ("a: 1\nb: &x\n  ? *x\n  : 1\n", 2),
    "merge of itself": ("a: 1\nb: &x {<<: *x}\n", 2),
    "merge of a text": ("a: 1\nb: {<<: x}\n", 2),
    "lists in lists": ("a: 1\nb: " + "[" * 100_000 + "\n", 2),
    "mappings in mappings": ("a: 1\nb: " + "{a: " * 40_000 + "\n", 2),
    "dashes in dashes": ("a: 1\nb:\n  " + "- " * 60_000 + "\n", 3),
    "questions in questions": ("a: 1\n" + "? " * 60_000 + "\n", 2),
    "many parts": ("a: 1\nb: [" + "1, " * 60_000 + "]\n", 2),
    "many anchors": ("a: 1\n" + "".join(f"b{n}: &b{n} 1\n" for n in range(15_000)), None),
    "too long": ("a: 1\n" + "# comment\n" * 30_000, 1),
    "long comment": ("a: 1\n#" + "x" * 190_000, 1),
    "long text": ("a: 1\nb: '" + "x" * 190_000, None),
    "escapes": ('a: 1\nb: "' + "\\x41" * 45_000 + '"\n', 1),
    "lines": ("a: 1\nb: |\n" + "  x\n" * 45_000, 1),
    "alias bomb": ("a: 1\n" + doubled("[x, x]", "[*a%s, *a%s]"), 14),
    "alias bomb below the head": ("a: 1\n" + below_head(doubled("[x, x]", "[*a%s, *a%s]")), 15),
    "alias bomb of mappings": ("a: 1\n" + doubled("{x: 1}", "{x: *a%s, y: *a%s}"), 14),
    "alias bomb of merges": ("a: 1\n" + doubled("{x: 1}", "{<<: [*a%s, *a%s]}"), 14),
    "chain of aliases": ("a: 1\nb0: &b0 [1]\n" + "".join(f"b{n}: &b{n} [*b{n - 1}]\n" for n in range(1, 900)), None),
    "aliases of a long list": ("a: 1\nb: &b [" + "1, " * 900 + "]\nc: [" + "*b , " * 900 + "]\n", 3),
    "many unknown keys": ("questionnaire:\n" + "".join(f"  k{n}: 1\n" for n in range(6_500)), None),
    "many repeated keys": ("questionnaire:\n" + "  k: 1\n" * 6_500, None),
    "many sections": ("sections:\n" + "".join(f"- {{slug: s{n}}}\n" for n in range(3_000)), None),
    "sections that are lists": ("sections: [" + "{slug: [1]}, " * 3_000 + "]\n", None),
}


SECONDS = 2  # of processor time
TRIES = 3


def refused(path):
    """The fastest try counts: what else runs on the machine only makes it slower."""
    seconds = []
    while len(seconds) < TRIES and min(seconds, default=SECONDS) >= SECONDS:
        begun = process_time()
        with pytest.raises(DocumentErrors) as errors:
            load_document(path)
        seconds.append(process_time() - begun)
    assert min(seconds) < SECONDS
    return errors.value.problems


@pytest.mark.parametrize(("text", "line"), FILES.values(), ids=FILES)
def test_file_is_refused_with_a_line_and_in_time(tmp_path, text, line):
    path = tmp_path / "wave.yaml"
    path.write_text(text, "utf-8")
    found = refused(path)
    assert all(problem.line for problem in found)
    assert line is None or line in {problem.line for problem in found}


BYTES = {
    "UTF-16": "a: 1\n".encode("utf-16"),
    "UTF-32": "a: 1\n".encode("utf-32"),
    "Latin 1": "a: ä\n".encode("latin-1"),
    "lone surrogate": b"a: \xed\xa0\x80\n",
    "nothing but NUL": b"\0" * 1_000,
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
}


@pytest.mark.parametrize("content", BYTES.values(), ids=BYTES)
def test_other_bytes_are_refused_with_a_line(tmp_path, content):
    path = tmp_path / "wave.yaml"
    path.write_bytes(content)
    assert all(problem.line for problem in refused(path))


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("title: ", 'title: "\\0" # '),
        ("slug: atlas-2026", "slug: !!binary aGk="),
        ("version: ", "version: 2026-99-99 # "),
        ("    weight: 15", "    weight: 0x" + "f" * 5_000),
        ("    weight: 15", "    weight: .nan"),
        ("    weight: 15", "    weight: 1e999"),
        ("languages: [de, en]", "languages: {<<: [1]}"),
    ],
)
def test_command_says_so_and_changes_nothing(db, manage, tmp_path, part, instead):
    text = SHIPPED.read_text("utf-8")
    assert part in text
    path = tmp_path / "wave.yaml"
    path.write_text(text.replace(part, instead, 1), "utf-8")
    with pytest.raises(CommandError, match=r"wave.yaml:[0-9]+: .*\nNothing was changed"):
        manage("load_questionnaire", path)
    assert not Questionnaire.objects.exists()


def test_shipped_questionnaire_is_far_from_the_bounds():
    begun = process_time()
    assert load_document(SHIPPED)
    assert process_time() - begun < SECONDS
