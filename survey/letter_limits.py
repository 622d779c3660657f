"""How many letters a day are an ordinary day: neither a mistake nor a stolen account floods a mailbox."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from survey.models import Letter, Response, User

Kind = Letter.Kind


class TooManyLetters(PermissionDenied):
    """Nothing was written, and nothing changed."""


@dataclass(frozen=True)
class DailyLimit:
    """Letters of one kind about one return: caused by one person, by all of them, and to one address."""

    by_person: int
    of_return: int
    to_address: int


ORDINARY = DailyLimit(by_person=40, of_return=100, to_address=40)
LIMITS = {
    Kind.INVITATION: DailyLimit(by_person=25, of_return=60, to_address=3),
    Kind.REMINDER: DailyLimit(by_person=40, of_return=60, to_address=1),
}


def require_within_limits(*, kind: Letter.Kind, to: Sequence[str], by: User, response: Response) -> None:
    """Raises TooManyLetters, with the reason in words; locks the return, so that no two requests count the same."""
    Response.objects.select_for_update(no_key=True).get(pk=response.pk)
    limit = LIMITS.get(kind, ORDINARY)
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    written = list(Letter.objects.of_return(response.pk, kind, today).values_list("to", "context__by"))
    to_address = Counter(address for addresses, _by in written for address in addresses)
    if any(to_address[address] >= limit.to_address for address in to):
        raise TooManyLetters(_("This person has been written to about this today already. Please wait until tomorrow."))
    by_person = sum(author == by.pk for _to, author in written)
    if by_person + len(to) > limit.by_person or len(written) + len(to) > limit.of_return:
        raise TooManyLetters(_("That is as many letters as a day allows. Please go on tomorrow, or write to us."))
