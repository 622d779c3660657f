"""Forms of the coordination: whom to invite, and what a member does."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from survey.deadlines import last_day
from survey.email_addresses import AddressFormField
from survey.models import Membership, Response, Wave
from survey.questionnaire.document import translated
from survey.typed import TypedLine, TypedText

Role = Membership.Role


class MemberForm(forms.Form):
    """A role, and for contributors their sections and by when the coordination wishes to have them."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.given(), initial=Role.CONTRIBUTOR)
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("Sections to fill in"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Only for the role contribution; all members may read all sections."),
    )
    wish_date = forms.DateField(
        label=gettext_lazy("Please by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("A wish, not a deadline: nothing is locked on this day."),
    )

    def __init__(self, response: Response, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.response = response
        language = get_language() or "de"
        sections = cast(forms.MultipleChoiceField, self.fields["sections"])
        sections.choices = [
            (section.code, translated(section, "title", language))
            for section in response.wave.questionnaire.document.sections
        ]

    def clean_wish_date(self) -> Any:
        day = self.cleaned_data["wish_date"]
        last = last_day(self.response.closes_at)
        if day and not timezone.localdate() <= day <= last:
            raise ValidationError(
                _("Please choose a day from today to %(date)s, when the survey closes.")
                % {"date": formats.date_format(last, "SHORT_DATE_FORMAT")}
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("role") != Role.CONTRIBUTOR:
            cleaned["sections"] = []
        elif "sections" in cleaned and not cleaned["sections"]:
            self.add_error("sections", _("Please choose at least one section."))
        return cleaned


class InvitationForm(MemberForm):
    """A colleague by e-mail address."""

    email = AddressFormField(label=gettext_lazy("E-mail address"), max_length=254)
    name = TypedLine(label=gettext_lazy("Name"), max_length=150)
    sentence = TypedText(
        label=gettext_lazy("A sentence to your colleague"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    field_order = ["email", "name", "role", "sections", "wish_date", "sentence"]


class NameForm(forms.Form):
    """A name corrected: one's own, or that of a colleague."""

    name = TypedLine(label=gettext_lazy("Name"), max_length=150)


class RemovalForm(forms.Form):
    """Whether a member's roles end in all waves, and who coordinates those that only the member coordinates."""

    everywhere = forms.TypedChoiceField(
        label=gettext_lazy("Where?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", gettext_lazy("In this survey only")),
            ("yes", gettext_lazy("In all surveys, in coming ones too")),
        ],
        coerce=bool,
    )
    takes_over = forms.BooleanField(required=False)

    def __init__(self, name: str, alone: Sequence[Wave], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.name, self.alone = name, alone
        takes_over = _("If in all surveys: I take over the coordination of %(waves)s from %(name)s.")
        self.fields["takes_over"].label = takes_over % {"waves": in_words(alone), "name": name}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.alone and cleaned.get("everywhere") and not cleaned["takes_over"]:
            self.add_error("takes_over", coordinated_by_nobody(self.alone, self.name))
        return cleaned


def coordinated_by_nobody(waves: Sequence[Wave], name: str) -> str:
    """What would be if the person of this name were gone."""
    return _("Nobody but %(name)s coordinates %(waves)s.") % {"name": name, "waves": in_words(waves)}


def in_words(waves: Sequence[Wave]) -> str:
    return ", ".join(_("“%(wave)s”") % {"wave": wave} for wave in waves)
