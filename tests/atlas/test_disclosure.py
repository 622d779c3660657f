"""What leaves for a wider circle: each rule both ways, and an attacker who knows linear algebra."""

import time
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas import disclosure, suppression
from atlas.columns import SIZE_CLASS_CODES
from atlas.disclosure import (
    Rules,
    hidden_cells,
    public_measures,
    public_municipalities,
    public_questions,
    publish,
    release,
)
from survey.questionnaire.files import load_document
from survey.size_classes import size_class_of

FIXTURES = Path(__file__).parents[2] / "fixtures"
SMALL, MIDDLE, BIG = "0-4999", "5000-9999", "50000+"
FIVE = Rules(min_cases=5)
PUBLIC = ["STR", "VER", "INF", "DAT", "IKZ", "SMA", "BIL"]  # sections of the shipped document without SIC


def municipalities(cells, classes=SIZE_CLASS_CODES):
    """One row per value: {(district, size class): [value, …]}."""
    rows = [(district, size, value) for (district, size), values in cells.items() for value in values]
    frame = pd.DataFrame(rows, columns=["district_ags", "size_class", "SIC"])
    return frame.assign(size_class=pd.Categorical(frame.size_class, classes, ordered=True), weight=1.0)


def pattern(frame, rules=FIVE, measures=("SIC",), weight=None):
    return hidden_cells(frame, measures, rules, weight=weight).set_index(["district_ags", "size_class"]).reason


def values(count, start=0.0):
    return [start + 1.5 * step for step in range(count)]


# Single cells


def test_five_municipalities_may_be_shown():
    reasons = pattern(municipalities({("A", SMALL): values(5)}))
    assert reasons["A", SMALL] == reasons["A", ""] == reasons["", ""] == ""


def test_four_municipalities_are_too_few():
    assert pattern(municipalities({("A", SMALL): values(4)}))["A", SMALL] == "cases"


def test_municipalities_without_a_value_do_not_count():
    assert pattern(municipalities({("A", SMALL): [*values(4), np.nan]}))["A", SMALL] == "cases"


def test_municipalities_without_weight_do_not_count():
    frame = municipalities({("A", SMALL): values(5)}).assign(weight=[0, 1, 1, 1, 1])
    assert pattern(frame, weight="weight")["A", SMALL] == "cases"


def test_a_cell_without_contributors_is_empty():
    assert pattern(municipalities({("A", SMALL): values(5)}))["A", BIG] == "empty"


def test_a_municipality_with_more_than_half_of_the_weight_hides_the_mean():
    frame = municipalities({("A", SMALL): values(6)}).assign(weight=[6, 1, 1, 1, 1, 1])
    assert pattern(frame, weight="weight")["A", SMALL] == "dominance"


def test_a_municipality_with_half_of_the_weight_does_not_dominate():
    frame = municipalities({("A", SMALL): values(6)}).assign(weight=[5, 1, 1, 1, 1, 1])
    assert pattern(frame, weight="weight")["A", SMALL] == ""


def test_a_mean_of_equal_values_is_hidden():
    assert pattern(municipalities({("A", SMALL): [40.0] * 9}))["A", SMALL] == "unanimous"


def test_one_other_value_breaks_unanimity():
    assert pattern(municipalities({("A", SMALL): [40.0] * 8 + [41.0]}))["A", SMALL] == ""


def test_the_strictest_measure_decides_for_all():
    frame = municipalities({("A", SMALL): values(6)}).assign(STR=[*values(4), np.nan, np.nan])
    assert pattern(frame, measures=["SIC", "STR"])["A", SMALL] == "cases"


def test_a_measure_without_any_value_does_not_hide_the_others():
    frame = municipalities({("A", SMALL): values(6)}).assign(STR=np.nan)
    assert pattern(frame, measures=["SIC", "STR"])["A", SMALL] == ""


@pytest.mark.parametrize("column", ["district_ags", "size_class"])
def test_a_municipality_without_a_place_in_the_table_is_refused(column):
    frame = municipalities({("A", SMALL): values(5)})
    frame.loc[0, column] = None
    with pytest.raises(ValueError, match="no district or no size class"):
        pattern(frame)


def test_negative_weights_are_refused():
    with pytest.raises(ValueError, match="0 or more"):
        pattern(municipalities({("A", SMALL): values(5)}).assign(weight=-1.0), weight="weight")


# Cells together


def test_a_single_hidden_cell_is_not_left_alone_in_its_row_or_column():
    few = {("A", SMALL): values(2), ("A", BIG): values(7), ("B", SMALL): values(8), ("B", BIG): values(9)}
    reasons = pattern(municipalities(few))
    assert reasons["A", BIG] == reasons["B", SMALL] == reasons["B", BIG] == "secondary"


def test_hidden_cells_whose_sum_is_too_small_get_company():
    cells = {(district, size): values(6) for district in "ABC" for size in (SMALL, MIDDLE, BIG)}
    cells |= {(district, size): values(1) for district in "AB" for size in (SMALL, MIDDLE)}
    frame = municipalities(cells, (SMALL, MIDDLE, BIG))
    assert disclosures(frame, hidden_cells(frame, ["SIC"], FIVE), FIVE) == []


def test_a_table_without_a_hidden_cell_stays_as_it_is():
    cells = {(district, size): values(6) for district in "AB" for size in SIZE_CLASS_CODES}
    assert (pattern(municipalities(cells)) == "").all()


def test_margins_stay_while_inner_cells_can_do():
    cells = {(district, size): values(6) for district in "ABC" for size in (SMALL, MIDDLE, BIG)}
    reasons = pattern(municipalities(cells | {("A", SMALL): values(1)}))
    assert (reasons.xs("", level="district_ags").isin(["", "empty"])).all()
    assert (reasons.xs("", level="size_class") == "").all()


def test_unanimous_cells_do_not_protect_one_another():
    cells = {(district, size): values(6) for district in "ABC" for size in (SMALL, MIDDLE, BIG)}
    same = {(district, size): [100.0] * 6 for district in "AB" for size in (SMALL, MIDDLE)}
    frame = municipalities(cells | same, (SMALL, MIDDLE, BIG))
    assert disclosures(frame, hidden_cells(frame, ["SIC"], FIVE), FIVE) == []


def test_the_total_without_the_districts_does_not_tell_the_city():
    cells = {(district, SMALL): values(9) for district in "BCD"} | {("A", BIG): [70.0]}
    reasons = pattern(municipalities(cells))
    assert reasons["A", ""] == "cases"
    assert "secondary" in set(reasons[[("B", ""), ("C", ""), ("D", ""), ("", "")]])


# The register of the region


@pytest.fixture(scope="module")
def register():
    frame = pd.read_csv(FIXTURES / "municipalities.csv", dtype={"ags": str, "district_ags": str})
    classes = [size_class_of(population).code for population in frame.population]
    return frame.assign(size_class=pd.Categorical(classes, SIZE_CLASS_CODES, ordered=True))


def wave(register, returns, seed=0, without=()):
    """The first municipality, Stuttgart, always hands in; so do others chosen at random."""
    random = np.random.default_rng(seed)
    chosen = [0, *(1 + random.permutation(len(register) - 1))[: returns - 1]]
    participated = register.index.isin(chosen) & ~register.district_ags.isin(without)
    scores = {
        code: np.where(
            participated & (random.random(len(register)) < 0.97), random.uniform(5, 95, len(register)), np.nan
        )
        for code in [*PUBLIC, "SIC", "sovereignty", "index"]
    }
    return register.assign(participated=participated, **scores)


@pytest.mark.parametrize("weight", [None, "population"])
@pytest.mark.parametrize("seed", range(5))
def test_nothing_of_a_realistic_wave_can_be_derived(register, seed, weight):
    frame = wave(register, 141, seed)
    hidden = hidden_cells(frame, ["SIC", "sovereignty"], FIVE, weight=weight)
    for measure in ("SIC", "sovereignty"):
        assert disclosures(frame.assign(SIC=frame[measure]), hidden, FIVE, weight=weight, largest=3) == []


def test_a_realistic_wave_keeps_the_region_and_most_districts(register):
    reasons = pattern(wave(register, 141))
    assert reasons["", ""] == ""
    assert (reasons.xs("", level="size_class") == "").sum() >= 5
    assert (reasons == "").sum() >= 18


def test_stuttgart_is_hidden_and_so_is_one_figure_that_would_tell_it(register):
    reasons = pattern(wave(register, 141))
    assert reasons["08111", ""] == reasons["08111", BIG] == "cases"
    assert (reasons.xs("", level="size_class") == "secondary").sum() == 1


def test_without_stuttgart_no_district_must_be_hidden_for_it(register):
    reasons = pattern(wave(register, 141, without=["08111"]))
    assert reasons["08111", ""] == "empty"
    assert "secondary" not in set(reasons.xs("", level="size_class"))


def test_a_wave_without_returns_has_only_empty_cells(register):
    reasons = pattern(register.assign(SIC=np.nan))
    assert len(reasons) == 42
    assert (reasons == "empty").all()


def test_a_district_without_returns_is_empty_and_the_others_are_shown(register):
    reasons = pattern(wave(register, 141, without=["08111", "08117"]))
    assert (reasons.loc["08117"] == "empty").all()
    assert reasons["08116", ""] == ""


@pytest.mark.parametrize("returns", [1, 4])
def test_a_few_returns_are_all_hidden(register, returns):
    assert set(pattern(wave(register, returns))) <= {"empty", "cases"}


def test_sixty_districts_take_seconds():
    random = np.random.default_rng(0)
    cells = [(f"{district:05}", size) for district in range(60) for size in SIZE_CLASS_CODES]
    frame = municipalities({cell: list(random.uniform(0, 100, random.integers(0, 16))) for cell in cells})
    started = time.perf_counter()
    reasons = pattern(frame.assign(weight=random.lognormal(0, 1, len(frame))), weight="weight")
    assert time.perf_counter() - started < 10
    assert (reasons == "").any()


# The attacker


def disclosures(frame, hidden, rules, measure="SIC", weight=None, largest=9):
    """What linear combinations of the published totals tell: hidden cells and unions of cells that break a rule.

    The attacker knows all contributors and weights. Unions of at most `largest` inner cells are tried.
    """
    used = frame[frame[measure].notna() & ((frame[weight] > 0) if weight else True)]
    weights = used[weight].to_numpy(float) if weight else np.ones(len(used))
    if used.empty:
        return []
    inside = {
        (row.district_ags, row.size_class): (used.district_ags.isin([row.district_ags]) | (row.district_ags == ""))
        & (used.size_class.isin([row.size_class]) | (row.size_class == ""))
        for row in hidden.itertuples()
    }
    shown = {tuple(row) for row in hidden.loc[hidden.reason == "", ["district_ags", "size_class"]].to_numpy()}
    known = np.array([inside[cell] for cell in inside if cell in shown], dtype=float).reshape(-1, len(used))
    secret = {cell: mask.to_numpy() for cell, mask in inside.items() if cell not in shown and mask.any()}
    found = [f"cell {cell}" for cell, mask in secret.items() if tells(known, mask[None, :])]
    found += [f"municipality {one}" for one in range(len(used)) if tells(known, np.eye(len(used))[[one]])]
    return found + unsafe_unions(known, secret, used[measure].to_numpy(float), weights, rules, largest)


def tells(known, wanted):
    return np.linalg.matrix_rank(np.vstack([known, wanted])) == (np.linalg.matrix_rank(known) if len(known) else 0)


def unsafe_unions(known, secret, scores, weights, rules, largest):
    """Smallest unions of hidden inner cells of which anything at all can be derived, if they break a rule."""
    inner = {cell: mask for cell, mask in secret.items() if "" not in cell}
    rank, minimal = (np.linalg.matrix_rank(known) if len(known) else 0), []
    for size in range(1, largest + 1):
        for union in combinations(inner, size):
            if any(smaller <= set(union) for smaller in minimal):
                continue
            # something is known of these cells alone if the published totals are less independent without them
            taken = np.any([inner[cell] for cell in union], axis=0)
            rest = known[:, ~taken]
            if rank and (np.linalg.matrix_rank(rest) if rest.size else 0) < rank:
                minimal.append(set(union))
    masks = [np.any([inner[cell] for cell in union], axis=0) for union in minimal]
    return [
        f"union {union}"
        for union, mask in zip(minimal, masks, strict=True)
        if breaks(rules, scores[mask], weights[mask])
    ]


def breaks(rules, scores, weights):
    dominated = weights.max() > rules.max_share * weights.sum() * (1 + 1e-9)
    return len(scores) < rules.min_cases or dominated or np.ptp(scores) == 0


@st.composite
def registers(draw):
    """Up to three districts and size classes; values from a few, so that cells can be of one mind."""
    cell = st.lists(st.sampled_from([0.0, 50.0, 100.0, 100.0, np.nan]), max_size=draw(st.integers(1, 9)))
    cells = {(district, size): draw(cell) for district in "ABC" for size in (SMALL, MIDDLE, BIG)}
    frame = municipalities(cells, (SMALL, MIDDLE, BIG))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    other = np.where(random.random(len(frame)) < 0.8, random.choice([0.0, 30.0, 60.0], len(frame)), np.nan)
    return frame.assign(STR=other, weight=random.choice([0, 1, 1, 2, 5, 20], len(frame)))


@settings(max_examples=60)
@given(
    frame=registers(), rules=st.sampled_from([FIVE, Rules(3), Rules(2, 0.8)]), weight=st.sampled_from([None, "weight"])
)
def test_no_combination_of_published_means_breaks_a_rule(frame, rules, weight):
    hidden = hidden_cells(frame, ["SIC", "STR"], rules, weight=weight)
    for measure in ("SIC", "STR"):
        assert disclosures(frame, hidden, rules, measure, weight) == []


def test_the_attacker_succeeds_where_only_single_cells_are_judged(register, monkeypatch):
    frame = wave(register, 141)
    monkeypatch.setattr(suppression, "_protect", lambda hidden, *_: hidden)
    found = disclosures(frame, hidden_cells(frame, ["SIC"], FIVE), FIVE, largest=1)
    assert "cell ('08111', '')" in found
    assert "municipality 0" in found


@pytest.mark.parametrize(
    ("secret", "weights"),
    [(values(2), [1, 1]), ([100.0] * 6, [1] * 6), (values(6), [6, 1, 1, 1, 1, 1])],
    ids=["cases", "unanimous", "dominance"],
)
def test_the_attacker_finds_unions_that_break_each_rule(monkeypatch, secret, weights):
    cells = {(district, size): values(6) for district in "ABC" for size in (SMALL, MIDDLE, BIG)}
    four = [(district, size) for district in "AB" for size in (SMALL, MIDDLE)]
    frame = municipalities(cells | dict.fromkeys(four, secret), (SMALL, MIDDLE, BIG))
    heavy = [entry for cell in cells for entry in (weights if cell in four else [20] * 6)]
    heavy[0] *= 15 if weights[0] > 1 else 1  # heavier than all of a neighbouring cell
    frame = frame.assign(weight=np.array(heavy, float))
    assert disclosures(frame, hidden_cells(frame, ["SIC"], FIVE, weight="weight"), FIVE, weight="weight") == []
    monkeypatch.setattr(suppression, "_protect", lambda hidden, *_: hidden)
    found = disclosures(frame, hidden_cells(frame, ["SIC"], FIVE, weight="weight"), FIVE, weight="weight")
    assert any(entry.startswith("union") for entry in found)


# Release


def means_of(frame, measure="SIC"):
    means = frame.groupby(["district_ags", "size_class"], observed=True)[measure].agg(mean="mean", n="count")
    return means.reset_index().assign(section=measure, se=1.0, low=2.0, high=3.0, df=4)


CELLS = {("A", SMALL): values(6), ("A", BIG): values(2), ("B", SMALL): values(6), ("B", BIG): values(6)}


@pytest.fixture
def hidden():
    return hidden_cells(municipalities(CELLS), ["SIC"], FIVE)


def test_hidden_cells_keep_their_number_and_lose_every_result(hidden):
    released = release(means_of(municipalities(CELLS)), hidden).set_index(["district_ags", "size_class"])
    row = released.loc["A", BIG]
    assert row[["mean", "se", "low", "high", "df"]].isna().all()
    assert (row.n, row.reason) == (2, "cases")


def test_published_cells_keep_their_results():
    frame = municipalities({("A", SMALL): values(6)})
    (row,) = release(means_of(frame), hidden_cells(frame, ["SIC"], FIVE)).to_dict("records")
    assert (row["mean"], row["se"], row["df"], row["reason"]) == (3.75, 1.0, 4, "")


def test_it_is_not_told_which_cell_was_unanimous():
    frame = municipalities({("A", SMALL): [40.0] * 6})
    (row,) = release(means_of(frame), hidden_cells(frame, ["SIC"], FIVE)).to_dict("records")
    assert row["reason"] == "withheld"


def test_a_cell_that_the_pattern_does_not_know_is_refused(hidden):
    with pytest.raises(ValueError, match="cells without a rule"):
        release(means_of(municipalities({("C", SMALL): values(6)})), hidden)


def test_a_second_mean_of_the_same_cell_is_refused(hidden):
    means = means_of(municipalities(CELLS))
    with pytest.raises(ValueError, match="two means"):
        release(pd.concat([means, means]), hidden)


@pytest.mark.parametrize("column", ["range_low", "median", "names"])
def test_columns_that_nobody_listed_stay_behind(hidden, column):
    assert column not in release(means_of(municipalities(CELLS)).assign(**{column: 1.0}), hidden)


# Per municipality


@pytest.fixture(scope="module")
def document():
    return load_document(FIXTURES / "questionnaires" / "atlas-2026.yaml")


def test_security_and_what_it_could_be_solved_from_stay_behind(register, document):
    columns = list(public_municipalities(wave(register, 141), document))
    assert columns == [
        *disclosure.MUNICIPALITY,
        "public_index",
        "sovereignty_level",
        *sections_without_security(document),
    ]


def sections_without_security(document):
    return [section.code for section in document.sections if section.code != "SIC"]


def test_the_public_index_is_the_weighted_mean_of_public_sections(register, document):
    scores = {"STR": 30.0, "VER": 60.0, "INF": 10.0, "DAT": 20.0, "IKZ": 30.0, "SMA": 40.0, "BIL": 50.0}
    frame = wave(register, 141).head(1).assign(**scores, SIC=100.0)
    found = public_municipalities(frame, document).public_index.item()
    assert found == pytest.approx((15 * 30 + 20 * 60 + 10 * (10 + 20 + 30 + 40 + 50)) / 85)


@pytest.mark.parametrize(("missing", "has_value"), [(["VER"], True), (["VER", "INF"], False)])
def test_the_public_index_needs_three_quarters_of_the_public_weight(register, document, missing, has_value):
    full = dict.fromkeys(PUBLIC, 50.0) | dict.fromkeys(missing, np.nan)
    found = public_municipalities(wave(register, 141).head(1).assign(**full), document).public_index
    assert found.notna().item() == has_value


@pytest.mark.parametrize(("score", "code"), [(39.94, "L2"), (39.96, "L3"), (100.0, "L5"), (np.nan, None)])
def test_of_sovereignty_only_the_level_of_the_rounded_score_leaves(register, document, score, code):
    frame = wave(register, 141).head(1).assign(sovereignty=score)
    assert public_municipalities(frame, document).sovereignty_level.item() == code


def test_nobody_has_scores_before_the_first_return(register, document):
    none = dict.fromkeys([*PUBLIC, "SIC", "sovereignty"], np.nan)
    found = public_municipalities(register.assign(participated=False, **none), document)
    assert found[["public_index", "sovereignty_level", *PUBLIC]].isna().all(axis=None)


def test_aggregate_questions_are_not_shown(document):
    assert not {"STR-06", "STR-07", "INF-04", "IKZ-07", "SIC-01"} & set(public_questions(document))


def test_what_a_hidden_item_could_be_solved_from_is_not_shown(document):
    shown = set(public_questions(document))
    assert not {question.code for question in document.section("INF").scored_questions} & shown
    assert {question.code for question in document.section("VER").scored_questions} <= shown


def test_what_is_only_asked_after_a_hidden_answer_is_not_shown(document):
    strategy = document.section("STR")
    asked = {"code": "STR-06", "op": "gt", "value": 0}
    questions = [question.model_dump() for question in strategy.questions]
    follower = next(entry for entry in questions if entry["code"] == "STR-08")
    follower["show_if"] = asked
    changed = document.model_validate(
        document.model_dump()
        | {
            "sections": [
                section.model_dump() | ({"questions": questions} if section.code == "STR" else {})
                for section in document.sections
            ]
        }
    )
    assert "STR-08" in public_questions(document)
    assert "STR-08" not in public_questions(changed)


# All of it


def test_the_full_index_would_give_security_away(register, document):
    """One municipality of many has no score in STR: its SIC follows from two means and what everybody may see."""
    rows = wave(register, 141).iloc[30:40].assign(**dict.fromkeys(PUBLIC, 50.0), SIC=values(10, 20))
    rows = rows.assign(STR=[np.nan, *[50.0] * 9])
    weights = pd.Series({section.code: section.weight for section in document.sections})
    index = (rows[weights.index].fillna(0) @ weights) / (rows[weights.index].notna() @ weights)
    public = public_municipalities(rows, document)
    share = 15 / (rows[PUBLIC].notna() @ weights[PUBLIC] + 15)
    surplus = len(rows) * index.mean() - ((1 - share) * public.public_index).sum()
    others = 0.15 * len(rows) * rows.SIC.mean()
    assert (surplus - others) / (share.iloc[0] - 0.15) == pytest.approx(rows.SIC.iloc[0])
    assert "index" not in public_measures(document)


def test_the_full_index_is_no_measure_for_everybody(register, document):
    frame = wave(register, 141)
    with pytest.raises(ValueError, match="index"):
        publish(frame, document, means_of(frame, "index"))


def test_a_publication_shows_municipalities_and_protected_means(register, document):
    frame = wave(register, 141)
    publication = publish(frame, document, means_of(frame))
    assert "SIC" not in publication.municipalities
    few = publication.means.n < 5
    assert publication.means.loc[few, "mean"].isna().all()
    assert publication.means.loc[~few, "mean"].notna().any()


def test_the_pattern_does_not_depend_on_the_means_that_are_asked_for(register, document):
    frame = wave(register, 141)
    one = publish(frame, document, means_of(frame)).means
    both = publish(frame, document, pd.concat([means_of(frame), means_of(frame, "VER")], ignore_index=True)).means
    assert list(both[both.section == "SIC"].reason) == list(one.reason)
