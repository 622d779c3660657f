from django.urls import path

import survey.converters  # noqa: F401 - registers the converter
from atlas import exports, job_views, public_views, views

app_name = "atlas"

urlpatterns = [
    # dashboards
    path("", views.dashboard, {"key": "overview"}, name="overview"),
    path("participation/", views.dashboard, {"key": "turnout"}, name="turnout"),
    path("scores/", views.dashboard, {"key": "scores"}, name="scores"),
    path("map/", views.dashboard, {"key": "map"}, name="map"),
    path("priorities/", views.dashboard, {"key": "priorities"}, name="priorities"),
    path("sovereignty/", views.dashboard, {"key": "sovereignty"}, name="sovereignty"),
    path("applications/", views.dashboard, {"key": "applications"}, name="applications"),
    path("compare/", views.dashboard, {"key": "compare"}, name="compare"),
    path("trend/", views.dashboard, {"key": "trend"}, name="trend"),
    path("robustness/", views.dashboard, {"key": "robustness"}, name="robustness"),
    # questions
    path("questions/", views.questions, name="questions"),
    path("questions/<str:code>/", views.question, name="question"),
    # open to everybody
    path("published/", public_views.newest, name="published_newest"),
    path("published/<slug:wave_slug>/", public_views.page, name="published"),
    path("published/<slug:wave_slug>/means.csv", public_views.means, name="published_means"),
    path(
        "published/<slug:wave_slug>/cards/<slug:key>.csv",
        public_views.card,
        {"send": exports.card},
        name="published_card",
    ),
    path(
        "published/<slug:wave_slug>/cards/<slug:key>.xlsx",
        public_views.card,
        {"send": exports.card_xlsx},
        name="published_card_xlsx",
    ),
    # other pages
    path("method/", views.method, name="method"),
    path("municipalities/<ags:ags>/", views.municipality, name="municipality"),
    path(
        "municipalities/<ags:ags>/cards/<slug:key>.csv", views.profile_card, {"send": exports.card}, name="profile_card"
    ),
    path(
        "municipalities/<ags:ags>/cards/<slug:key>.xlsx",
        views.profile_card,
        {"send": exports.card_xlsx},
        name="profile_card_xlsx",
    ),
    path("municipalities/<ags:ags>/profile.pdf", views.municipality_pdf, name="municipality_pdf"),
    # downloads
    path("cards/<slug:key>.csv", views.card, {"send": exports.card}, name="card"),
    path("cards/<slug:key>.xlsx", views.card, {"send": exports.card_xlsx}, name="card_xlsx"),
    path("export/answers.csv", views.answers, name="answers"),
    path("export/municipalities.csv", views.municipalities, name="municipalities"),
    path("export/districts.csv", views.districts, name="districts"),
    path("export/participation.csv", views.participation, name="participation"),
    path("export/reliability.csv", views.reliability, name="reliability"),
    # long work
    path("jobs/", job_views.jobs, name="jobs"),
    path("jobs/<int:pk>/", job_views.job, name="job"),
    path("jobs/<int:pk>/step/", job_views.job_step, name="job_step"),
    path("jobs/<int:pk>/cancel/", job_views.job_cancel, name="job_cancel"),
    path("jobs/<int:pk>/file", job_views.job_file, name="job_file"),
]
