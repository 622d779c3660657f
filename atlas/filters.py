"""What a page of the Atlas looks at: wave, district and size class, all in the URL."""

from dataclasses import dataclass

import pandas as pd
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from atlas.columns import DISTRICT_AGS, SIZE_CLASS
from survey.models import District, Wave
from survey.size_classes import SIZE_CLASSES


@dataclass(frozen=True)
class Selection:
    """The chosen part of the register; empty texts choose everything."""

    wave: Wave
    district: str = ""
    size: str = ""

    def of(self, standing: pd.DataFrame) -> pd.DataFrame:
        """The chosen rows of `standing`."""
        chosen = pd.Series(True, index=standing.index)
        if self.district:
            chosen &= standing[DISTRICT_AGS] == self.district
        if self.size:
            chosen &= standing[SIZE_CLASS] == self.size
        return standing[chosen].pipe(_without_unused_categories)

    @property
    def is_partial(self) -> bool:
        return bool(self.district or self.size)

    @property
    def query(self) -> str:
        """The query string that leads to this selection."""
        query = QueryDict(mutable=True)
        query.update({"wave": self.wave.slug, "district": self.district, "size": self.size})
        return "&".join(part for part in query.urlencode().split("&") if not part.endswith("="))


def _without_unused_categories(frame: pd.DataFrame) -> pd.DataFrame:
    categories = [name for name in (SIZE_CLASS,) if name in frame]
    return frame.assign(**{name: frame[name].cat.remove_unused_categories() for name in categories})


class SelectionForm(forms.Form):
    """The filters as a form that sends itself by GET."""

    wave = forms.ChoiceField(label=_("Survey"), required=False)
    district = forms.ModelChoiceField(
        District.objects.none(),
        to_field_name="ags",
        label=_("District"),
        empty_label=_("All districts"),
        required=False,
    )
    size = forms.ChoiceField(
        choices=[("", _("All sizes")), *((size.code, size.label) for size in SIZE_CLASSES)],
        label=_("Inhabitants"),
        required=False,
    )

    def __init__(self, data: QueryDict, *, whole_region: bool = False) -> None:
        """`whole_region`: only the wave can be chosen."""
        self.waves = {wave.slug: wave for wave in Wave.objects.with_questionnaire().begun()}
        if not self.waves:
            raise Http404(str(_("There is no survey to read about yet.")))
        self.newest = next(iter(self.waves.values()))
        super().__init__({"wave": self.newest.slug} | data.dict())
        wave, district = self.fields["wave"], self.fields["district"]
        assert isinstance(wave, forms.ChoiceField)  # noqa: S101 - tells the type checker what the class says
        assert isinstance(district, forms.ModelChoiceField)  # noqa: S101 - likewise
        wave.choices = [(slug, str(wave)) for slug, wave in self.waves.items()]
        district.queryset = District.objects.all()
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "atlas-filter no-print"
        if whole_region:
            del self.fields["district"], self.fields["size"]
        self.helper.layout = Layout(Div(*self.fields, Submit("", _("Show")), css_class="atlas-filter-row"))

    def selection(self) -> Selection:
        """What is chosen; a filter with an unknown value chooses everything and says so beside itself."""
        self.is_valid()
        district = self.cleaned_data.get("district")
        return Selection(
            wave=self.waves.get(self.cleaned_data.get("wave", ""), self.newest),
            district=district.ags if district else "",
            size=self.cleaned_data.get("size", ""),
        )


def selection_or_404(data: QueryDict) -> Selection:
    """The selection of a download: a wrong filter must not quietly give other numbers."""
    form = SelectionForm(data)
    selection = form.selection()
    if form.errors:
        raise Http404
    return selection
