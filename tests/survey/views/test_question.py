"""The page of one question, and what is written there."""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.utils import timezone

from survey.actions import close_query, give_evidence, reply_query, save_answers
from survey.models import Evidence, Query, Remark
from tests.factories import MembershipFactory, QueryFactory, RemarkFactory, SubmissionFactory, UserFactory
from tests.survey.views.conftest import address, question_where

SCALE = question_where(type="scale")
CODE = SCALE.code
LINK = "https://town.example/beschluss.pdf"


@pytest.fixture
def page(response):
    return address(response, "question", CODE)


@pytest.fixture
def section_page(response):
    return address(response, "section", SCALE.section.slug)


@pytest.fixture
def reader(client, response):
    """The browser of somebody who only reads."""
    client.force_login(MembershipFactory(municipality=response.municipality, role="reader").user)
    return client


def give(response, by=None, **given):
    return give_evidence(response=response, code=CODE, by=by or UserFactory(), **({"url": LINK, "page": None} | given))


# The page


def test_page_shows_question_answer_and_who_gave_it(browser, response, page, coordinator):
    save_answers(response=response, values={CODE: 2}, by=coordinator)
    text = browser.get(page).text
    assert SCALE.question.text in text
    assert next(choice.label for choice in SCALE.question.choices if str(choice.code) == "2") in text
    assert re.search(r"Gespeichert \d\d:\d\d von Ihnen", text)


def test_page_of_an_unanswered_question_says_so(browser, page):
    assert "Noch nicht beantwortet" in browser.get(page).text


def test_page_of_a_question_that_is_not_asked_says_so(browser, response, document):
    hidden = next(question for question in document.questions if question.show_if)
    assert "derzeit nicht gestellt" in browser.get(address(response, "question", hidden.code)).text


def test_page_leads_back_to_the_question(browser, page, section_page):
    assert f'href="{section_page}#{CODE}"' in browser.get(page).text


def test_unknown_question_gets_404(browser, response):
    assert browser.get(address(response, "question", "NO-99")).status_code == 404


def test_queries_to_the_database_do_not_grow_with_what_is_there(browser, response, page, django_assert_max_num_queries):
    for _ in range(5):
        RemarkFactory(response=response, code=CODE)
        QueryFactory(response=response, code=CODE)
    with django_assert_max_num_queries(13):
        browser.get(page)


# Remarks


def test_remarks_are_shown_newest_last(browser, response, page):
    now = timezone.now()
    RemarkFactory(response=response, code=CODE, text="zweite", written_at=now)
    RemarkFactory(response=response, code=CODE, text="erste", written_at=now - timedelta(days=1))
    text = browser.get(page).text
    assert text.index("erste") < text.index("zweite")


def test_remark_is_written_and_leads_back_to_the_remarks(browser, response, page, coordinator):
    reply = browser.post(address(response, "write_remark", CODE), {"text": "Bitte mit der\r\nIT klären. "})
    remark = Remark.objects.get()
    assert reply.url == f"{page}#remarks"
    assert (remark.code, remark.text, remark.written_by) == (CODE, "Bitte mit der\nIT klären.", coordinator)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("  ", "Bitte schreiben Sie zuerst"),
        ("ü" * 2001, "höchstens 2.000 Zeichen"),
        ("Glocke \ufffe", "Zeichen, die sich nicht speichern lassen"),
    ],
)
def test_refused_remark_says_why_and_keeps_what_was_typed(browser, response, typed, reason):
    reply = browser.post(address(response, "write_remark", CODE), {"text": typed})
    assert reply.status_code == 422
    assert reason in reply.text
    assert f"\n{typed}</textarea>" in reply.text
    assert not Remark.objects.exists()


def test_markup_in_a_remark_is_text(browser, response, page):
    RemarkFactory(response=response, code=CODE, text="<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)" in browser.get(page).text


def test_author_is_offered_to_delete_and_deletes(browser, response, page, coordinator):
    remark = RemarkFactory(response=response, code=CODE, written_by=coordinator)
    delete = address(response, "delete_remark", CODE, remark.pk)
    assert delete in browser.get(page).text
    assert browser.post(delete).url == f"{page}#remarks"
    assert not Remark.objects.exists()


def test_remark_of_a_colleague_is_not_offered_to_delete(browser, response, page):
    remark = RemarkFactory(response=response, code=CODE)
    assert address(response, "delete_remark", CODE, remark.pk) not in browser.get(page).text


def test_remark_of_another_return_cannot_be_reached(browser, response, coordinator):
    foreign = RemarkFactory(code=CODE, written_by=coordinator)
    assert browser.post(address(response, "delete_remark", CODE, foreign.pk)).status_code == 404
    assert Remark.objects.exists()


def test_reader_reads_remarks_but_gets_no_form(reader, response, page):
    RemarkFactory(response=response, code=CODE, text="Bitte prüfen")
    text = reader.get(page).text
    assert "Bitte prüfen" in text
    assert address(response, "write_remark", CODE) not in text
    assert address(response, "ask_query", CODE) not in text
    assert address(response, "evidence", CODE) not in text


def test_remarks_stay_possible_after_closing(browser, response):
    response.wave.closes_at = timezone.now() - timedelta(minutes=1)
    response.wave.save()
    browser.post(address(response, "write_remark", CODE), {"text": "Für das nächste Mal."})
    assert Remark.objects.exists()


# Queries


def test_query_is_asked_and_shown_as_open(browser, response, page):
    reply = browser.post(address(response, "ask_query", CODE), {"text": "Welches Jahr?"})
    assert reply.url == f"{page}#queries"
    text = browser.get(page).text
    assert "Welches Jahr?" in text
    assert "wartet auf das Gigabit-Team" in text


def test_empty_query_is_refused_beside_its_field(browser, response):
    reply = browser.post(address(response, "ask_query", CODE), {"text": ""})
    assert reply.status_code == 422
    assert 'id="query-text-error"' in reply.text
    assert 'id="remark-text-error"' not in reply.text
    assert not Query.objects.exists()


def test_reply_to_the_team_is_written(browser, response, page):
    query = QueryFactory(response=response, code=CODE, by_team=True)
    reply = browser.post(address(response, "reply_query", CODE, query.pk), {"text": "Das Vorjahr."})
    query.refresh_from_db()
    assert (reply.url, query.state, query.messages.last().text) == (f"{page}#queries", "answered", "Das Vorjahr.")


def test_empty_reply_is_refused_beside_its_field(browser, response):
    query, other = (QueryFactory(response=response, code=CODE) for _ in range(2))
    reply = browser.post(address(response, "reply_query", CODE, query.pk), {"text": ""})
    assert reply.status_code == 422
    assert f'id="reply-text-{query.pk}-error"' in reply.text
    assert f'id="reply-text-{other.pk}-error"' not in reply.text


def test_reply_to_a_query_closed_meanwhile_is_kept_on_the_page(browser, response):
    query = QueryFactory(response=response, code=CODE)
    close_query(query=query)
    reply = browser.post(address(response, "reply_query", CODE, query.pk), {"text": "Noch eine Frage"})
    assert reply.status_code == 422
    assert "inzwischen abgeschlossen" in reply.text
    assert "Noch eine Frage</textarea>" in reply.text


def test_closed_query_is_shown_without_forms(browser, response, page):
    query = QueryFactory(response=response, code=CODE)
    browser.post(address(response, "close_query", CODE, query.pk))
    text = browser.get(page).text
    assert "Abgeschlossen" in text
    assert address(response, "reply_query", CODE, query.pk) not in text
    assert address(response, "close_query", CODE, query.pk) not in text


def test_open_query_of_the_team_is_not_offered_to_close(browser, response, page):
    query = QueryFactory(response=response, code=CODE, by_team=True)
    assert address(response, "close_query", CODE, query.pk) not in browser.get(page).text
    browser.post(address(response, "close_query", CODE, query.pk))
    assert Query.objects.get().state == "open"


def test_query_of_another_return_cannot_be_reached(browser, response):
    foreign = QueryFactory(code=CODE)
    for name in ("reply_query", "close_query"):
        assert browser.post(address(response, name, CODE, foreign.pk), {"text": "x"}).status_code == 404


# Evidence


def test_evidence_is_saved_and_shown_as_a_careful_link(browser, response, page, coordinator):
    reply = browser.post(address(response, "evidence", CODE), {"url": LINK, "page": "1234"})
    evidence = Evidence.objects.get()
    assert reply.url == f"{page}#evidence"
    assert (evidence.url, evidence.page, evidence.given_by) == (LINK, 1234, coordinator)
    text = browser.get(page).text
    assert f'href="{LINK}" rel="noopener noreferrer nofollow"' in text
    assert "Seite 1234" in text
    assert 'value="1234"' in text


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "ftp://town.example/a",
        "town.example/a",
        "https://",
        "https://kim:geheim@town.example/",
        "https://town.example/a b",
        "https://town.example/" + "a" * 500,
    ],
)
def test_link_that_is_no_web_address_is_refused_and_stays_in_the_field(browser, response, link):
    reply = browser.post(address(response, "evidence", CODE), {"url": link, "page": "7"})
    assert reply.status_code == 422
    assert 'id="evidence-url-error"' in reply.text
    assert f'value="{link}"' in reply.text
    assert 'value="7"' in reply.text
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("number", ["0", "-1", "10000", "drei", "1.5", "9" * 5000])
def test_page_number_out_of_range_is_refused_beside_its_field(browser, response, number):
    reply = browser.post(address(response, "evidence", CODE), {"url": LINK, "page": number})
    assert reply.status_code == 422
    assert "Seitenzahl von 1 bis 9999" in reply.text
    assert f'value="{number}"' in reply.text
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("12-14", "Seiten 12–14"),
        ("S. 12 – 14", "Seiten 12–14"),
        ("Seite 12", "Seite 12"),
        ("12\u2009bis\u200914", "12–14"),
    ],
)
def test_pages_are_understood_as_people_write_them(browser, response, page, typed, shown):
    assert (
        browser.post(address(response, "evidence", CODE), {"url": "www.town.example", "page": typed}).status_code == 302
    )
    text = browser.get(page).text
    assert shown in text
    assert 'href="https://www.town.example"' in text
    assert f'value="{shown.split()[-1]}"' in text


@pytest.mark.parametrize("typed", ["14-12", "12-", "0-3", "12-10000", "12, 14", "12 ff."])
def test_pages_that_are_none_are_refused_and_stay_in_the_field(browser, response, typed):
    reply = browser.post(address(response, "evidence", CODE), {"url": LINK, "page": typed})
    assert reply.status_code == 422
    assert f'value="{typed}"' in reply.text


def test_page_number_is_voluntary_the_link_is_not(browser, response):
    assert browser.post(address(response, "evidence", CODE), {"url": "", "page": "3"}).status_code == 422
    assert browser.post(address(response, "evidence", CODE), {"url": LINK, "page": ""}).status_code == 302
    assert Evidence.objects.get().page is None


def test_evidence_is_removed(browser, response, page):
    give(response)
    browser.post(address(response, "evidence", CODE), {"remove": "1", "url": LINK})
    assert not Evidence.objects.exists()


def test_contributor_without_the_section_gives_no_evidence(client, response, page):
    client.force_login(MembershipFactory(municipality=response.municipality, role="contributor").user)
    assert address(response, "evidence", CODE) not in client.get(page).text
    assert client.post(address(response, "evidence", CODE), {"url": LINK}).status_code == 403


def test_evidence_is_only_read_after_handing_in(browser, response, page):
    give(response)
    SubmissionFactory(response=response)
    text = browser.get(page).text
    assert LINK in text
    assert address(response, "evidence", CODE) not in text
    assert browser.post(address(response, "evidence", CODE), {"remove": "1"}).status_code == 403


def test_evidence_stands_beside_the_answer_in_review_and_receipt(browser, response):
    give(response, page=12)
    SubmissionFactory(response=response)
    for place in (address(response, "review"), address(response, "receipt", 1)):
        text = browser.get(place).text
        assert f'href="{LINK}" rel="noopener noreferrer nofollow"' in text
        assert "Seite 12" in text


# The link on the page of the section


def test_every_question_of_a_section_links_to_its_page(browser, section_page):
    text = browser.get(section_page).text
    for question in SCALE.section.questions:
        assert f'href="../../questions/{question.code}/"' in text
    assert text.count("Anmerkung, Rückfrage oder Beleg") == len(SCALE.section.questions)


def test_link_tells_what_is_there(browser, response, section_page):
    for _ in range(2):
        RemarkFactory(response=response, code=CODE)
    query = QueryFactory(response=response, code=CODE)
    reply_query(query=query, text="Das Vorjahr.", by=UserFactory(), by_team=True, site="http://testserver")
    give(response)
    assert "2 Anmerkungen · Rückfrage beantwortet · Beleg" in browser.get(section_page).text


def test_link_tells_of_several_queries_the_one_that_waits_for_the_town_hall(browser, response, section_page):
    QueryFactory(response=response, code=CODE)
    QueryFactory(response=response, code=CODE, by_team=True)
    close_query(query=QueryFactory(response=response, code=CODE))
    assert ">Rückfrage an Sie<" in browser.get(section_page).text


def test_link_tells_nothing_of_other_municipalities(browser, response, section_page):
    RemarkFactory(code=CODE, response__wave=response.wave)
    assert "1 Anmerkung" not in browser.get(section_page).text


def test_links_cost_the_same_however_much_is_there(
    browser, response, section_page, django_assert_max_num_queries, document
):
    for question in SCALE.section.questions:
        RemarkFactory(response=response, code=question.code)
        QueryFactory(response=response, code=question.code)
    browser.get(section_page)
    with django_assert_max_num_queries(9) as counted:
        browser.get(section_page)
    assert sum("survey_remark" in query["sql"] for query in counted) == 1


# Who never reads a remark


@pytest.mark.parametrize("trait", ["analyst", "admin"])
def test_team_gets_404_on_the_page_of_a_question(client, response, page, trait):
    RemarkFactory(response=response, code=CODE)
    client.force_login(UserFactory(**{trait: True}))
    assert client.get(page).status_code == 404


def test_administration_shows_no_remark(client, response):
    remark = RemarkFactory(response=response, code=CODE, text="unter uns gesagt")
    client.force_login(UserFactory(admin=True))
    assert Remark not in admin.site._registry
    author = remark.written_by_id
    pages = [f"response/{response.pk}/change", "response", f"user/{author}/change", f"user/{author}/delete"]
    for name in pages:
        reply = client.get(f"/admin/survey/{name}/")
        assert reply.status_code == 200
        assert "unter uns gesagt" not in reply.text
