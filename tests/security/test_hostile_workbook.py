"""Nothing in an uploaded file ends in an error page: it is refused in words, at once, and nothing is kept."""

import re
from time import process_time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from survey.models import Upload
from survey.workbook.writing import write_workbook
from tests.factories import MembershipFactory, ResponseFactory
from tests.survey.workbook.hostile import hostile_files, packed, parts_of

SECONDS = 1.5  # of processor time for a request with its page


@pytest.fixture
def response(db):
    return ResponseFactory()


@pytest.fixture
def place(response):
    return reverse("survey:upload", args=[response.wave.slug, response.municipality_id])


@pytest.fixture
def browser(client, response):
    client.force_login(MembershipFactory(municipality=response.municipality).user)
    return client


@pytest.fixture
def send(browser, place):
    def post(content, name="return.xlsx"):
        return browser.post(place, {"file": SimpleUploadedFile(name, content)})

    return post


def test_hostile_workbooks_are_refused_on_the_page_at_once(send, response):
    send(write_workbook(response))  # what is built once per process is built now
    for name, content in hostile_files(write_workbook(response)).items():
        Upload.objects.all().delete()
        begun = process_time()
        reply = send(content)
        assert process_time() - begun < SECONDS, name
        assert reply.status_code in (302, 422), name
        assert Upload.objects.exists() == (reply.status_code == 302), name
        assert reply.status_code == 302 or "alert" in reply.text, name


CELLS = {
    "number beyond floats": b"><v>1e999</v>",
    "number of many digits": b"><v>" + b"9" * 4_000 + b"</v>",
    "number at the end of floats": b"><v>1.7e308</v>",
    "number next to nothing": b"><v>-1e-999</v>",
    "number with underline": b"><v>1_0</v>",
    "day that is none": b' t="d"><v>2026-02-30</v>',
    "day": b' t="d"><v>2026-02-28</v>',
    "time": b' t="d"><v>12:00:00</v>',
    "truth": b' t="b"><v>1</v>',
    "truth that is none": b' t="b"><v>x</v>',
    "error": b' t="e"><v>#REF!</v>',
    "escaped NUL": b' t="str"><v>_x0000_</v>',
    "direction mark": b' t="inlineStr"><is><t>https://a.example/&#x202E;fdp</t></is>',
    "lone surrogate": b' t="inlineStr"><is><t>&#xD800;</t></is>',
    "text that is nowhere": b' t="inlineStr"><v>1</v>',
    "text as a formula": b' t="str"><f>1+1</f><v>2</v>',
    "kind that is none": b' t="x"><v>1</v>',
    "megabyte": b' t="str"><v>' + b"a" * 100_000 + b"</v>",
    "style below zero": b' s="-99999"><v>1</v>',
}


@pytest.mark.parametrize("content", CELLS.values(), ids=CELLS)
def test_no_answer_cell_ends_in_an_error(send, browser, response, content):
    """The same in the cell of every question."""
    parts = parts_of(write_workbook(response))
    cells = re.compile(rb'<c r="(D[0-9]+)"[^>]*?(?:/>|>.*?</c>)')
    sheets = {name: part for name, part in parts.items() if name.startswith("xl/worksheets/sheet")}
    changed = {name: cells.sub(rb'<c r="\1"@</c>', part).replace(b"@", content) for name, part in sheets.items()}
    reply = send(packed(parts | dict(list(changed.items())[1:3])))
    assert reply.status_code in (302, 422)
    if reply.status_code == 302:
        page = browser.get(reply.url)
        assert page.status_code == 200
        take = {"take": [question.code for question in response.wave.questionnaire.document.questions]}
        assert browser.post(reply.url, take).status_code == 302


NAMES = [
    "a\0b.xlsx",
    "\u202exslx.exe",
    "\ud800.xlsx",
    "a" * 900 + ".xlsx",
    "../../etc/passwd",
    "<b>x</b>.xlsx",
    '"',
    "\r\nX: y",
]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:20])
def test_no_file_name_ends_in_an_error(browser, place, response, name):
    """Sent byte by byte: the test client mends names."""
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode("utf-8", "surrogatepass") + write_workbook(response) + b"\r\n--b--\r\n"
    reply = browser.post(place, body, content_type="multipart/form-data; boundary=b")
    assert reply.status_code in (302, 422)
    if reply.status_code == 302:
        assert Upload.objects.get().file_name.isprintable()
        assert browser.get(reply.url).status_code == 200


BODIES = {
    "cut off": b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\nPK',
    "nothing": b"",
    "no parts": b"PK" * 100,
    "many files": b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\nPK\r\n' * 500
    + b"--b--",
    "many fields": b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n' * 5_000 + b"--b--",
    "head without end": b'--b\r\nContent-Disposition: form-data; name="' + b"a" * 100_000,
    "other encoding": b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n!!!!\r\n--b--",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=b", "multipart/form-data", "text/xml"])
def test_no_body_ends_in_an_error(browser, place, body, kind):
    assert browser.post(place, body, content_type=kind).status_code in (400, 413, 422)
