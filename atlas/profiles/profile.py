"""What is known of one municipality, in the words and numbers that its reader may see."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from atlas import measures, peers, practice
from atlas.cards import Card
from atlas.columns import (
    AGS,
    ANSWERED_SHARE,
    INDEX,
    INDEX_HIGH,
    INDEX_LOW,
    LEVEL,
    NAME,
    PARTICIPATED,
    QUESTION,
    SIZE_CLASS,
    SOVEREIGNTY,
    SUBMITTED_AT,
)
from atlas.comparison import MEASURE, beside_means, standing_out
from atlas.disclosure import PUBLIC_INDEX, public_municipalities, public_questions, public_sections
from atlas.edition import Edition
from atlas.editions import edition_of
from atlas.filters import Selection
from atlas.material import items_of, ranges_of
from atlas.material import standing_of as standing_of_wave
from atlas.practice import WHO
from atlas.profiles import cards, peer_cards
from atlas.profiles.change_card import change_card
from atlas.profiles.texts import Standing, standing_of
from atlas.publications import released_means
from atlas.trend import comparable_of, own_changes, panel
from survey.models import Submission, Wave
from survey.questionnaire.continuity import continuity
from survey.questionnaire.document import Document, Level, translated
from survey.questionnaire.states import AnswerState
from survey.section_page import answer_text


@dataclass(frozen=True)
class Result:
    """The index of one municipality (None: too little answered), its range, its level and what it compares with.

    `ranges`: measure → where the own score lies for certain; `comparison`: as from `comparison.beside_means`.
    """

    row: pd.Series
    level: Level | None
    ranges: dict[str, tuple[float, float]]
    comparison: pd.DataFrame
    standing: Standing
    radar: Card
    dots: Card
    practice: Card
    change: Card | None

    @property
    def index(self) -> float | None:
        return None if pd.isna(self.row[INDEX]) else float(self.row[INDEX])

    @property
    def index_low(self) -> float:
        return float(self.row[INDEX_LOW])

    @property
    def index_high(self) -> float:
        return float(self.row[INDEX_HIGH])

    @property
    def answered_share(self) -> float:
        return float(self.row[ANSWERED_SHARE])

    @property
    def submitted_at(self) -> pd.Timestamp:
        return self.row[SUBMITTED_AT]

    @property
    def level_name(self) -> str:
        return translated(self.level, "name", get_language() or "de") if self.level else ""

    @property
    def level_meaning(self) -> str:
        return translated(self.level, "meaning", get_language() or "de") if self.level else ""


@dataclass(frozen=True)
class Profile:
    """The nearest peers, and the result once the municipality has handed in."""

    peers: Card
    result: Result | None

    @property
    def cards(self) -> dict[str, Card]:
        """By key, in the order of the page."""
        shown = [self.result.radar, self.result.dots] if self.result else []
        shown += [self.result.change] if self.result and self.result.change else []
        rest = [self.result.practice] if self.result else []
        return {card.key: card for card in (*shown, self.peers, *rest)}


def profile_of(ags: str, selection: Selection, *, sees_all: bool) -> Profile:
    """`sees_all`: for analysts, who may know the answers of single municipalities.

    Raises KeyError for a municipality that is not in the register.
    """
    wave = selection.wave
    document = wave.questionnaire.document
    standing, edition = standing_of_wave(wave, selection.version), edition_of(wave, query=f"wave={wave.slug}")
    sections = document.sections if sees_all else public_sections(document)
    codes = [section.code for section in sections]
    nearest, has_profile = peers.nearest(standing, ags, codes), peers.has_profile(standing, ags, codes)
    card = peer_cards.peers_card(standing, nearest, edition, has_profile=has_profile, sees_all=sees_all)
    own = standing[(standing[AGS] == ags) & standing[PARTICIPATED]]
    if own.empty:
        return Profile(card, None)
    practice_card = _practice(standing, nearest, ags, selection, edition, sees_all=sees_all)
    return Profile(card, _result(standing, own, selection, edition, practice_card))


def _result(
    standing: pd.DataFrame, own: pd.DataFrame, selection: Selection, edition: Edition, practice_card: Card
) -> Result:
    document = selection.wave.questionnaire.document
    row = own.assign(**{PUBLIC_INDEX: public_municipalities(own, document)[PUBLIC_INDEX]}).iloc[0]
    means = means_of(selection.wave, selection.version)
    comparison = beside_means(row, means, list(measures.public_titles(edition)))
    of_sections = comparison[comparison[MEASURE].isin(edition.sections)].reset_index(drop=True)
    ranges = _ranges(row[AGS], selection, [*edition.sections, SOVEREIGNTY])
    return Result(
        row=row,
        level={level.code: level for level in document.levels}.get(row[LEVEL]),
        ranges=ranges,
        comparison=comparison,
        standing=standing_of(of_sections, standing_out(of_sections, ranges), row[SIZE_CLASS], edition),
        radar=cards.radar_card(standing, row, comparison, edition),
        dots=cards.comparison_card(standing, row, comparison, edition),
        practice=practice_card,
        change=_change(standing, own, selection, edition),
    )


def _change(standing: pd.DataFrame, own: pd.DataFrame, selection: Selection, edition: Edition) -> Card | None:
    """Beside the last wave before in which the municipality handed in; None if there is none."""
    wave = selection.wave
    before = Wave.objects.with_questionnaire().before(wave).filter(is_synthetic=wave.is_synthetic)
    earlier = before.with_submission_of(own[AGS].iloc[0]).first()
    if earlier is None:
        return None
    document = wave.questionnaire.document
    comparable = comparable_of(document, continuity(earlier.questionnaire.document, document))
    then, now = (items_of(of, selection.version) for of in (earlier, wave))
    found = own_changes(panel(own, then, now, comparable), comparable.measures)
    return change_card(found, standing, (str(earlier), str(wave)), edition)


@lru_cache(maxsize=4)
def means_of(wave: Wave, version: str) -> pd.DataFrame:
    """The means that stand beside a municipality: those that everybody may see."""
    return released_means(standing_of_wave(wave, version), wave.questionnaire.document)


def _ranges(ags: str, selection: Selection, measures: list[str]) -> dict[str, tuple[float, float]]:
    found = ranges_of(selection.wave, selection.version).set_index(AGS).astype(float).loc[[ags]].iloc[0]
    return {measure: (found[f"{measure}_low"], found[f"{measure}_high"]) for measure in measures}


def _practice(
    standing: pd.DataFrame, nearest: pd.DataFrame, ags: str, selection: Selection, edition: Edition, *, sees_all: bool
) -> Card:
    """What most peers did; for others than analysts only of questions whose answers may be shown, and of five peers.

    "Most" of five leaves open who: of fewer, it could be all.
    """
    wave = selection.wave
    document = wave.questionnaire.document
    may_tell = sees_all or len(nearest) == peers.COUNT
    public = set(public_questions(document))
    told = [item for item in document.scored_questions if may_tell and (sees_all or item.code in public)]
    weights = pd.Series({item.code: float(item.weight) for item in told}, dtype=float)
    items = items_of(wave, selection.version)
    found = practice.further_peers(items, ags, nearest[AGS].tolist(), weights)
    worded = _worded(found, ags, wave, document, standing)
    return peer_cards.practice_card(standing, worded, len(nearest), edition, sees_all=sees_all)


def _worded(found: pd.DataFrame, ags: str, wave: Wave, document: Document, standing: pd.DataFrame) -> pd.DataFrame:
    """Questions, own answers and names instead of codes."""
    submission = Submission.objects.in_wave(wave).current().get(response__municipality=ags)
    names, language = standing.set_index(AGS)[NAME], get_language() or "de"
    return found.assign(
        **{
            QUESTION: [translated(document.question(code), "text", language) for code in found[QUESTION]],
            peer_cards.OWN_ANSWER: [_own_answer(document, submission, code) for code in found[QUESTION]],
            peer_cards.NAMES: [", ".join(names[who]) for who in found[WHO]],
        }
    )


def _own_answer(document: Document, submission: Submission, code: str) -> str:
    if submission.states.get(code) == AnswerState.NOT_ASKED:
        return _("not asked, because what it is about does not exist")
    return answer_text(document.question(code), submission.answers.get(code))
