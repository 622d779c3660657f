"""Texts to translate: none may stand where the extractor does not look."""

import pytest

from smartregion.translations import ROOMS, lines_of_unseen_texts, main, unseen_texts


@pytest.mark.parametrize("call", ['_("a")', 'ngettext("a", "b", n)', '_("a") % {"n": n}', 'named(_("a"))'])
def test_a_text_inside_an_f_string_is_told_with_its_line(call):
    assert lines_of_unseen_texts(f"x = 1\ny = f'{{{call}}} b'\n") == [2]


@pytest.mark.parametrize("source", ["x = _('a')", "x = f'{a} b'", "x = f'{a}' + _('b')", "x = f'{named(a)}'"])
def test_a_text_beside_an_f_string_is_found(source):
    assert lines_of_unseen_texts(source) == []


def test_a_place_is_told_by_file_and_line(tmp_path):
    (tmp_path / "words.py").write_text("x = f'{_(1)}'\n")
    assert unseen_texts([tmp_path]) == [f"{tmp_path / 'words.py'}:1"]


def test_an_unseen_text_fails_the_check_although_all_found_are_translated(tmp_path, monkeypatch, capsys):
    room = tmp_path / ROOMS[0]
    room.mkdir()
    (room / "words.py").write_text("x = f'{_(1)}'\n")
    for name in ("template.pot", "catalog.po"):
        (tmp_path / name).write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n')
    monkeypatch.chdir(tmp_path)
    assert main("template.pot", "catalog.po") == 1
    assert "words.py:1: a text to translate inside an f-string is not found" in capsys.readouterr().out
