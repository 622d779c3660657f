"""Impressum, Datenschutz, Barrierefreiheit: written by the operator, found by everybody."""

import pytest
from django.core import checks
from django.db import OperationalError, connection
from django.urls import reverse

from smartregion.faults import FAULTS, fault_page
from survey.models import LegalPage
from tests.factories import MembershipFactory, ResponseFactory, UserFactory

pytestmark = pytest.mark.django_db
KEYS = LegalPage.Key.values


@pytest.fixture(autouse=True)
def pages():
    """As after the migrations; a test with real transactions empties all tables."""
    for key in KEYS:
        LegalPage.objects.get_or_create(key=key)


def warnings():
    """What `check --deploy` says of these pages."""
    return [check for check in checks.run_checks(include_deployment_checks=True) if check.id.startswith("survey.")]


def write(key, text, text_en=""):
    LegalPage.objects.update_or_create(pk=key, defaults={"text": text, "text_en": text_en})


def test_pages_are_linked_at_the_foot_of_every_page(client):
    response = ResponseFactory()
    person = MembershipFactory(municipality=response.municipality, user__is_staff=True, user__is_superuser=True).user
    public = ["/", "/no-such-page/", reverse("account_request_login_code"), *(f"/{key}/" for key in KEYS)]
    texts = {address: client.get(address).text for address in public}
    client.force_login(person)
    overview = reverse("survey:overview", args=[response.wave.slug, response.municipality_id])
    for address in (overview, "/atlas/", "/admin/", "/survey/name/"):
        texts[address] = client.get(address).text
    texts |= {status: fault_page(status) for status in FAULTS}
    for place, text in texts.items():
        foot = text[max(text.rfind("<footer"), text.rfind('id="footer"')) :]
        assert all(f'href="/{key}/"' in foot for key in KEYS), place


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_before_anything_is_written_a_page_tells_what_the_product_knows(client, settings, key, language):
    settings.MAIL_RETENTION_DAYS = 23
    client.cookies["django_language"] = language
    page = client.get(f"/{key}/")
    assert f'lang="{language}"' in page.text
    marker = {"de": "<mark>[zu ergänzen", "en": "<mark>[to be completed"}[language]
    assert page.text.count(marker) == page.context["text"].gaps > 0
    assert "$" not in page.context["text"].html
    assert ("23 " in page.context["text"].html) == (key == "datenschutz")
    assert "noch zu ergänzen" not in page.text, "that is for the operator"


def test_operator_is_told_on_the_page_what_is_missing(client):
    client.force_login(UserFactory(office=True))
    page = client.get("/impressum/").text
    assert "Stellen dieses Textes sind noch zu ergänzen" in page
    assert reverse("admin:survey_legalpage_change", args=["impressum"]) in page


def test_office_writes_a_text_and_everybody_reads_it(client):
    client.force_login(UserFactory(office=True))
    address = reverse("admin:survey_legalpage_change", args=["impressum"])
    assert "[zu ergänzen: Anschrift]" in client.get(address).text
    assert client.post(address, {"text": "## Herausgeber\r\n\r\nVerband *Muster*", "text_en": ""}).status_code == 302
    client.logout()
    page = client.get("/impressum/").text
    assert "<h2>Herausgeber</h2>\n<p>Verband <em>Muster</em></p>" in page
    client.cookies["django_language"] = "en"
    page = client.get("/impressum/").text
    assert '<div lang="de"><h2>Herausgeber</h2>' in page, "rather the German text than none"
    write("impressum", "Deutsch", "English")
    assert "<p>English</p>" in client.get("/impressum/").text


def test_text_that_was_only_looked_at_stays_that_of_the_product(client):
    client.force_login(UserFactory(office=True))
    address = reverse("admin:survey_legalpage_change", args=["datenschutz"])
    form = client.get(address).context["adminform"].form
    client.post(address, {name: form[name].value().replace("\n", "\r\n") for name in form.fields})
    page = LegalPage.objects.get(pk="datenschutz")
    assert (page.text, page.text_en) == ("", "")
    changed = {"text": "Neu", "text_en": form["text_en"].value()}
    client.post(address, changed)
    page.refresh_from_db()
    assert (page.text, page.text_en) == ("Neu", changed["text_en"]), "as it was seen"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[hier](javascript:alert(1))",
        "[hier](data:text/html,x)",
        "![Bild](https://elsewhere.example/pixel.png)",
        "<a href='x' style='position:fixed'>x</a>",
        "[zu ergänzen: <b onclick=alert(1)>]",
    ],
)
def test_nothing_but_text_and_links_comes_out(client, text):
    write("impressum", text)
    html = client.get("/impressum/").context["text"].html
    assert not any(f"<{tag}" in html for tag in ("script", "img", "b ", "a href='x"))
    assert 'href="javascript' not in html
    assert 'href="data' not in html


def test_headings_and_numbers_stay(client):
    write("impressum", "# Eins\n\n###### Sechs\n\n3. drei\n4. vier")
    html = client.get("/impressum/").context["text"].html
    assert "<h2>Eins</h2>" in html
    assert "<h6>Sechs</h6>" in html
    assert '<ol start="3">' in html


def test_nobody_adds_or_deletes_a_page(client):
    client.force_login(UserFactory(admin=True))
    assert client.get(reverse("admin:survey_legalpage_add")).status_code == 403
    assert client.post(reverse("admin:survey_legalpage_delete", args=["impressum"])).status_code == 403
    assert LegalPage.objects.count() == 3


def test_signs_that_nothing_can_store_are_refused_and_what_was_typed_is_kept(client):
    client.force_login(UserFactory(admin=True))
    address = reverse("admin:survey_legalpage_change", args=["impressum"])
    page = client.post(address, {"text": "Muster\ufffe", "text_en": "Sample"})
    assert page.status_code == 200
    assert "Sample" in page.text
    assert LegalPage.objects.get(pk="impressum").text_en == ""


def test_check_of_a_deployment_warns_until_all_is_written():
    assert [(check.id, check.level) for check in warnings()] == [("survey.W001", checks.WARNING)] * 6
    assert "/impressum/ (de) has 5 places" in warnings()[0].msg
    for key in KEYS:
        write(key, "Alles da.")
    assert warnings() == []
    write("impressum", "Dem ist nichts hinzuzufügen, auch wo etwas zu ergänzen wäre. Telefon: [Zu ergänzen]")
    assert len(warnings()) == 2, "German is shown to readers of English, too"
    LegalPage.objects.filter(pk="impressum").delete()
    assert len(warnings()) == 2


def test_check_says_that_it_could_not_look(monkeypatch):
    def refuse(*_arguments, **_values):
        raise OperationalError("away")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert [(check.id, check.level) for check in warnings()] == [("survey.I001", checks.INFO)]


def test_whoever_enters_a_colleague_is_told_what_becomes_of_the_data(client):
    response = ResponseFactory()
    client.force_login(MembershipFactory(municipality=response.municipality).user)
    page = client.get(reverse("survey:people", args=[response.wave.slug, response.municipality_id])).text
    invitation = page[page.index('id="invite"') : page.index("<aside")]
    assert "Name und E-Mail-Adresse, die Sie eintragen, speichern wir" in invitation
    assert 'href="/datenschutz/"' in invitation
