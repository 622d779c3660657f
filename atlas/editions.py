"""The edition of a wave and the evidence behind it: what its cards need to know, in the language of the page."""

import pandas as pd
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from atlas import frames
from atlas.edition import Band, Edition
from atlas.evidence import Evidence
from survey.models import Wave
from survey.questionnaire.document import short_name, translated


def edition_of(wave: Wave, *, is_selection: bool = False, section: str = "", query: str = "") -> Edition:
    """`section`: the code of the only section that the cards show; empty for all."""
    document = wave.questionnaire.document
    language = get_language() or "de"
    sections = [part for part in document.sections if section in ("", part.code)]
    return Edition(
        sections={part.code: translated(part, "title", language) for part in sections},
        names={part.code: short_name(part, language) for part in sections},
        bands=tuple(
            Band(level.code, translated(level, "name", language), level.min, level.max) for level in document.levels
        ),
        min_cases=document.scoring.publish_min_cases,
        source=source_of(wave),
        timezone=settings.TIME_ZONE,
        is_selection=is_selection,
        target=wave.target_participation,
        query=query,
    )


def source_of(wave: Wave) -> str:
    """The line under each card; invented data say so wherever a card goes."""
    text = _("Source: %(wave)s, Gigabit Region Stuttgart")
    if wave.is_synthetic:
        text = _("Source: %(wave)s, Gigabit Region Stuttgart (invented data)")
    return text % {"wave": wave}


def evidence_of(wave: Wave, standing: pd.DataFrame, items: pd.DataFrame) -> Evidence:
    """`standing` of the whole region, `items` as from `frames.items`."""
    document = wave.questionnaire.document
    language = get_language() or "de"
    return Evidence(
        standing=standing,
        items=items,
        states=frames.item_states(wave),
        earlier_index=frames.earlier_index(wave),
        questions={question.code: translated(question, "text", language) for question in document.questions},
        names={question.code: short_name(question, language) for question in document.questions},
        scored={section.code: [item.code for item in section.scored_questions] for section in document.sections},
        implied=frozenset(item.code for item in document.scored_questions if item.hidden_score == "zero"),
        weights=pd.Series({section.code: float(section.weight) for section in document.sections}),
    )
