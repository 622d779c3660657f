"""What the columns of the downloads mean, in the reader's language."""

from django.utils.translation import gettext as _

from atlas import reliability
from atlas.columns import (
    AGS,
    ANSWERED_SHARE,
    BOUNDS_HIGH,
    BOUNDS_LOW,
    DF,
    DISTRICT,
    DISTRICT_AGS,
    HIGH,
    INDEX,
    INDEX_HIGH,
    INDEX_LOW,
    KIND,
    LEVEL,
    LOW,
    MEAN,
    NAME,
    PARTICIPATED,
    POPULATION,
    QUESTION,
    RANGE_HIGH,
    RANGE_LOW,
    SE,
    SECTION,
    SHARE,
    SIZE_CLASS,
    SOVEREIGNTY,
    STATE,
    STRATUM,
    SUBMITTED_AT,
    UNWEIGHTED,
    WEIGHT,
    WEIGHTING,
    N,
)
from atlas.datasets import CHOICES, TEXT, TYPE
from atlas.edition import Edition

Meanings = dict[str, str]
LEVEL_OF_INTERVALS = " (95 %)"


def meanings(edition: Edition) -> dict[str, Meanings]:
    """Dataset → column → what it means, in the order of the columns."""
    return {
        "municipalities": municipalities(edition),
        "districts": districts(),
        "districts-inhabitants": districts(),
        "participation": participation(),
        "reliability": reliabilities(),
        "questions": questions(),
        "answers": answers(),
    }


def municipalities(edition: Edition) -> Meanings:
    levels = ", ".join(f"{band.code} = {band.name}" for band in edition.bands)
    return {
        AGS: _("Official key (AGS), a text of 8 digits"),
        NAME: _("Name of the municipality, with its district where two are called the same"),
        KIND: _("Kind of municipality"),
        DISTRICT: _("Name of the district"),
        POPULATION: _("Number of inhabitants"),
        SIZE_CLASS: _("Size class by inhabitants"),
        PARTICIPATED: _("“true” if the municipality handed in, otherwise “false”"),
        SUBMITTED_AT: _("Time of the latest submission, UTC"),
        INDEX: _("Index, 0 to 100"),
        INDEX_LOW: _("The index if everything left open were worst"),
        INDEX_HIGH: _("The index if everything left open were best"),
        LEVEL: _("Level: %(levels)s") % {"levels": levels},
        SOVEREIGNTY: _("Digital sovereignty, 0 to 100"),
        ANSWERED_SHARE: _("Answered weight in per cent of the weight that applies"),
        **{
            code: _("Score of “%(section)s”, 0 to 100") % {"section": title} for code, title in edition.sections.items()
        },
    }


def districts() -> Meanings:
    return {
        DISTRICT_AGS: _("Key of the district, a text of 5 digits; empty for the whole region"),
        DISTRICT: _("Name of the district"),
        SECTION: _("Code of the field of action, “index” or “sovereignty”"),
        N: _("Municipalities with a value"),
        POPULATION: _("Municipalities in the district"),
        MEAN: _("Estimated mean of the unrounded scores; empty without a value"),
        SE: _("Standard error of the mean"),
        LOW: _("Lower end of the interval") + LEVEL_OF_INTERVALS,
        HIGH: _("Upper end of the interval") + LEVEL_OF_INTERVALS,
        DF: _("Effective degrees of freedom"),
        "N": _("Municipalities that the estimate speaks of: those of strata in which anybody answered"),
        BOUNDS_LOW: _("The mean if all without a value were at 0"),
        BOUNDS_HIGH: _("The mean if all without a value were at 100"),
        RANGE_LOW: _("The mean if everything that respondents left open were worst"),
        RANGE_HIGH: _("The mean if everything that respondents left open were best"),
        UNWEIGHTED: _("Mean of those with a value, without weights"),
        WEIGHTING: _("Whether each municipality counts once (municipalities) or each inhabitant (inhabitants)"),
    }


def participation() -> Meanings:
    return {
        "dimension": _("What is grouped by: all, district, size class, kind, or district and size class together"),
        DISTRICT_AGS: _("Key of the district, a text of 5 digits; empty for the whole region"),
        DISTRICT: _("Name of the district"),
        SIZE_CLASS: _("Size class by inhabitants"),
        KIND: _("Kind of municipality"),
        N: _("Municipalities that handed in"),
        "N": _("All municipalities of the group"),
        SHARE: _("Participation, 0 to 1"),
        LOW: _("Lower end of the interval") + LEVEL_OF_INTERVALS,
        HIGH: _("Upper end of the interval") + LEVEL_OF_INTERVALS,
        STRATUM: _("The stratum that the group belongs to"),
        WEIGHT: _("For how many municipalities each of the stratum stands; empty without returns"),
    }


def reliabilities() -> Meanings:
    return {
        SECTION: _("Code of the field of action"),
        QUESTION: _("Code of the question; empty for a whole field of action"),
        reliability.K: _("Questions that count: they vary, and most have an answer"),
        N: _("Complete cases"),
        reliability.ALPHA: _("Cronbach’s alpha; empty with too few questions or cases"),
        LOW: _("Lower end of the interval") + LEVEL_OF_INTERVALS,
        HIGH: _("Upper end of the interval") + LEVEL_OF_INTERVALS,
        reliability.WITHOUT_IMPLIED: _("Alpha without questions that are 0 whenever the question above them is"),
        reliability.RARE: _("Questions left out because too few have an answer"),
        reliability.CONSTANT: _("Questions left out because all answers are the same"),
        reliability.ITEM_REST: _("Correlation of the question with the sum of the others of its field of action"),
    }


def questions() -> Meanings:
    return {
        QUESTION: _("Code of the question"),
        SECTION: _("Code of the field of action"),
        TEXT: _("The question"),
        TYPE: _("Kind of answer"),
        CHOICES: _("Codes of the choices and what they mean"),
    }


def answers() -> Meanings:
    return {
        AGS: _("Official key (AGS), a text of 8 digits"),
        "municipality": _("Name of the municipality, with its district where two are called the same"),
        "wave": _("Short name of the survey"),
        QUESTION: _("Code of the question"),
        "value": _("Code of the choice, several separated by |; a number; or what was typed"),
        STATE: _("answered, dont_know, not_applicable, not_asked or unanswered"),
    }
