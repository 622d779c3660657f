from allauth.account import views as account
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from smartregion import entrance, kept, views
from survey.models import LegalPage
from survey.views import demo, legal, start

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler429 = views.too_many_requests
handler500 = views.server_error

code_page = RedirectView.as_view(pattern_name="account_request_login_code", query_string=True)

# Only what people need of allauth: they are added by admins and have no password to change.
accounts = [
    path("login/", code_page, name="account_login"),
    path("login/code/", entrance.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", entrance.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("2fa/", include("allauth.mfa.urls")),
]

urlpatterns = [
    path("", start.start, name="start"),
    path("", include("smartregion.health")),
    path("favicon.ico", views.favicon, name="favicon"),
    path("language/", views.set_language, name="set_language"),
    *(path(f"{key}/", legal.legal_page, {"key": key}, name=key) for key in LegalPage.Key.values),
    path("kept/", kept.kept_form, name="kept_form"),
    # people
    path("accounts/", include(accounts)),
    path("admin/", admin.site.urls),
    # rooms
    path("survey/", include("survey.urls")),
    path("atlas/", include("atlas.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("demo/login/", demo.login, name="demo_login"))
