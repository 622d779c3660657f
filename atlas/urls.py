from django.http import HttpResponse
from django.urls import path

app_name = "atlas"

urlpatterns: list = [
    path("", lambda r: HttpResponse(""), name="overview"),
    path("municipalities/<str:ags>/", lambda r, ags: HttpResponse(""), name="municipality"),
]
