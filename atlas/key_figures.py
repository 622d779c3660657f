"""The three numbers one remembers, above all charts."""

from dataclasses import dataclass

import pandas as pd
from django.utils.translation import gettext as _

from atlas import formats, labels, participation, scores
from atlas.columns import HIGH, INDEX, LOW, MEAN, SOVEREIGNTY, N
from atlas.edition import Edition
from survey.questionnaire.numbers import half_up


@dataclass(frozen=True)
class KeyFigure:
    """A number in large type, what it is, and what it rests on."""

    label: str
    value: str
    detail: str


def key_figures(standing: pd.DataFrame, edition: Edition) -> list[KeyFigure]:
    """Participation, mean index and mean digital sovereignty of `standing`; a dash where there is no value."""
    turnout, means = participation.overall(standing), scores.overall(standing, [INDEX, SOVEREIGNTY])
    return [
        KeyFigure(_("Participation"), formats.percent(turnout.share), labels.n_of(turnout.n, turnout.population)),
        _mean(_("Digitalisation index"), means[INDEX], edition),
        _mean(_("Digital sovereignty"), means[SOVEREIGNTY], edition),
    ]


def _mean(label: str, found: "pd.Series[float]", edition: Edition) -> KeyFigure:
    if not found[N]:
        return KeyFigure(label, formats.MISSING, _("no values"))
    level = labels.quoted(edition.band(half_up(found[MEAN])).name)
    detail = _("level %(level)s, estimated from %(n)s") % {"level": level, "n": formats.integer(found[N])}
    interval = labels.interval(found[LOW], found[HIGH])
    return KeyFigure(label, formats.decimal(found[MEAN]), f"{interval} · {detail}" if interval else detail)
