from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from smartregion import views
from survey.views import demo, start

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error

urlpatterns = [
    path("", start.start, name="start"),
    path("health/", views.health, name="health"),
    path("language/", views.set_language, name="set_language"),
    # people
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    # rooms
    path("survey/", include("survey.urls")),
    path("atlas/", include("atlas.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("demo/login/", demo.login, name="demo_login"))
