"""Long work: started, done step by step by the page that shows it, cancelled, downloaded."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from atlas import frames
from atlas.dashboards import NAVIGATION
from atlas.filters import SelectionForm, selection_or_404
from atlas.job_progress import Progress, progress_of
from atlas.jobs.registry import KINDS
from atlas.jobs.work import NothingToMake, cancel_job, start_job, work_on
from atlas.models import Job
from survey.access import require_analyst
from survey.models import User
from survey.requests import PersonRequest


def own_job_or_404(user: User, pk: int) -> Job:
    """Analysts have jobs; for everybody else, and once it is cancelled, the address of a job does not exist."""
    require_analyst(user)
    return get_object_or_404(Job.objects.without_file(), pk=pk, made_by=user)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def jobs(request: PersonRequest) -> HttpResponse:
    """The person's jobs; POST starts one."""
    require_analyst(request.user)
    if request.method == "POST":
        return start(request)
    selection, version = SelectionForm(request.GET).selection(), frames.data_version()
    own = [progress_of(job, version) for job in Job.objects.without_file().filter(made_by=request.user)]
    context = {"pages": NAVIGATION, "current": "jobs", "selection": selection, "jobs": own}
    return render(request, "atlas/jobs.html", context)


def start(request: PersonRequest) -> HttpResponse:
    wave, kind = selection_or_404(request.POST).wave, KINDS.get(request.POST.get("job", ""))
    if kind is None:
        raise Http404
    try:
        started = start_job(kind=kind, wave=wave, by=request.user)
    except NothingToMake:
        messages.info(request, _("No municipality has handed in yet, so there is nothing to make."))
        return redirect("atlas:jobs")
    return redirect("atlas:job", started.pk)


@login_required
@require_safe
def job(request: PersonRequest, pk: int) -> HttpResponse:
    """What is made and how far it is; with scripts the page does the steps by itself."""
    found = own_job_or_404(request.user, pk)
    progress = progress_of(found, frames.data_version())
    return render(request, "atlas/job.html", {"job": progress, "wave": found.wave})


@login_required
@require_POST
def job_step(request: PersonRequest, pk: int) -> HttpResponse:
    """About a second of work; htmx gets the progress, and the page anew when there is nothing more to do."""
    found = own_job_or_404(request.user, pk)
    has_worked = work_on(job=found, site=request.build_absolute_uri("/").rstrip("/"))
    if "HX-Request" not in request.headers:
        return redirect("atlas:job", pk)
    progress = progress_of(own_job_or_404(request.user, pk), frames.data_version())
    if not progress.is_running:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "atlas/_job_progress.html", {"job": progress, "is_elsewhere": not has_worked})


@login_required
@require_POST
def job_cancel(request: PersonRequest, pk: int) -> HttpResponse:
    require_analyst(request.user)
    found = Job.objects.without_file().filter(pk=pk, made_by=request.user).first()
    if found is None:
        if Job.objects.filter(pk=pk):
            raise Http404
        return redirect("atlas:jobs")  # the other of two clicks was faster
    progress: Progress = progress_of(found, found.data_version)
    cancel_job(job=found)
    text = _("“%(title)s” was removed.") if found.file_name else _("“%(title)s” was cancelled.")
    messages.success(request, text % {"title": progress.title})
    return redirect("atlas:jobs")


@login_required
@require_safe
def job_file(request: PersonRequest, pk: int) -> HttpResponse:
    """The finished file."""
    found = own_job_or_404(request.user, pk)
    if found.file is None:
        raise Http404
    return HttpResponse(
        bytes(found.file),
        content_type=found.content_type,
        headers={"Content-Disposition": f'attachment; filename="{found.file_name}"'},
    )
