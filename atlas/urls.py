from django.urls import path

import survey.converters  # noqa: F401 - registers the converter
from atlas import views

app_name = "atlas"

urlpatterns = [
    # dashboards
    path("", views.dashboard, {"key": "overview"}, name="overview"),
    path("participation/", views.dashboard, {"key": "turnout"}, name="turnout"),
    path("scores/", views.dashboard, {"key": "scores"}, name="scores"),
    path("map/", views.dashboard, {"key": "map"}, name="map"),
    path("robustness/", views.dashboard, {"key": "robustness"}, name="robustness"),
    # questions
    path("questions/", views.questions, name="questions"),
    path("questions/<str:code>/", views.question, name="question"),
    # other pages
    path("method/", views.method, name="method"),
    path("municipalities/<ags:ags>/", views.municipality, name="municipality"),
    # downloads
    path("cards/<slug:key>.csv", views.card, name="card"),
    path("export/answers.csv", views.answers, name="answers"),
    path("export/municipalities.csv", views.municipalities, name="municipalities"),
    path("export/districts.csv", views.districts, name="districts"),
    path("export/participation.csv", views.participation, name="participation"),
    path("export/reliability.csv", views.reliability, name="reliability"),
]
