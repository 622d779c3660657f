"""Why an answer is refused, in words."""

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from survey.questionnaire.document import Choice, translated
from survey.questionnaire.refusals import InvalidAnswer, Reason

MESSAGES = {
    Reason.NOT_A_NUMBER: _("Please enter a number in digits, for example 1,500 or 2.5."),
    Reason.OUT_OF_RANGE: _("Please enter a number from %(min)s to %(max)s."),
    Reason.WRONG_STEP: _("Please enter the number in steps of %(step)s."),
    Reason.UNKNOWN_CHOICE: _("This choice does not exist. Please choose one of those offered."),
    Reason.EXCLUSIVE_WITH_OTHERS: _("“%(choice)s” cannot be combined with other choices."),
    Reason.TOO_MANY_CHOICES: _("Please choose at most %(max_choices)s."),
    Reason.TOO_LONG: _("Please shorten the text to at most %(max_length)s characters; it has %(length)s."),
    Reason.NOT_TEXT: _("The text contains characters that cannot be stored."),
    Reason.INVISIBLE: _(
        "The text contains invisible characters, such as marks of direction. Please delete them or type it anew."
    ),
    Reason.NOT_A_URL: _("Please enter a complete web address, beginning with https://."),
    Reason.DONT_KNOW_NOT_OFFERED: _("“Don’t know” is not offered for this question."),
    Reason.DONT_KNOW_WITH_OTHERS: _("Please either answer or tick “Don’t know”, not both."),
    Reason.WRONG_TYPE: _("This is not an answer to this question."),
}


def reason_in_words(error: InvalidAnswer) -> str:
    return str(MESSAGES[error.reason]) % {name: _in_words(value) for name, value in error.params.items()}


def _in_words(value: object) -> object:
    if isinstance(value, Choice):
        return translated(value, "label", get_language() or "de")
    if isinstance(value, int | float):
        return number_format(value, use_l10n=True, force_grouping=True)
    return value
