"""What a reader may choose on some pages beside the filters: each option by name, as a field of the form."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from atlas.columns import DISTRICT, INDEX, KIND, SIZE_CLASS, SOVEREIGNTY
from survey.models import District, Municipality, Wave
from survey.questionnaire.document import CHOICE_TYPES, Question, QuestionType, short_name, translated
from survey.size_classes import SIZE_CLASSES
from survey.typed import TypedLine

Choices = Iterable[tuple[str, object]]

WEIGHTING = "weighting"
ESTIMATE = "estimate"
MEASURE = "measure"
GROUP = "group"
QUESTION = "question"
SEARCH = "search"
EARLIER = "earlier"
STATUS = "status"
COMPARED = ("first", "second", "third", "fourth")

MUNICIPALITIES, INHABITANTS = "municipalities", "inhabitants"
WEIGHTED, UNWEIGHTED = "weighted", "unweighted"


@dataclass(frozen=True)
class Offer:
    """What the fields of a form offer to choose from, read once for all of them."""

    wave: Wave

    @cached_property
    def units(self) -> list[tuple[str, object]]:
        """All that can be compared, in groups."""
        return [
            (_("Region"), [("region:", _("All municipalities"))]),
            (_("Districts"), [(f"district:{district.pk}", district.name) for district in District.objects.all()]),
            (_("Inhabitants"), [(f"size:{size.code}", size.label) for size in SIZE_CLASSES]),
            (_("Kind of municipality"), [(f"kind:{kind}", kind) for kind in Municipality.Kind.values]),
            (_("Municipalities"), [(f"municipality:{town.pk}", str(town)) for town in Municipality.objects.all()]),
        ]


def fields_of(names: Iterable[str], wave: Wave) -> dict[str, forms.Field]:
    """The fields of options by name; the first choice of each is what holds if nothing is chosen."""
    offer = Offer(wave)
    return {name: FIELDS[name](offer) for name in names}


def default_of(field: Any) -> str:
    """What holds if nothing is chosen: the first choice, which may stand in a group."""
    if not hasattr(field, "choices"):
        return ""
    value, label = next(iter(field.choices), ("", ""))
    return str(label[0][0] if isinstance(label, list | tuple) else value)


def _weighting(offer: Offer) -> forms.Field:
    return _choice(
        _("Every mean counts"),
        [(MUNICIPALITIES, _("each municipality once")), (INHABITANTS, _("each inhabitant once"))],
    )


def _estimate(offer: Offer) -> forms.Field:
    return _choice(_("Means are"), [(WEIGHTED, _("estimated for all")), (UNWEIGHTED, _("of those that answered only"))])


def _measure(offer: Offer) -> forms.Field:
    document, language = offer.wave.questionnaire.document, get_language() or "de"
    scores = [
        (INDEX, _("Digitalisation index")),
        (SOVEREIGNTY, _("Digital sovereignty")),
        *((section.code, translated(section, "title", language)) for section in document.sections),
    ]
    questions = [
        (
            translated(section, "title", language),
            [_question_choice(item) for item in section.questions if is_mapped(item)],
        )
        for section in document.sections
    ]
    return _choice(_("Shown on the map"), [(_("Scores"), scores), *questions])


def is_mapped(question: Question) -> bool:
    """Whether a municipality has one value for it that a colour can stand for."""
    return question.type in CHOICE_TYPES | {QuestionType.NUMBER}


def _question_choice(question: Question) -> tuple[str, str]:
    return question.code, f"{question.code} {short_name(question, get_language() or 'de')}"


def _status(offer: Offer) -> forms.Field:
    """Of an application; all applications have the same, in operation the first."""
    document, language = offer.wave.questionnaire.document, get_language() or "de"
    statuses = [(choice.code, translated(choice, "label", language)) for choice in document.application_statuses]
    return _choice(_("Counted by group"), statuses)


def _group(offer: Offer) -> forms.Field:
    return _choice(
        _("Compared by"), [(DISTRICT, _("District")), (SIZE_CLASS, _("Inhabitants")), (KIND, _("Kind of municipality"))]
    )


def _question(offer: Offer) -> forms.Field:
    choices = [_question_choice(question) for question in offer.wave.questionnaire.document.questions]
    return forms.ChoiceField(choices=choices, required=False, widget=forms.HiddenInput())


def _compared(label: Any) -> Callable[[Offer], forms.Field]:
    return lambda offer: _choice(label, [("", "–"), *offer.units])


def _earlier(offer: Offer) -> forms.Field:
    return _choice(_("Compared with"), [(earlier.slug, str(earlier)) for earlier in Wave.objects.before(offer.wave)])


def _search(offer: Offer) -> forms.Field:
    return TypedLine(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput())


def _choice(label: Any, choices: Choices) -> forms.Field:
    return forms.ChoiceField(label=label, choices=choices, required=False)


FIELDS: dict[str, Callable[[Offer], forms.Field]] = {
    WEIGHTING: _weighting,
    ESTIMATE: _estimate,
    MEASURE: _measure,
    GROUP: _group,
    QUESTION: _question,
    SEARCH: _search,
    EARLIER: _earlier,
    STATUS: _status,
    "first": _compared(gettext_lazy("First")),
    "second": _compared(gettext_lazy("Second")),
    "third": _compared(gettext_lazy("Third")),
    "fourth": _compared(gettext_lazy("Fourth")),
}
