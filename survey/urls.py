from django.urls import include, path

import survey.converters  # noqa: F401 - registers the converter
from survey.views import (
    answer,
    comparison,
    finding,
    log,
    offers,
    overview,
    own_name,
    people,
    printing,
    question,
    release,
    reopening,
    review,
    section,
    submission,
    team_query,
    workbook,
)

app_name = "survey"

in_return = [
    path("", overview.overview, name="overview"),
    # filling in
    path("sections/<slug:section_slug>/", section.section, name="section"),
    path("answers/<str:code>/", answer.answer, name="answer"),
    path("offers/", offers.confirm_offers, name="confirm_offers"),
    path("offers/<int:pk>/undo/", offers.give_back_offers, name="give_back_offers"),
    # beside a question
    path("questions/<str:code>/", question.question, name="question"),
    path("questions/<str:code>/remarks/", question.write_remark, name="write_remark"),
    path("questions/<str:code>/remarks/<int:pk>/delete/", question.delete_remark, name="delete_remark"),
    path("questions/<str:code>/queries/", question.ask_query, name="ask_query"),
    path("questions/<str:code>/queries/<int:pk>/reply/", question.reply_query, name="reply_query"),
    path("questions/<str:code>/queries/<int:pk>/close/", question.close_query, name="close_query"),
    path("questions/<str:code>/evidence/", question.evidence, name="evidence"),
    # finding a question
    path("find/", finding.find, name="find"),
    path("<question_code:code>/", finding.by_code, name="by_code"),
    # Excel there and back
    path("workbook/", workbook.workbook, name="workbook"),
    path("upload/", workbook.upload, name="upload"),
    path("uploads/<int:pk>/", workbook.upload_preview, name="upload_preview"),
    # working together
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.member, name="member"),
    path("people/<int:pk>/name/", people.rename, name="rename_member"),
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

# Before the returns: one of their addresses could otherwise be taken for a query.
for_team = [
    path("", team_query.queries, name="team_queries"),
    path("ask/", team_query.ask, name="team_query_ask"),
    path("<int:pk>/", team_query.query, name="team_query"),
    path("<int:pk>/reply/", team_query.reply, name="team_query_reply"),
    path("<int:pk>/close/", team_query.close, name="team_query_close"),
]

urlpatterns = [
    path("", overview.returns, name="returns"),
    path("name/", own_name.own_name, name="own_name"),
    path("queries/", include(for_team)),
    path("<slug:wave_slug>/<ags:ags>/", include(in_return)),
]
