"""The profiles of all municipalities that handed in: one PDF each, in one archive."""

from collections.abc import Callable, Iterable
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from atlas import frames
from atlas.columns import AGS, NAME
from atlas.exports import file_name
from atlas.jobs.kinds import File, JobKind, Order
from survey.models import Wave

ProfilePdf = Callable[[str, Wave], bytes]


def profiles(profile_pdf: ProfilePdf) -> JobKind:
    """`profile_pdf(ags, wave)` gives the profile of one municipality in the language that is active."""
    return JobKind(
        name="profiles",
        title=_("Profiles of all municipalities"),
        description=_("One PDF for each municipality that handed in, in a ZIP file."),
        keys=towns,
        make=lambda wave, ags: profile_pdf(ags, wave),
        assemble=archive,
    )


def towns(wave: Wave) -> list[str]:
    """Keys of the municipalities that handed in."""
    return sorted(frames.returns(wave)[AGS])


def archive(order: Order, parts: Iterable[tuple[str, bytes]]) -> File:
    """Stored, not deflated: PDF files are compressed already."""
    names = frames.register().set_index(AGS)[NAME]
    target, moment = BytesIO(), timezone.localtime(order.at).timetuple()[:6]
    with ZipFile(target, "w", ZIP_STORED) as book:
        for ags, content in parts:
            book.writestr(ZipInfo(f"{slugify(names[ags])}-{ags}.pdf", moment), content)
    return File(file_name(order.wave, "profiles", "zip"), "application/zip", target.getvalue())
