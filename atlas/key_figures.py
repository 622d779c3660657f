"""The three numbers one remembers, above all charts."""

from dataclasses import dataclass

import pandas as pd
from django.utils.translation import gettext as _

from atlas import formats, labels, participation
from atlas.columns import INDEX, SOVEREIGNTY
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
    turnout = participation.overall(standing)
    return [
        KeyFigure(_("Participation"), formats.percent(turnout.share), labels.n_of(turnout.n, turnout.population)),
        _mean(_("Digitalisation index"), standing[INDEX], edition),
        _mean(_("Digital sovereignty"), standing[SOVEREIGNTY], edition),
    ]


def _mean(label: str, scores: pd.Series, edition: Edition) -> KeyFigure:
    if not scores.count():
        return KeyFigure(label, formats.MISSING, _("no values"))
    mean = half_up(scores.mean())
    detail = _("level %(level)s, mean of %(n)s") % {
        "level": labels.quoted(edition.band(mean).name),
        "n": formats.integer(scores.count()),
    }
    return KeyFigure(label, formats.decimal(mean), detail)
