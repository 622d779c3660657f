"""Pages of the Atlas."""

import math
import re

import pytest
from django.urls import reverse

from atlas import dashboards
from atlas.cards import maps
from survey.models import Municipality
from survey.questionnaire.answers import DONT_KNOW
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    SubmissionFactory,
    UserFactory,
    WaveFactory,
    complete_answers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission():
    return SubmissionFactory(response__wave__is_synthetic=True)


@pytest.fixture
def analyst(client):
    client.force_login(UserFactory(analyst=True))
    return client


def page(client, name="overview", *arguments, **query):
    response = client.get(reverse(f"atlas:{name}", args=arguments), query)
    assert response.status_code == 200
    return response.content.decode()


def test_overview_counts_participation(analyst, submission):
    MunicipalityFactory()
    html = page(analyst)
    assert "1 von 2 Kommunen" in html
    assert "n = 1 von N = 2 Kommunen" in html


def test_invented_data_are_marked_on_every_page(analyst, submission):
    assert "Erfundene Daten" in page(analyst)
    assert "Erfundene Daten" in page(analyst, "municipality", submission.response.municipality_id)


def test_new_submission_shows_on_the_next_request(analyst, submission):
    before = page(analyst)
    SubmissionFactory(response__wave=submission.response.wave)
    assert "n = 2 von" not in before
    assert "n = 2 von" in page(analyst)


@pytest.mark.parametrize("name", [*(key for key in dashboards.PAGES if key != "question"), "questions", "method"])
def test_finished_page_costs_few_queries(analyst, submission, django_assert_max_num_queries, name):
    page(analyst, name)
    with django_assert_max_num_queries(8):
        page(analyst, name)


def test_finished_page_of_one_thing_costs_few_queries(analyst, submission, django_assert_max_num_queries):
    for name, argument in {"question": "VER-04", "municipality": submission.response.municipality_id}.items():
        page(analyst, name, argument)
        with django_assert_max_num_queries(8):
            page(analyst, name, argument)


def test_questions_tell_how_the_chosen_municipalities_left_them(analyst):
    knowing = SubmissionFactory(answers=complete_answers() | {"STR-01": 4})
    doubting = SubmissionFactory(
        response__wave=knowing.response.wave, answers=complete_answers() | {"STR-01": DONT_KNOW}
    )

    def left(**chosen):
        return re.search(r"geantwortet (.*)\s", page(analyst, "questions", search="STR-01", **chosen))[1][:24]

    assert "50\xa0%, weiß nicht 50\xa0%" in left()
    assert "100\xa0%, weiß nicht 0\xa0%" in left(district=knowing.response.municipality.district_id)
    assert "0\xa0%, weiß nicht 100\xa0%" in left(district=doubting.response.municipality.district_id)


def test_more_municipalities_cost_no_more_queries(analyst, submission, django_assert_max_num_queries):
    for _ in range(5):
        SubmissionFactory(response__wave=submission.response.wave)
    with django_assert_max_num_queries(14):
        page(analyst)


def test_form_of_the_filters_is_kept_until_the_register_changes(analyst, submission):
    page(analyst)
    other = MunicipalityFactory()
    assert f'value="{other.district_id}"' in page(analyst)


def test_large_register_is_drawn_as_points(analyst, submission, monkeypatch):
    assert "schraffiert" in page(analyst)
    monkeypatch.setattr(maps, "MOST_OUTLINES", 0)
    SubmissionFactory(response__wave=submission.response.wave)
    assert "als Punkte" in page(analyst)


def test_filter_is_in_the_address(analyst, submission):
    other = MunicipalityFactory()
    html = page(analyst, district=other.district_id)
    assert "n = 0 von N = 1" in html


def test_unknown_filter_is_named_and_chooses_everything(analyst, submission):
    html = page(analyst, district="nowhere")
    assert "n = 1 von N = 1" in html
    assert "is-invalid" in html


def test_page_without_any_municipality_is_no_error(analyst, submission):
    html = page(analyst, size="50000+")
    assert "N = 0" in html


def test_there_is_nothing_to_read_before_the_first_wave(analyst):
    assert Municipality.objects.count() == 0
    assert analyst.get(reverse("atlas:overview")).status_code == 404


def test_language_changes_the_cards(analyst, submission):
    german = page(analyst)
    analyst.post(reverse("set_language"), {"language": "en"})
    assert "Karte der Reifegrade" in german
    assert "Map of the levels" in page(analyst)


def test_member_sees_the_own_result_beside_the_means(client, submission):
    municipality = submission.response.municipality
    client.force_login(MembershipFactory(municipality=municipality, role="reader").user)
    html = page(client, "municipality", municipality.ags)
    assert "Reifegrad L" in html
    assert "Mittelwert der Region" in html


def test_member_sees_no_mean_of_too_few(client):
    wave, district = WaveFactory(), MunicipalityFactory().district
    for seed in range(5):
        town = MunicipalityFactory(district=district)
        SubmissionFactory(response__wave=wave, response__municipality=town, answers=complete_answers(seed=seed))
    lonely = SubmissionFactory(response__wave=wave).response.municipality
    shown = {}
    for municipality in (town, lonely):
        client.force_login(MembershipFactory(municipality=municipality, role="reader").user)
        found = client.get(reverse("atlas:municipality", args=[municipality.ags])).context["profile"]
        found = found.result.dots.table.frame
        shown[municipality] = found.set_index("measure").loc["Strategie & Organisation"]
    assert shown[town].district_n == 5
    assert shown[lonely].district_n == 1
    assert math.isnan(shown[lonely].district_mean)
    # the region less the district of five would be the lonely one
    assert math.isnan(shown[town].district_mean) or math.isnan(shown[town].region_mean)


def test_member_compares_the_index_without_security(client, submission):
    municipality = submission.response.municipality
    client.force_login(MembershipFactory(municipality=municipality, role="reader").user)
    assert "Index ohne Informationssicherheit" in page(client, "municipality", municipality.ags)


def test_state_of_a_contact_shows_on_the_next_request(analyst, submission):
    town = MunicipalityFactory()
    assert "ohne Ansprechperson" in page(analyst, "turnout")
    MembershipFactory(municipality=town)
    assert "eingeladen, noch nicht angemeldet" in page(analyst, "turnout")


def test_tables_of_a_profile_are_downloads_for_its_readers(client, submission):
    municipality = submission.response.municipality
    client.force_login(MembershipFactory(municipality=municipality, role="reader").user)
    assert reverse("atlas:profile_card", args=[municipality.pk, "comparison"]) in page(
        client, "municipality", municipality.pk
    )
    response = client.get(reverse("atlas:profile_card", args=[municipality.pk, "comparison"]))
    assert "sovereignty" not in response.content.decode().splitlines()[0]
    assert response.content.decode().splitlines()[0].startswith('"measure","own","district_mean"')
    assert client.get(reverse("atlas:profile_card", args=[municipality.pk, "index-map"])).status_code == 404


def test_member_sees_no_result_before_handing_in(client, submission):
    other = MunicipalityFactory()
    client.force_login(MembershipFactory(municipality=other).user)
    assert "Es gibt kein Ergebnis" in page(client, "municipality", other.ags)


def test_member_never_sees_another_municipality(client, submission):
    client.force_login(MembershipFactory().user)
    address = reverse("atlas:municipality", args=[submission.response.municipality_id])
    assert client.get(address).status_code == 404


def test_table_of_a_card_is_a_download(analyst, submission):
    response = analyst.get(reverse("atlas:card", args=["participation-by-district"]))
    assert response.content.decode().splitlines()[0] == '"district","n","population","share","low","high"'
    assert "synthetic" in response["Content-Disposition"]


def test_report_shows_how_robust_the_figures_are(analyst, submission):
    MunicipalityFactory()
    html = page(analyst, "robustness")
    assert "Wie belastbar die Zahlen sind" in html
    assert "Noch offen sind" in html
    assert "Nicht alle Kommunen antworten" in html


def test_report_can_be_read_before_anybody_answered(analyst):
    WaveFactory()
    MunicipalityFactory()
    assert "Für ein Alpha gibt es zu wenige Rückmeldungen" in page(analyst, "robustness")


def test_tables_of_the_report_are_downloads(analyst, submission):
    response = analyst.get(reverse("atlas:card", args=["certain"]))
    head = '"district","n","population","mean","low","high","bounds_low","bounds_high"'
    assert response.content.decode().splitlines()[0] == head


def test_report_asks_the_database_little(analyst, submission, django_assert_max_num_queries):
    for _ in range(3):
        SubmissionFactory(response__wave=submission.response.wave)
    with django_assert_max_num_queries(14):
        page(analyst, "robustness")
    with django_assert_max_num_queries(8):
        page(analyst, "robustness")


def test_method_is_filled_with_the_figures_of_the_wave(analyst, submission):
    MunicipalityFactory()
    html = page(analyst, "method")
    assert "1 von 2 Kommunen haben geantwortet (50,0 %), 1 schweigen" in html.replace("\xa0", " ")
    assert "falls das Fernbleiben innerhalb der Gruppe nicht mit dem Ergebnis zusammenhängt" in html
    assert "<math" in html


def test_method_can_be_read_before_anybody_answered(analyst):
    WaveFactory()
    assert "Wie die Zahlen zustande kommen" in page(analyst, "method")


def test_every_interval_of_the_overview_says_what_it_supposes(analyst, submission):
    assert "falls das Fernbleiben innerhalb der Gruppe nicht mit dem Ergebnis" in page(analyst)


def test_unknown_card_does_not_exist(analyst, submission):
    assert analyst.get(reverse("atlas:card", args=["nothing"])).status_code == 404


def test_style_attributes_are_allowed_on_pages_with_figures_only(analyst, submission):
    policy = analyst.get(reverse("atlas:overview"))["Content-Security-Policy"]
    assert "style-src-attr 'unsafe-inline'" in policy
    assert "script-src" not in policy or "unsafe" not in policy.split("script-src")[1].split(";")[0]
    assert "unsafe" not in analyst.get(reverse("start"))["Content-Security-Policy"]
