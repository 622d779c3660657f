from itertools import pairwise

import pytest

from atlas.figures import theme


def luminance_order(colours):
    return [theme.contrast(colour, theme.PAPER) for colour in colours]


def test_every_colour_of_the_scale_stands_out_from_white_paper():
    assert all(theme.contrast(theme.score_colour(score), theme.PAPER) >= 3 for score in range(101))


def test_scale_gets_darker_with_the_score():
    contrasts = luminance_order(theme.score_colour(score) for score in range(10, 91, 5))
    assert all(darker > lighter for lighter, darker in pairwise(contrasts))


@pytest.mark.parametrize("score", range(0, 101, 5))
def test_text_can_be_read_on_every_score(score):
    background = theme.score_colour(score)
    assert theme.contrast(theme.text_colour(background), background) >= 4.4


def test_five_levels_have_the_five_colours():
    assert [theme.level_colour(place, 5) for place in range(5)] == list(theme.SCALE)


def test_contrast_is_that_of_the_guideline():
    assert theme.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("change", range(-30, 31, 5))
def test_colours_of_changes_stand_out_and_can_be_written_on(change):
    colour = theme.change_colour(change, 20)
    assert theme.contrast(colour, theme.PAPER) >= 3
    assert theme.contrast(theme.text_colour(colour), colour) >= 4.4


def test_changes_are_grey_in_the_middle_and_of_full_colour_at_both_ends():
    assert [theme.change_colour(change, 20) for change in (-40, -20, 0, 20, 40)] == [
        *(theme.CHANGES[0], *theme.CHANGES, theme.CHANGES[-1])
    ]
