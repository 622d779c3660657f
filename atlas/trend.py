"""What changed between two waves, for those that took part in both. Pure: DataFrame in, DataFrame out.

Only questions that stayed the same count, and of each municipality only those that it answered in both waves: then a
change is a change, and not another question or another answer left out. Differences of the same municipalities are
paired data: their spread, not that of the two waves, makes the interval. Source: Särndal, Swensson and Wretman (1992),
Model Assisted Survey Sampling, ch. 9.9.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.columns import (
    AGS,
    DF,
    DISTRICT,
    DISTRICT_AGS,
    HIGH,
    INDEX,
    LOW,
    MEAN,
    NAME,
    PARTICIPATED,
    QUESTION,
    SE,
    SECTION,
    STRATA,
    N,
)
from atlas.estimates import means_by
from atlas.strata import with_strata
from survey.questionnaire.continuity import Continuity
from survey.questionnaire.document import Document
from survey.questionnaire.numbers import half_up

BEFORE = "before"
NOW = "now"
CHANGE = "change"
PART = "part"
BOTH, JOINED, LEFT, NEVER = PARTS = ("both", "joined", "left", "never")


@dataclass(frozen=True)
class Comparable:
    """What may be compared: `items`: section → unchanged question → weight; `sections`: section → weight in the index.

    A section needs answers in both waves that carry `least_items` of its weight (0…1), the index sections that carry
    `least_sections`.
    """

    items: Mapping[str, Mapping[str, float]]
    sections: Mapping[str, float]
    least_items: float
    least_sections: float

    @property
    def measures(self) -> list[str]:
        """The sections with an unchanged question, and the index."""
        return [INDEX, *(code for code, items in self.items.items() if items)]


def comparable_of(document: Document, states: dict[str, Continuity], section: str = "") -> Comparable:
    """What may be compared in the section, or in all."""
    sections = [part for part in document.sections if section in ("", part.code)]
    return Comparable(
        items={
            part.code: {
                question.code: float(question.weight)
                for question in part.scored_questions
                if states.get(question.code) is Continuity.UNCHANGED
            }
            for part in sections
        },
        sections={part.code: float(part.weight) for part in sections},
        least_items=document.scoring.min_applicable_share,
        least_sections=document.scoring.min_section_weight_share,
    )


def panel(standing: pd.DataFrame, before: pd.DataFrame, now: pd.DataFrame, comparable: Comparable) -> pd.DataFrame:
    """The register with the comparable scores of both waves.

    standing: the whole register. before, now: item scores 0…1, one row per return indexed by `ags`, NaN without one.
    Gives: the columns of `standing`, of which `participated` now says whether the municipality took part in both, with
    the strata that follow from it; `<measure>_before`, `<measure>_now` and `<measure>_change` in points (NaN without),
    `<question>_change` for every unchanged question.
    """
    both = standing[AGS].isin(before.index) & standing[AGS].isin(now.index)
    found = standing.drop(columns=[*STRATA]).assign(**{PARTICIPATED: both}).pipe(with_strata)
    earlier, later = (_points(items, standing[AGS], comparable) for items in (before, now))
    is_known = earlier.notna() & later.notna()
    columns = {f"{code}_{CHANGE}": later[code] - earlier[code] for code in later}
    for time, points in {BEFORE: earlier, NOW: later}.items():
        scores = _scores(points.where(is_known), comparable)
        columns |= {f"{measure}_{time}": scores[measure] for measure in comparable.measures}
    for measure in comparable.measures:
        columns[f"{measure}_{CHANGE}"] = columns[f"{measure}_{NOW}"] - columns[f"{measure}_{BEFORE}"]
    return pd.concat([found.reset_index(drop=True), pd.DataFrame(columns).reset_index(drop=True)], axis=1)


def _points(items: pd.DataFrame, ags: pd.Series, comparable: Comparable) -> pd.DataFrame:
    """The unchanged questions in the order of the register, 0…100."""
    codes = [code for questions in comparable.items.values() for code in questions]
    return 100 * items.reindex(index=ags, columns=codes).astype(float)


def _scores(points: pd.DataFrame, comparable: Comparable) -> pd.DataFrame:
    """Sections and index from the questions that are known in both waves."""
    scores = pd.DataFrame(index=points.index)
    for section, items in comparable.items.items():
        if items:
            scores[section] = _mean(points[list(items)], items, comparable.least_items)
    weights = {section: weight for section, weight in comparable.sections.items() if section in scores}
    scores[INDEX] = _mean(scores, weights, comparable.least_sections) if weights else np.nan
    return scores


def _mean(values: pd.DataFrame, weights: Mapping[str, float], least: float) -> "pd.Series[float]":
    """The weighted mean of each row, if what is known carries enough of the weight."""
    weight = pd.Series(weights, dtype=float)
    carried = values.notna().astype(float) @ weight
    enough = (carried >= least * weight.sum() - 1e-9) & (carried > 0)
    return (values.fillna(0) @ weight / carried.where(enough)).astype(float)


def changes(found: pd.DataFrame, measures: Sequence[str], by: str | None = None) -> pd.DataFrame:
    """The estimated mean change of each measure: one row per group and measure.

    found: as from `panel`, or a selection of it. Gives: `group` columns `district_ags` (empty for all), `section` (the
    measure), `n` (municipalities with a change), `before`, `now` (means of the same municipalities), `change`, `se`,
    `low`, `high` (95 %) in points, `df`.

        district_ags section   n  before    now  change   se   low  high  df
                       index  98   38.20  43.10    4.90  0.6   3.7   6.1  82
    """
    respondents = found[found[PARTICIPATED]]
    changed = [f"{measure}_{CHANGE}" for measure in measures]
    means = means_by(respondents, changed, by)
    level = {time: means_by(_complete(respondents, measures, time), [*measures], by) for time in (BEFORE, NOW)}
    frame = means[[N, MEAN, SE, LOW, HIGH, DF]].rename(columns={MEAN: CHANGE})
    frame = frame.reset_index(names=[DISTRICT_AGS, SECTION])
    frame[SECTION] = frame[SECTION].str.removesuffix(f"_{CHANGE}")
    for time in (BEFORE, NOW):
        frame[time] = level[time][MEAN].to_numpy()
    return frame[[DISTRICT_AGS, SECTION, N, BEFORE, NOW, CHANGE, SE, LOW, HIGH, DF]]


def _complete(respondents: pd.DataFrame, measures: Sequence[str], time: str) -> pd.DataFrame:
    """The scores of one wave, of the municipalities that have a change."""
    columns = {measure: respondents[f"{measure}_{time}"] for measure in measures}
    return respondents.drop(columns=[measure for measure in measures if measure in respondents]).assign(**columns)


def own_changes(found: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """What changed in one municipality: a row per measure that has a score in both waves.

    found: as from `panel`, of this municipality alone. Gives: `section` (the measure), `before`, `now`, `change`, in
    points, as they are printed.
    """
    row = found.iloc[0]
    scores = [(measure, row[f"{measure}_{BEFORE}"], row[f"{measure}_{NOW}"]) for measure in measures]
    frame = pd.DataFrame(scores, columns=[SECTION, BEFORE, NOW]).dropna().reset_index(drop=True)
    printed = {time: frame[time].map(half_up).astype(float) for time in (BEFORE, NOW)}
    return frame.assign(**printed, **{CHANGE: (printed[NOW] - printed[BEFORE]).map(half_up).astype(float)})


def question_changes(found: pd.DataFrame, questions: Sequence[str]) -> pd.DataFrame:
    """The estimated mean change of every question: `question`, `n`, `change`, `low`, `high`, in points of its score."""
    if not questions:
        return pd.DataFrame(columns=[QUESTION, N, CHANGE, LOW, HIGH])
    names = [f"{code}_{CHANGE}" for code in questions]
    means = means_by(found[found[PARTICIPATED]], names).droplevel(0)
    frame = means[[N, MEAN, LOW, HIGH]].rename(columns={MEAN: CHANGE}).reset_index(names=QUESTION)
    return frame.assign(**{QUESTION: list(questions)})


def membership(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Who took part in both waves, joined, left or never took part: `ags`, `name`, `district`, `part`.

    before, now: `standing` of both waves, of the same register.
    """
    was = now[AGS].isin(before.loc[before[PARTICIPATED], AGS])
    parts = np.select([was & now[PARTICIPATED], now[PARTICIPATED], was], [BOTH, JOINED, LEFT], NEVER)
    found = now[[AGS, NAME, DISTRICT]].copy()
    found[PART] = pd.Categorical(parts, list(PARTS), ordered=True)
    return found
