"""What a municipality has in writing of its handing in."""

from contextlib import suppress

from django.urls import reverse

from survey.letter_limits import TooManyLetters
from survey.letters import addresses_of, send_letter
from survey.models import Letter, Membership, Submission, User

Role = Membership.Role


def confirm_submission(submission: Submission, by: User, site: str) -> None:
    """One letter for each submission to coordination and release; `site` is the address of the site without a path.

    Without one nobody is written to, as for invented returns. Nor does the number of letters of a day keep anybody
    from handing in: the receipt says the same.
    """
    response = submission.response
    to = addresses_of(response, Role.COORDINATOR, Role.RELEASE)
    if not site or not to:
        return
    place = reverse("survey:receipt", args=[response.wave.slug, response.municipality_id, submission.number])
    with suppress(TooManyLetters):
        send_letter(
            to=to,
            kind=Letter.Kind.SUBMITTED,
            by=by,
            response=response,
            submission=submission,
            link=f"{site}{place}",
        )
