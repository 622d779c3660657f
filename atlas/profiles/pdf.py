"""The profile of a municipality as a PDF for its council: never more than the municipality itself may see."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
from django.utils import formats as dates
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from atlas import formats, labels
from atlas.cards import Card
from atlas.columns import SOVEREIGNTY
from atlas.comparison import DISTRICT_MEAN, DISTRICT_N, MEASURE, OWN, REGION_MEAN, REGION_N, SIZE_MEAN, SIZE_N
from atlas.disclosure import PUBLIC_INDEX
from atlas.filters import selection_of
from atlas.profiles.profile import Profile, Result, profile_of
from survey.models import Municipality, Wave
from survey.printouts.typesetting import measured, typeset

TEMPLATE = Path(__file__).parent / "templates" / "profile.typ"
LONGEST = 160  # signs of an answer: a council paper is no questionnaire

# How much air there is, the usual first: it is chosen so that the last page is no rest of a few lines.
AIR = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0, 1.3, 1.6, 2.0)
FILLED = 0.4  # of the last page, at least

MEANS = ((DISTRICT_MEAN, DISTRICT_N), (SIZE_MEAN, SIZE_N), (REGION_MEAN, REGION_N))


def pdf_of(ags: str, wave: Wave) -> bytes:
    """The profile of a municipality that handed in, as of now."""
    selection = selection_of(wave)
    town = Municipality.objects.select_related("district").get(pk=ags)
    return profile_pdf(town, selection.wave, profile_of(ags, selection, sees_all=False), timezone.now())


def profile_pdf(municipality: Municipality, wave: Wave, profile: Profile, at: datetime) -> bytes:
    """`profile` with a result, as the municipality sees it; `at`: the day that stands on it."""
    assert profile.result is not None  # noqa: S101 - the view asks
    content = content_of(municipality, wave, profile.result, profile.peers, at)
    return typeset(TEMPLATE, content | {"air": air_of(content)}, at)


def air_of(content: dict[str, Any]) -> float:
    """With which the document ends well down its last page."""
    ends = ((air, measured(TEMPLATE, content | {"air": air})) for air in AIR)
    return next((air for air, end in ends if end >= FILLED), AIR[0])


def content_of(municipality: Municipality, wave: Wave, result: Result, peers: Card, at: datetime) -> dict[str, Any]:
    """All words and numbers of the document, for the template."""
    names = {column.key: column.label for column in result.dots.table.columns}
    titles = dict(zip(result.comparison[MEASURE], result.dots.table.frame[MEASURE], strict=True))
    return {
        "language": get_language() or "de",
        "title": _("Profile of %(name)s") % {"name": municipality},
        "municipality": str(municipality),
        "wave": str(wave),
        "notice": _("Invented data: all returns of this survey were made up for demonstration.")
        if wave.is_synthetic
        else "",
        "facts": _facts(municipality, wave, result, at),
        "index": _index(result),
        "chart": _chart(result, names, titles),
        "numbers": _numbers(result, names, titles),
        "strengths": {"title": _("Strengths"), "lines": result.standing.strengths},
        "gaps": {"title": _("Gaps to the mean"), "lines": result.standing.gaps},
        "standing_note": result.standing.note,
        "cards": [_card(card) for card in (result.change, peers, result.practice) if card],
        "method": {"title": _("Method"), "lines": [_range_in_words(result), result.dots.note]},
        "source": _("n = %(n)s of N = %(population)s municipalities · %(source)s")
        % {"n": result.dots.n, "population": result.dots.population, "source": result.dots.source},
        "words": {"page": _("Page {page} of {pages}")},
    }


def _facts(municipality: Municipality, wave: Wave, result: Result, at: datetime) -> list[tuple[str, str]]:
    return [
        (_("Municipality"), f"{municipality} ({municipality.pk})"),
        (_("District"), str(municipality.district.name)),
        (_("Inhabitants"), formats.integer(municipality.population)),
        (_("Survey"), str(wave)),
        (_("Handed in"), _day(result.submitted_at)),
        (_("As of"), _day(at)),
    ]


def _day(at: datetime) -> str:
    return str(dates.date_format(timezone.localtime(at), "DATE_FORMAT"))


def _index(result: Result) -> dict[str, str]:
    if result.index is None or result.level is None:
        text = _("Too little is answered for an index. The fields of action with enough answers are shown below.")
        return {"value": "", "of": "", "level": "", "text": text}
    level = _("Level %(code)s: %(name)s") % {"code": result.level.code, "name": result.level_name}
    text = _("%(meaning)s Range %(low)s to %(high)s.") % {
        "meaning": result.level_meaning,
        "low": formats.decimal(result.index_low),
        "high": formats.decimal(result.index_high),
    }
    return {"value": formats.decimal(result.index), "of": _("of 100 points"), "level": level, "text": text}


def _chart(result: Result, names: dict[str, str], titles: dict[str, str]) -> dict[str, Any]:
    shown = result.comparison[result.comparison[MEASURE] != PUBLIC_INDEX]
    means = {column: names[column] for column, _n in MEANS if shown[column].notna().any()}
    return {
        "title": _("The fields of action"),
        "alt": _(
            "Bars for the own score in each field of action from 0 to 100, with its range as a thin line and marks for "
            "the means. The table below has all numbers."
        ),
        "rows": [_bar(row, result, titles) for row in shown.to_dict("records")],
        "legend": {OWN: str(result.row["name"]), "range": _("Range"), **means},
    }


def _bar(row: dict, result: Result, titles: dict[str, str]) -> dict[str, Any]:
    low, high = result.ranges[row[MEASURE]]
    numbers = {"low": low, "high": high} | {column: row[column] for column in (OWN, *(mean for mean, _n in MEANS))}
    return {
        "label": labels.plain(titles[row[MEASURE]]),
        "is_apart": row[MEASURE] == SOVEREIGNTY,
        "text": formats.decimal(row[OWN]),
        **{name: None if pd.isna(value) else float(value) for name, value in numbers.items()},
    }


def _numbers(result: Result, names: dict[str, str], titles: dict[str, str]) -> dict[str, Any]:
    head = [_("Field of action"), names[OWN], _("Range"), *(names[column] for column, _n in MEANS)]
    return {"head": head, "rows": [_figures(row, result, titles) for row in result.comparison.to_dict("records")]}


def _figures(row: dict, result: Result, titles: dict[str, str]) -> list[str]:
    low, high = result.ranges.get(row[MEASURE], (float("nan"), float("nan")))
    width = formats.MISSING if pd.isna(low) else f"{formats.decimal(low)}–{formats.decimal(high)}"
    means = [
        _("too few returns")
        if pd.isna(row[mean])
        else _("%(mean)s (n = %(n)s)") % {"mean": formats.decimal(row[mean]), "n": formats.integer(row[n])}
        for mean, n in MEANS
    ]
    return [titles[row[MEASURE]], formats.decimal(row[OWN]), width, *means]


def _card(card: Card) -> dict[str, Any]:
    return {
        "title": card.title,
        "sentence": card.sentence,
        "head": [column.label for column in card.table.columns],
        "numbers": [column.kind.is_number for column in card.table.columns],
        "rows": [[labels.short(cell.text, LONGEST) for cell in row] for row in card.table.rows],
        "note": card.note,
    }


def _range_in_words(result: Result) -> str:
    return _(
        "The range tells where a score would lie if everything not answered were worst or best. %(share)s of the "
        "scored questions are answered. A field without enough answers has no score; it is never counted as zero."
    ) % {"share": formats.percent(result.answered_share)}
