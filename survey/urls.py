from django.urls import include, path

import survey.converters  # noqa: F401 - registers the converter
from survey.views import answer, overview, review, section, submission

app_name = "survey"

in_return = [
    path("", overview.overview, name="overview"),
    # filling in
    path("sections/<slug:section_slug>/", section.section, name="section"),
    path("answers/<str:code>/", answer.answer, name="answer"),
    # handing in
    path("review/", review.review, name="review"),
    path("submit/", submission.submit, name="submit"),
    path("reopen/", submission.reopen, name="reopen"),
    path("submissions/<int:number>/", submission.receipt, name="receipt"),
]

urlpatterns = [
    path("", overview.returns, name="returns"),
    path("<slug:wave_slug>/<ags:ags>/", include(in_return)),
]
