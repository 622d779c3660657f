"""Where the labels of points go."""

from atlas.figures.label_places import positions

WORD = "a word"


def test_a_label_alone_stands_above_its_point():
    assert positions([(100, 100)], [WORD]) == ["top center"]


def test_a_label_goes_below_where_another_point_is_above():
    assert positions([(100, 100), (100, 115)], [WORD, ""])[0] == "bottom center"


def test_labels_of_neighbours_do_not_lie_on_each_other():
    assert positions([(100, 100), (110, 100)], [WORD, WORD]) == ["top center", "bottom center"]


def test_a_label_goes_beside_its_point_where_above_and_below_are_taken():
    assert positions([(100, 100), (100, 115), (100, 85)], [WORD, "", ""])[0] == "middle right"


def test_points_without_labels_are_kept_clear_too():
    assert positions([(100, 100)], [WORD], [(100, 115)]) == ["bottom center"]


def test_a_long_label_needs_more_room():
    far = [(100, 100), (170, 112)]
    assert positions(far, ["short", ""])[0] == "top center"
    assert positions(far, ["a label of many more words", ""])[0] == "bottom center"
