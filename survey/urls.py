from django.urls import include, path

import survey.converters  # noqa: F401 - registers the converter
from survey.views import (
    answer,
    comparison,
    log,
    overview,
    people,
    printing,
    release,
    reopening,
    review,
    section,
    submission,
)

app_name = "survey"

in_return = [
    path("", overview.overview, name="overview"),
    # filling in
    path("sections/<slug:section_slug>/", section.section, name="section"),
    path("answers/<str:code>/", answer.answer, name="answer"),
    # working together
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.member, name="member"),
    path("people/<int:pk>/remind/", people.remind, name="remind_member"),
    path("people/<int:pk>/remove/", people.remove, name="remove_member"),
    path("log/", log.log, name="log"),
    # handing in
    path("review/", review.review, name="review"),
    path("submit/", submission.submit, name="submit"),
    path("present/", release.present, name="present"),
    path("withdraw/", release.withdraw, name="withdraw"),
    path("release/", release.release, name="release"),
    path("send-back/", release.send_back, name="send_back"),
    path("reopen/", submission.reopen, name="reopen"),
    path("reopening/", reopening.request_reopening, name="request_reopening"),
    path("submissions/<int:number>/", submission.receipt, name="receipt"),
    path("submissions/<int:number>/print.pdf", printing.submission_pdf, name="submission_pdf"),
    path("submissions/compare/", comparison.compare, name="compare"),
    # on paper
    path("print/", printing.print_return, name="print"),
    path("print.pdf", printing.print_return_pdf, name="print_pdf"),
    path("print/empty/", printing.print_empty, name="print_empty"),
    path("print/empty.pdf", printing.print_empty_pdf, name="print_empty_pdf"),
]

urlpatterns = [
    path("", overview.returns, name="returns"),
    path("<slug:wave_slug>/<ags:ags>/", include(in_return)),
]
