"""One click per demo account; its address exists in demo mode only."""

from django.contrib.auth import login as log_in
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from survey.accounts import home_of
from survey.demo import DEMO_ACCOUNTS
from survey.models import User


@csrf_exempt  # one request is enough for a script; invented data have nothing to protect
@require_POST
def login(request: HttpRequest) -> HttpResponse:
    account = next((account for account in DEMO_ACCOUNTS if account.key == request.POST.get("account")), None)
    if account is None:
        raise Http404
    user = get_object_or_404(User, email=account.email, is_active=True)
    log_in(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(home_of(user))
