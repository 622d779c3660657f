"""What a page of the Atlas looks at, all in the URL: the filters, which hold across pages, and the page's options."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.http import Http404, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from atlas import frames
from atlas.columns import DISTRICT_AGS, KIND, SIZE_CLASS
from atlas.options import default_of, fields_of
from survey.models import District, Municipality, Wave
from survey.questionnaire.document import translated
from survey.size_classes import SIZE_CLASSES

FILTERS = ("wave", "district", "size", "kind", "section")


@dataclass(frozen=True)
class Selection:
    """The chosen part of the register and of the questionnaire; empty texts choose everything.

    `version` of the data (see `frames.data_version`), read before the wave and all that follows: what is made of newer
    data and kept under an older version is never shown again, the other way round it would stay.
    """

    wave: Wave
    version: str
    district: str = ""
    size: str = ""
    kind: str = ""
    section: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    def of(self, standing: pd.DataFrame) -> pd.DataFrame:
        """The chosen rows of `standing`."""
        chosen = pd.Series(True, index=standing.index)
        for column, value in {DISTRICT_AGS: self.district, SIZE_CLASS: self.size, KIND: self.kind}.items():
            if value:
                chosen &= standing[column] == value
        return standing[chosen].pipe(_without_unused_categories)

    def option(self, name: str) -> str:
        """The choice of an option; empty on pages that do not have it."""
        return self.options.get(name, "")

    @property
    def is_partial(self) -> bool:
        """Whether municipalities are left out."""
        return bool(self.district or self.size or self.kind)

    @property
    def query(self) -> str:
        """The query string of the filters, which leads to the same selection on every page."""
        return _encoded({"wave": self.wave.slug} | {name: getattr(self, name) for name in FILTERS[1:]})

    @property
    def page_query(self) -> str:
        """The query string of filters and options, which leads back to this very page."""
        return "&".join(part for part in (self.query, _encoded(self.options)) if part)


def _encoded(values: Mapping[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in values.items() if value})
    return query.urlencode()


def _without_unused_categories(frame: pd.DataFrame) -> pd.DataFrame:
    categories = [name for name in (SIZE_CLASS,) if name in frame]
    return frame.assign(**{name: frame[name].cat.remove_unused_categories() for name in categories})


class SelectionForm(forms.Form):
    """Filters and options as a form that sends itself by GET."""

    wave = forms.ChoiceField(label=_("Survey"), required=False)
    district = forms.ModelChoiceField(
        District.objects.none(),
        to_field_name="ags",
        label=_("District"),
        empty_label=_("All"),
        required=False,
    )
    size = forms.ChoiceField(
        choices=[("", _("All")), *((size.code, size.label) for size in SIZE_CLASSES)],
        label=_("Inhabitants"),
        required=False,
    )
    kind = forms.ChoiceField(
        choices=[("", _("All")), *((kind, kind) for kind in Municipality.Kind.values)],
        label=_("Kind of municipality"),
        required=False,
    )
    section = forms.ChoiceField(label=_("Field of action"), required=False)

    def __init__(self, data: QueryDict, *, options: Sequence[str] = (), whole_region: bool = False) -> None:
        """`whole_region`: only the wave can be chosen; what else is chosen is kept for the other pages."""
        self.version = frames.data_version()  # first of all: see Selection
        self.waves = {wave.slug: wave for wave in Wave.objects.with_questionnaire().begun()}
        if not self.waves:
            raise Http404(str(_("There is no survey to read about yet.")))
        self.newest = next(iter(self.waves.values()))
        self.options, self.whole_region = tuple(options), whole_region
        super().__init__({"wave": self.newest.slug} | data.dict())
        self._fill()
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "atlas-filter no-print"
        self.helper.layout = Layout(Div(*self.fields, Submit("", _("Show")), css_class="atlas-filter-row"))

    def _fill(self) -> None:
        """The choices that hang on the data."""
        wave, district, section = self.fields["wave"], self.fields["district"], self.fields["section"]
        assert isinstance(wave, forms.ChoiceField)  # noqa: S101 - tells the type checker what the class says
        assert isinstance(section, forms.ChoiceField)  # noqa: S101 - likewise
        assert isinstance(district, forms.ModelChoiceField)  # noqa: S101 - likewise
        wave.choices = [(slug, str(one)) for slug, one in self.waves.items()]
        district.queryset = District.objects.all()
        language = get_language() or "de"
        section.choices = [
            ("", str(_("All"))),
            *(
                (part.code, translated(part, "title", language))
                for part in self.chosen_wave.questionnaire.document.sections
            ),
        ]
        self.fields |= fields_of(self.options, self.chosen_wave)
        if self.whole_region:
            for name in FILTERS[1:]:
                self.fields[name].widget = forms.HiddenInput()

    @cached_property
    def chosen_wave(self) -> Wave:
        """The chosen wave, the newest for an unknown one."""
        return self.waves.get(str(self.data.get("wave")), self.newest)

    def selection(self) -> Selection:
        """What is chosen; a filter with an unknown value chooses everything and says so beside itself."""
        self.is_valid()
        values: dict[str, Any] = self.cleaned_data
        district = values.get("district")
        return Selection(
            wave=self.chosen_wave,
            version=self.version,
            district=district.ags if district else "",
            **{name: values.get(name, "") for name in ("size", "kind", "section")},
            options={name: values.get(name) or default_of(self.fields[name]) for name in self.options},
        )


def selection_of(wave: Wave, *, options: Sequence[str] = ()) -> Selection:
    """All municipalities in this wave, which is read anew, with what holds if nothing is chosen."""
    data = QueryDict(mutable=True)
    data["wave"] = wave.slug
    return SelectionForm(data, options=options).selection()


def selection_or_404(data: QueryDict, *, options: Sequence[str] = ()) -> Selection:
    """The selection of a download: a wrong filter must not quietly give other numbers."""
    form = SelectionForm(data, options=options)
    selection = form.selection()
    if form.errors:
        raise Http404
    return selection
