"""What we make of the plotly.js in its package."""

import re

import pytest

from smartregion.staticfiles import PLOTLY_TRACES, only_traces, plotly_for_figures, plotly_script


@pytest.fixture(scope="module")
def bundle():
    return plotly_script().read_text(encoding="utf-8")


def registered(script):
    return max(re.findall(r"\.register\(\[([\w$(),]+)\]\)", script[-200_000:]), key=len).split(",")


def test_only_the_traces_of_our_figures_are_set_up(bundle):
    ours = plotly_for_figures().read_text(encoding="utf-8")
    assert len(registered(bundle)) > 40
    assert len(registered(ours)) == len(PLOTLY_TRACES)
    assert set(registered(ours)) < set(registered(bundle))


def test_nothing_else_of_the_bundle_changes(bundle):
    ours = only_traces(bundle, PLOTLY_TRACES)
    head = bundle.index(".register([" + registered(bundle)[0])
    assert ours[:head] == bundle[:head]
    assert ours[-1_500:] == bundle[-1_500:]


def test_a_bundle_without_a_trace_is_refused(bundle):
    with pytest.raises(ValueError, match="no longer has"):
        only_traces(bundle, ["no-such-trace"])


def test_a_bundle_written_in_another_way_is_refused():
    with pytest.raises(ValueError, match="no longer registers"):
        only_traces("Plotly.register([])", PLOTLY_TRACES)
