"""The edition of a wave: what its cards need to know beside the numbers, in the language of the page."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from atlas.edition import Band, Edition
from survey.models import Wave
from survey.questionnaire.document import translated


def edition_of(wave: Wave, *, is_selection: bool = False) -> Edition:
    document = wave.questionnaire.document
    language = get_language() or "de"
    return Edition(
        sections={section.code: translated(section, "title", language) for section in document.sections},
        bands=tuple(
            Band(level.code, translated(level, "name", language), level.min, level.max) for level in document.levels
        ),
        min_cases=document.scoring.publish_min_cases,
        source=_("Source: %(wave)s, Gigabit Region Stuttgart") % {"wave": wave},
        timezone=settings.TIME_ZONE,
        is_selection=is_selection,
    )
