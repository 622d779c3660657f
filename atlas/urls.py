from django.urls import path

import survey.converters  # noqa: F401 - registers the converter
from atlas import job_views, views

app_name = "atlas"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("robustness/", views.robustness, name="robustness"),
    path("method/", views.method, name="method"),
    path("municipalities/<ags:ags>/", views.municipality, name="municipality"),
    # downloads
    path("cards/<slug:key>.csv", views.card, name="card"),
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
