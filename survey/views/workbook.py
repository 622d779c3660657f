"""The questionnaire as an Excel workbook: downloaded, uploaded, and taken over after a look at what would change."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from survey import actions
from survey.access import Desk, desk_or_404, require_any_edit
from survey.actions.editing import require_changeable
from survey.forms import revisions_sent
from survey.models import Upload
from survey.requests import PersonRequest
from survey.workbook.archive import MAX_FILE, require_size
from survey.workbook.entries import entries_of
from survey.workbook.preview import preview_of, stored
from survey.workbook.reading import Origin, read_workbook
from survey.workbook.refusals import Unusable
from survey.workbook.writing import write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def workbook(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    name = f"{desk.wave.slug}-{slugify(str(desk.municipality))}-{ags}.xlsx"
    return HttpResponse(
        write_workbook(desk.response),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    """The file is checked as a whole; what it would change is shown on a page of its own."""
    desk = desk_or_404(request.user, wave_slug, ags)
    require_any_edit(desk)
    problem = ""
    if request.method == "POST":
        try:
            kept = keep_file(request, desk)
        except Unusable as refused:
            problem = str(refused)
        else:
            return redirect("survey:upload_preview", wave_slug, ags, kept.pk)
    context = {"desk": desk, "problem": problem, "megabytes": MAX_FILE // 1_000_000}
    return render(request, "survey/upload.html", context, status=422 if problem else 200)


def keep_file(request: PersonRequest, desk: Desk) -> Upload:
    """Raises Unusable."""
    file = request.FILES.get("file")
    if file is None:
        require_size(int(request.META.get("CONTENT_LENGTH") or 0))  # too large a file has not been kept
        raise Unusable(_("Please choose the file first."))
    require_size(file.size or 0)
    document = desk.wave.questionnaire.document
    expected = Origin(desk.municipality.pk, desk.wave.slug, desk.wave.questionnaire.checksum)
    content = read_workbook(file.read(), document, expected)
    cells = stored(entries_of(document, content))
    return actions.keep_upload(response=desk.response, cells=cells, file_name=file.name or "", by=request.user)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload_preview(request: PersonRequest, wave_slug: str, ags: str, pk: int) -> HttpResponse:
    """What would change; POST takes over what is ticked."""
    desk = desk_or_404(request.user, wave_slug, ags)
    if not desk.own_sections:
        raise Http404
    kept = desk.response.uploads.filter(pk=pk, uploaded_by=request.user).first()
    if kept is None:
        if request.method != "POST" or Upload.objects.filter(pk=pk):
            raise Http404
        messages.info(request, _("This file waits no longer: it was taken over or discarded."))
        return redirect("survey:overview", wave_slug, ags)
    require_changeable(desk.response)
    if request.method != "POST":
        context = {"desk": desk, "upload": kept, "preview": preview_of(desk, kept)}
        return render(request, "survey/upload_preview.html", context)
    if "discard" in request.POST:
        kept.delete()
        messages.info(request, _("Nothing was taken over from the file."))
        return redirect("survey:overview", wave_slug, ags)
    return take_over_ticked(request, desk, kept)


def take_over_ticked(request: PersonRequest, desk: Desk, kept: Upload) -> HttpResponse:
    """Built on the answers that the page showed: one that a colleague changed since is shown again, not replaced."""
    address = (desk.wave.slug, desk.municipality.pk)
    preview = preview_of(desk, kept)
    values = preview.values(set(request.POST.getlist("take")))
    if not values:
        messages.info(request, _("Nothing is ticked, so nothing was taken over."))
        return redirect("survey:upload_preview", *address, kept.pk)
    revisions = preview.built_on | revisions_sent(request.POST, values)
    taken = actions.take_over(upload=kept, values=values, revisions=revisions, by=request.user)
    done = ngettext("%(count)s answer was taken over.", "%(count)s answers were taken over.", taken.count)
    if taken.conflicts:
        others = _("Others were changed by a colleague in the meantime: please decide on them once more.")
        messages.warning(request, f"{done % {'count': taken.count}} {others}")
        return redirect("survey:upload_preview", *address, kept.pk)
    messages.success(request, done % {"count": taken.count})
    return redirect("survey:overview", *address)
