import pytest

from atlas.filters import Selection
from survey.models import Wave


@pytest.mark.parametrize("chosen", [{"district": "01001"}, {"size": "0-4999"}])
def test_selection_with_a_filter_is_partial(chosen):
    assert Selection(Wave(slug="first"), "now", **chosen).is_partial


def test_selection_without_filters_is_the_whole_register(standing):
    selection = Selection(Wave(slug="first"), "now")
    assert not selection.is_partial
    assert len(selection.of(standing)) == len(standing)


def test_selection_keeps_the_rows_that_match_all_filters(standing):
    selection = Selection(Wave(slug="first"), "now", district="01001", size="0-4999")
    assert selection.of(standing).name.tolist() == ["Aue", "Cella"]
