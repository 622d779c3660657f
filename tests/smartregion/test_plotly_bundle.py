"""What we make of the plotly.js in its package."""

import re

import pytest
import tree_sitter_javascript
from tree_sitter import Language, Parser

from smartregion.plotly_bundle import for_browsers, only_traces
from smartregion.staticfiles import PLOTLY_TRACES, plotly_for_figures, plotly_script

TOY = """load(self,()=>{var Toy=(()=>{var W=e=>e;
var root=W((e,t)=>{t.exports=one()+two.size}),one=W((e,t)=>{var inner=W(()=>{return 1});t.exports=three()}),
two=W(e=>{e.size="}"}),three=W(()=>{"three"}),four=W(()=>{five();"four"}),five=W(()=>{/[}/]/.test("five")});
return root()})();return Toy});"""


@pytest.fixture(scope="module")
def bundle():
    return plotly_script().read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ours():
    return plotly_for_figures().read_text(encoding="utf-8")


def registered(script):
    return max(re.findall(r"\.register\(\[([\w$(),]+)\]\)", script[-200_000:]), key=len).split(",")


def test_only_the_traces_of_our_figures_are_set_up(bundle, ours):
    assert len(registered(bundle)) > 40
    assert len(registered(ours)) == len(PLOTLY_TRACES)
    assert set(registered(ours)) < set(registered(bundle))


def test_choosing_traces_changes_nothing_else_of_the_bundle(bundle):
    chosen = only_traces(bundle, PLOTLY_TRACES)
    head = bundle.index(".register([" + registered(bundle)[0])
    assert chosen[:head] == bundle[:head]
    assert chosen[-1_500:] == bundle[-1_500:]


def test_a_bundle_without_a_trace_is_refused(bundle):
    with pytest.raises(ValueError, match="no longer has"):
        only_traces(bundle, ["no-such-trace"])


def test_a_bundle_that_registers_in_another_way_is_refused():
    with pytest.raises(ValueError, match="no longer registers"):
        only_traces("Plotly.register([])", PLOTLY_TRACES)


def test_modules_that_nothing_loads_are_emptied():
    script = for_browsers(TOY)
    assert "four=W(()=>{}),five=W(()=>{})" in script
    assert "two=W(()=>{})" in script  # its name is read, but it is never loaded


def test_modules_that_another_one_loads_stay_as_they_are():
    script, kept = for_browsers(TOY), slice(TOY.index("var W"), TOY.index("two="))
    assert TOY[kept] in script
    assert 'three=W(()=>{"three"})' in script


def test_the_functions_around_the_modules_are_written_as_called_at_once():
    script = for_browsers(TOY)
    assert script.startswith("load(self,(function(){var Toy=((function(){var W")
    assert script.endswith("return root()}).bind(this))();return Toy}).bind(this));")


def test_a_bundle_without_modules_is_refused():
    with pytest.raises(ValueError, match="no longer writes its modules"):
        for_browsers("var Plotly=1")


def test_our_script_is_a_third_of_the_bundle_and_still_javascript(bundle, ours):
    assert len(ours) < 0.4 * len(bundle)
    assert not Parser(Language(tree_sitter_javascript.language())).parse(ours.encode()).root_node.has_error
