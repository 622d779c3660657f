from django.urls import path

import survey.converters  # noqa: F401 - registers the converter
from atlas import views

app_name = "atlas"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("robustness/", views.robustness, name="robustness"),
    path("method/", views.method, name="method"),
    path("municipalities/<ags:ags>/", views.municipality, name="municipality"),
    path("municipalities/<ags:ags>/profile.pdf", views.municipality_pdf, name="municipality_pdf"),
    # downloads
    path("cards/<slug:key>.csv", views.card, name="card"),
    path("export/answers.csv", views.answers, name="answers"),
    path("export/municipalities.csv", views.municipalities, name="municipalities"),
    path("export/districts.csv", views.districts, name="districts"),
    path("export/participation.csv", views.participation, name="participation"),
    path("export/reliability.csv", views.reliability, name="reliability"),
]
