"""Excel there and back: download, upload, a look at what would change, taking over."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from survey.actions import save_answers
from survey.models import Event, Upload
from survey.workbook.archive import MAX_FILE
from tests.factories import MembershipFactory, ResponseFactory, assign
from tests.survey.views.conftest import address, question_where
from tests.survey.workbook.editing import Edited


@pytest.fixture
def download(response):
    """The workbook of the return as a browser gets it."""

    def get(browser):
        reply = browser.get(address(response, "workbook"))
        assert reply.status_code == 200
        return Edited(reply.content)

    return get


@pytest.fixture
def send(response):
    """Uploads a workbook; returns the reply with the page that follows."""

    def post(browser, book):
        data = book.save() if isinstance(book, Edited) else book
        file = SimpleUploadedFile("fragebogen.xlsx", data)
        return browser.post(address(response, "upload"), {"file": file}, follow=True)

    return post


@pytest.fixture
def take_over(response):
    """Takes over these questions of the last upload, or all that are ticked on the page."""

    def post(browser, *codes, revisions=None):
        upload = Upload.objects.get()
        data = {"take": codes} | {f"{code}-revision": number for code, number in (revisions or {}).items()}
        return browser.post(address(response, "upload_preview", upload.pk), data, follow=True)

    return post


@pytest.fixture
def kim(response):
    return MembershipFactory(municipality=response.municipality, role="coordinator", user__name="Kim").user


SCALE = question_where(type="scale")
OTHER = question_where(type="priority")
MULTIPLE = question_where(type="multiple")


def label(place, value):
    return place.question.choice(value).label


def ticked(page, code):
    return f'value="{code}" id="take-{code}" checked' in page


def test_download_is_an_excel_file_named_after_wave_and_municipality(browser, response):
    reply = browser.get(address(response, "workbook"))
    assert reply["Content-Type"].endswith("spreadsheetml.sheet")
    assert response.wave.slug in reply["Content-Disposition"]
    assert f"{response.municipality_id}.xlsx" in reply["Content-Disposition"]


def test_unchanged_workbook_changes_nothing(browser, response, coordinator, download, send):
    save_answers(response=response, values={SCALE.code: 2, OTHER.code: 3}, by=coordinator)
    page = send(browser, download(browser)).text
    assert "<strong>0</strong> Antworten würden sich ändern" in page
    assert "<strong>2</strong> Antworten bleiben gleich" in page
    assert "Übernehmen</button>" not in page


def test_preview_shows_old_and_new_answer_with_sheet_and_cell(browser, response, coordinator, download, send):
    save_answers(response=response, values={SCALE.code: 1}, by=coordinator)
    book = download(browser)
    book[SCALE.code] = label(SCALE, 2)
    page = send(browser, book).text
    sheet, cell = book.place(SCALE.code)
    for wanted in (label(SCALE, 1), label(SCALE, 2), f"Zelle {cell}", sheet.split("&")[0]):
        assert wanted in page
    assert ticked(page, SCALE.code)


def test_nothing_is_saved_before_taking_over(browser, response, coordinator, download, send):
    book = download(browser)
    book[SCALE.code] = label(SCALE, 2)
    send(browser, book)
    assert response.answer_values() == {}
    assert not Event.objects.exists()


def test_taking_over_saves_logs_and_forgets_the_upload(browser, response, coordinator, download, send, take_over):
    book = download(browser)
    book[SCALE.code], book[OTHER.code] = label(SCALE, 2), label(OTHER, 5)
    send(browser, book)
    reply = take_over(browser, SCALE.code, OTHER.code, revisions={SCALE.code: 0, OTHER.code: 0})
    assert reply.redirect_chain == [(address(response, "overview"), 302)]
    assert "2 Antworten wurden übernommen" in reply.text
    assert response.answer_values() == {SCALE.code: 2, OTHER.code: 5}
    event = Event.objects.get()
    assert (event.kind, event.by, event.number) == (Event.Kind.UPLOADED, coordinator, 2)
    assert event.sections == list(dict.fromkeys([SCALE.section.code, OTHER.section.code]))
    assert not Upload.objects.exists()


def test_unticked_change_is_not_taken_over(browser, response, download, send, take_over):
    book = download(browser)
    book[SCALE.code], book[OTHER.code] = label(SCALE, 2), label(OTHER, 5)
    send(browser, book)
    take_over(browser, OTHER.code)
    assert response.answer_values() == {OTHER.code: 5}


def test_nothing_ticked_takes_nothing_over(browser, response, download, send, take_over):
    book = download(browser)
    book[SCALE.code] = label(SCALE, 2)
    send(browser, book)
    assert "kein Häkchen gesetzt" in take_over(browser).text
    assert Upload.objects.exists()


def test_answer_changed_online_since_the_download_is_a_conflict(browser, response, kim, download, send):
    book = download(browser)
    book[SCALE.code] = label(SCALE, 2)
    save_answers(response=response, values={SCALE.code: 3}, by=kim)
    page = send(browser, book).text
    assert "Inzwischen online geändert" in page
    for wanted in (label(SCALE, 2), label(SCALE, 3), "von Kim"):
        assert wanted in page
    assert f"take-{SCALE.code}" in page
    assert not ticked(page, SCALE.code)


def test_conflict_is_taken_over_only_when_ticked(browser, response, kim, download, send, take_over):
    book = download(browser)
    book[SCALE.code] = label(SCALE, 2)
    save_answers(response=response, values={SCALE.code: 3}, by=kim)
    send(browser, book)
    take_over(browser, SCALE.code, revisions={SCALE.code: 1})
    assert response.answer_values() == {SCALE.code: 2}


def test_answer_changed_online_and_untouched_in_the_file_stays(browser, response, coordinator, kim, download, send):
    save_answers(response=response, values={SCALE.code: 1}, by=coordinator)
    book = download(browser)
    save_answers(response=response, values={SCALE.code: 3}, by=kim)
    page = send(browser, book).text
    assert "<strong>1</strong> Antwort ist online neuer" in page
    assert f"take-{SCALE.code}" not in page


def test_answer_given_between_preview_and_taking_over_is_not_overwritten(
    browser, response, kim, download, send, take_over
):
    book = download(browser)
    book[SCALE.code], book[OTHER.code] = label(SCALE, 2), label(OTHER, 5)
    send(browser, book)
    save_answers(response=response, values={SCALE.code: 3}, by=kim)
    page = take_over(browser, SCALE.code, OTHER.code, revisions={SCALE.code: 0, OTHER.code: 0}).text
    assert response.answer_values() == {SCALE.code: 3, OTHER.code: 5}
    assert "bitte entscheiden" in page.lower()
    assert "Inzwischen online geändert" in page
    assert Event.objects.get().number == 1


def test_taking_over_without_revisions_overwrites_nothing_newer(browser, response, kim, download, send, take_over):
    book = download(browser)
    book[SCALE.code] = label(SCALE, 2)
    send(browser, book)
    save_answers(response=response, values={SCALE.code: 3}, by=kim)
    take_over(browser, SCALE.code)
    assert response.answer_values() == {SCALE.code: 3}


def test_empty_cell_leaves_the_answer(browser, response, coordinator, download, send):
    save_answers(
        response=response, values={SCALE.code: 1, MULTIPLE.code: [MULTIPLE.question.choices[0].code]}, by=coordinator
    )
    book = download(browser)
    for key in book.cells:
        book[key] = None
    page = send(browser, book).text
    assert "<strong>0</strong> Antworten würden sich ändern" in page
    assert "Wird nicht übernommen" not in page


def test_boxes_all_marked_no_are_not_taken_for_an_answer(browser, response, coordinator, download, send):
    save_answers(response=response, values={MULTIPLE.code: [MULTIPLE.question.choices[0].code]}, by=coordinator)
    book = download(browser)
    book[f"{MULTIPLE.code}:{MULTIPLE.question.choices[0].code}"] = "–"
    assert "Es ist kein Häkchen gesetzt" in send(browser, book).text


def test_wrong_entries_are_named_with_sheet_cell_and_reason(browser, response, download, send, take_over):
    number = question_where(type="number")
    book = download(browser)
    book[SCALE.code], book[number.code] = "ungefähr mittel", number.question.max + 1
    book[f"{MULTIPLE.code}:{MULTIPLE.question.choices[0].code}"] = "vielleicht"
    page = send(browser, book).text
    for key in (SCALE.code, number.code, f"{MULTIPLE.code}:{MULTIPLE.question.choices[0].code}"):
        assert f"Zelle {book.place(key)[1]}" in page
    for reason in ("gibt es nicht", "Zahl von", "x für ja oder – für nein"):
        assert reason in page
    take_over(browser, SCALE.code, number.code, MULTIPLE.code)
    assert response.answer_values() == {}


def test_formula_is_refused_with_its_cell(browser, response, download, send):
    book = download(browser)
    book[SCALE.code] = "=1+1"
    page = send(browser, book).text
    assert "Formeln werden nicht übernommen" in page
    assert f"Zelle {book.place(SCALE.code)[1]}" in page


def test_colleague_changes_assigned_sections_only(client, response, document, download, send, take_over):
    mine, theirs = document.sections[0], document.sections[1]
    colleague = MembershipFactory(municipality=response.municipality, role="contributor").user
    client.force_login(assign(colleague, response, mine.code))
    first, second = (next(q for q in section.questions if q.type == "scale") for section in (mine, theirs))
    book = download(client)
    book.fill(first, 2)
    book.fill(second, 2)
    page = send(client, book).text
    assert "Ihnen nicht zugewiesen" in page
    take_over(client, first.code, second.code)
    assert response.answer_values() == {first.code: 2}


def test_answer_to_a_question_not_asked_is_marked(browser, response, document, download, send):
    hidden = next(question for question in document.questions if question.show_if and question.type == "boolean")
    book = download(browser)
    book.fill(hidden, hidden.choices[0].code)
    assert "wird zurzeit nicht gefragt. Die Antwort wird aufbewahrt" in send(browser, book).text


def test_preview_is_for_its_uploader_alone(browser, client, response, kim, download, send):
    book = download(browser)
    book[SCALE.code] = label(SCALE, 2)
    send(browser, book)
    preview = address(response, "upload_preview", Upload.objects.get().pk)
    client.force_login(kim)
    assert client.get(preview).status_code == 404
    assert client.post(preview, {"take": [SCALE.code]}).status_code == 404
    assert response.answer_values() == {}


def test_preview_ends_with_the_right_to_change(browser, response, coordinator, download, send):
    send(browser, download(browser))
    preview = address(response, "upload_preview", Upload.objects.get().pk)
    membership = coordinator.memberships.get()
    membership.role = "reader"
    membership.save()
    assert browser.get(preview).status_code == 404


def test_preview_of_another_return_does_not_open_here(browser, response, coordinator, download, send):
    send(browser, download(browser))
    other = ResponseFactory(wave=response.wave)
    MembershipFactory(user=coordinator, municipality=other.municipality, role="coordinator")
    assert browser.get(address(other, "upload_preview", Upload.objects.get().pk)).status_code == 404


def test_closed_wave_refuses_to_take_over(browser, response, download, send, take_over):
    book = download(browser)
    book[SCALE.code] = label(SCALE, 2)
    send(browser, book)
    response.wave.closes_at = timezone.now() - timedelta(minutes=1)
    response.wave.save()
    reply = take_over(browser, SCALE.code)
    assert reply.status_code == 403
    assert "beendet" in reply.text
    assert browser.get(address(response, "upload")).status_code == 403
    assert response.answer_values() == {}


def test_discarding_forgets_the_upload(browser, response, download, send):
    book = download(browser)
    book[SCALE.code] = label(SCALE, 2)
    send(browser, book)
    browser.post(address(response, "upload_preview", Upload.objects.get().pk), {"discard": "1", "take": [SCALE.code]})
    assert response.answer_values() == {}
    assert not Upload.objects.exists()


def test_new_upload_replaces_the_last_one_of_the_same_person(browser, client, response, kim, download, send):
    book = download(browser)
    send(browser, book)
    first = Upload.objects.get().pk
    send(browser, book)
    assert Upload.objects.get().pk != first
    client.force_login(kim)
    send(client, book)
    assert Upload.objects.count() == 2


def test_upload_that_nobody_came_back_to_is_forgotten(browser, client, response, kim, download, send):
    book = download(browser)
    send(browser, book)
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(days=31))
    client.force_login(kim)
    send(client, book)
    assert Upload.objects.get().uploaded_by == kim


def test_upload_without_a_file_says_so(browser, response):
    reply = browser.post(address(response, "upload"))
    assert reply.status_code == 422
    assert "zuerst die Datei" in reply.text


@pytest.mark.parametrize("size", [MAX_FILE + 1, 3_000_000])
def test_too_large_a_file_says_so(browser, send, size):
    reply = send(browser, b"x" * size)
    assert reply.status_code == 422
    assert "größer als 2 MB" in reply.text


def test_something_else_than_a_workbook_says_so(browser, send):
    reply = send(browser, BytesIO(b"%PDF-1.7").getvalue())
    assert reply.status_code == 422
    assert "keine Excel-Arbeitsmappe" in reply.text
    assert not Upload.objects.exists()


def archive_of(**parts):
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (archive_of(mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": "<x/>"}), "(.ods)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le").ljust(2_000), "(.xls)"),
        (archive_of(**{"[Content_Types].xml": "<x/>", "xl/workbook.bin": "x"}), "(.xlsb)"),
    ],
    ids=["ods", "xls", "xlsb"],
)
def test_other_format_is_told_what_it_is_and_what_to_do(browser, send, data, found):
    """Also under the name of an Excel workbook, which is how it is sent here."""
    reply = send(browser, data)
    assert reply.status_code == 422
    for words in (found, "Speichern unter", "Umbenennen genügt nicht"):
        assert words in reply.text


def test_what_was_not_read_is_shown_with_its_place_and_the_rest_taken_over(
    browser, response, download, send, take_over
):
    book = download(browser)
    sheet = book.cells[SCALE.code].parent
    book[SCALE.code] = label(SCALE, 2)
    sheet.insert_rows(6)
    sheet["D6"] = "Nachtrag"
    gone = next(page for page in book.book.worksheets[1:] if page is not sheet)
    book.book.remove(gone)
    page = send(browser, book).text
    assert f"Blatt „{sheet.title}“, Zelle D6".replace("&", "&amp;") in page
    assert f"Blatt „{gone.title}“".replace("&", "&amp;") in page
    assert "<strong>2</strong> Stellen der Datei werden nicht übernommen" in page
    take_over(browser, SCALE.code)
    assert response.answer_values() == {SCALE.code: 2}


def test_workbook_of_another_municipality_says_so(browser, response, coordinator, download, send):
    other = ResponseFactory(wave=response.wave)
    MembershipFactory(user=coordinator, municipality=other.municipality, role="coordinator")
    foreign = browser.get(address(other, "workbook")).content
    reply = send(browser, foreign)
    assert "gehört zu einer anderen Kommune" in reply.text
    assert other.municipality_id in reply.text


def test_preview_asks_the_database_a_few_times(
    browser, response, document, download, send, django_assert_max_num_queries
):
    book = download(browser)
    for question in document.questions:
        if question.type == "scale":
            book.fill(question, 1)
    send(browser, book)
    with django_assert_max_num_queries(12):
        browser.get(address(response, "upload_preview", Upload.objects.get().pk))
