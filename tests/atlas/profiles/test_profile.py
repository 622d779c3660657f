"""The profile of a municipality: what its members see, and what only analysts do."""

import re
from io import BytesIO

import pandas as pd
import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from atlas import frames
from atlas.disclosure import public_questions
from atlas.filters import selection_of
from atlas.profiles import profile as profiles
from atlas.profiles.pdf import pdf_of
from atlas.publications import released_means
from survey.models import Submission, SubmissionScore
from survey.questionnaire.answers import DONT_KNOW
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    SubmissionFactory,
    UserFactory,
    WaveFactory,
    complete_answers,
    shipped_document,
)

pytestmark = pytest.mark.django_db

PEERS = 5


def profile_of(ags, wave, *, sees_all):
    return profiles.profile_of(ags, selection_of(wave), sees_all=sees_all)


@pytest.fixture
def wave():
    return WaveFactory(is_synthetic=True)


@pytest.fixture
def document():
    return shipped_document()


@pytest.fixture
def answers_at(document):
    """Answers of one who is at the beginning everywhere, and of one who is at the end."""

    def answers(end):
        given = complete_answers()
        for question in document.scored_questions:
            scores = {value: score for value, score in question.scores.items() if score is not None}
            if question.type == "scale":
                given[question.code] = (max if end else min)(scores, key=scores.get)
        return given

    return answers


@pytest.fixture
def hand_in(wave):
    def hand_in(answers=None, **town):
        return SubmissionFactory(
            response__wave=wave,
            response__municipality=MunicipalityFactory(**town),
            **({"answers": answers} if answers else {}),
        ).response.municipality

    return hand_in


@pytest.fixture
def behind(hand_in, answers_at):
    """A municipality behind five peers that are at the end of every scale."""
    for _ in range(PEERS):
        hand_in(answers_at(end=True))
    return hand_in(answers_at(end=False), name="Hinterdorf")


@pytest.fixture
def as_member(client):
    def log_in(town):
        client.force_login(MembershipFactory(municipality=town, role="reader").user)
        return client

    return log_in


@pytest.fixture
def as_analyst(client):
    client.force_login(UserFactory(analyst=True))
    return client


def page(client, town):
    response = client.get(reverse("atlas:municipality", args=[town.pk]))
    assert response.status_code == 200
    return response


def pdf(client, town, **query):
    response = client.get(reverse("atlas:municipality_pdf", args=[town.pk]), query)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(response.content))


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def cells(card):
    return [[cell.text for cell in row] for row in card.table.rows]


def test_member_sees_profile_means_and_peers(as_member, behind):
    response = page(as_member(behind), behind)
    html = response.content.decode()
    assert "Hinterdorf" in html
    assert 'id="profile"' in html
    assert 'id="peers"' in html
    assert len(response.context["profile"].peers.table.frame) == PEERS
    assert reverse("atlas:municipality_pdf", args=[behind.pk]) in html


def test_member_learns_that_most_peers_are_further_but_not_how_many_nor_which(as_member, behind):
    response = page(as_member(behind), behind)
    card = response.context["profile"].result.practice
    assert 0 < len(card.table.frame) <= 5
    assert set(card.table.frame) == {"question", "own_answer", "further"}
    assert len(set(card.table.frame.further)) == 1
    assert not re.search(r"\d", " ".join(card.table.frame.further))
    after = response.content.decode().split('id="practice"')[1].split("</article>")[0]
    others = [town.name for town in behind.__class__.objects.exclude(pk=behind.pk)]
    assert not [name for name in others if name in after]


def test_analyst_learns_how_many_and_which(as_analyst, behind):
    frame = page(as_analyst, behind).context["profile"].result.practice.table.frame
    assert len(frame) == 5
    assert all(row.further.startswith("5 ") and row.names.count(",") == 4 for row in frame.itertuples())


def test_member_hears_of_no_answer_that_is_kept_back(hand_in, answers_at, wave, document):
    """Peers are ahead in nothing but questions that are kept back, or from which those could be worked out."""
    for _ in range(PEERS):
        hand_in(answers_at(end=True))
    public = public_questions(document)
    low = {code: value for code, value in answers_at(end=False).items() if code not in public}
    town = hand_in(answers_at(end=True) | low)
    shown = profile_of(town.pk, wave, sees_all=True).result.practice.table.frame
    texts = {question.text_en for question in document.scored_questions if question.code not in public}
    assert len(shown)
    assert set(shown.question) <= texts
    assert profile_of(town.pk, wave, sees_all=False).result.practice.table.frame.empty


def test_member_hears_nothing_of_fewer_than_five_peers(hand_in, answers_at, wave):
    """Most of four leaves too little open."""
    for _ in range(4):
        hand_in(answers_at(end=True))
    town = hand_in(answers_at(end=False))
    assert profile_of(town.pk, wave, sees_all=False).result.practice.table.frame.empty
    assert not profile_of(town.pk, wave, sees_all=True).result.practice.table.frame.empty


def test_security_does_not_choose_the_peers_of_a_member(hand_in, wave):
    town, *others = [hand_in(complete_answers(seed=1)) for _ in range(7)]
    before = profile_of(town.pk, wave, sees_all=False).peers.table.frame.name.tolist()
    last = Submission.objects.filter(response__municipality=others[0])
    score = SubmissionScore.objects.get(submission__in=last)
    score.sections["SIC"]["score"] = 0.0
    score.save()
    assert profile_of(town.pk, wave, sees_all=False).peers.table.frame.name.tolist() == before
    assert profile_of(town.pk, wave, sees_all=True).peers.table.frame.name.tolist() != before


def test_distance_is_for_analysts(behind, wave):
    assert "distance" in {column.key for column in profile_of(behind.pk, wave, sees_all=True).peers.table.columns}
    assert "distance" not in {column.key for column in profile_of(behind.pk, wave, sees_all=False).peers.table.columns}


def test_hidden_means_read_too_few_and_are_not_drawn(hand_in, wave):
    town = hand_in()
    result = profile_of(town.pk, wave, sees_all=True).result
    assert {row[2] for row in cells(result.dots)} == {"too few returns"}
    assert [trace.name for trace in result.radar.figure.data if trace.name] == [town.name]


def test_published_means_hold_for_region_districts_and_size_classes(behind, wave):
    found = released_means(frames.standing(wave), wave.questionnaire.document).set_index(
        ["district_ags", "size_class", "section"]
    )
    assert found.loc[("", "", "STR"), "n"] == found.loc[("", "10000-19999", "STR"), "n"] == 6
    assert found.loc[("", "0-4999", "STR"), "reason"] == "empty"
    assert found.loc[(behind.district_id, "", "STR"), "reason"] == "cases"


def test_region_and_the_only_size_class_never_tell_a_hidden_district(hand_in, wave):
    """A district of five and one of one: the region less the five would be the one."""
    district = MunicipalityFactory().district
    for _ in range(5):
        hand_in(district=district)
    lonely = hand_in(population=2_000)
    found = released_means(frames.standing(wave), wave.questionnaire.document).set_index(
        ["district_ags", "size_class", "section"]
    )
    shown = found[found["mean"].notna()].xs("STR", level="section").index
    assert not {("", ""), (district.pk, "")} <= set(shown)
    assert not {("", ""), ("", "10000-19999")} <= set(shown)
    assert (lonely.district_id, "") not in shown


def test_published_means_leave_the_frame_as_it_is(behind, wave):
    standing = frames.standing(wave)
    before = standing.copy()
    released_means(standing, wave.questionnaire.document)
    pd.testing.assert_frame_equal(standing, before)


def test_municipality_without_a_return_sees_who_is_alike(as_member, behind):
    town = MunicipalityFactory()
    response = page(as_member(town), town)
    assert response.context["profile"].result is None
    assert len(response.context["profile"].peers.table.frame) == PEERS
    assert "Es gibt kein Ergebnis" in response.content.decode()
    assert "profile.pdf" not in response.content.decode()
    assert "each counts a half" in profile_of(town.pk, response.context["wave"], sees_all=False).peers.note


def test_a_return_full_of_gaps_has_a_page(as_member, hand_in, wave, answers_at):
    for _ in range(PEERS):
        hand_in(answers_at(end=True))
    town = hand_in(with_gaps())
    result = page(as_member(town), town).context["profile"].result
    assert result.index is None
    assert result.comparison.own.isna().any()
    assert result.radar.figure is not None


def with_gaps():
    """Don't know wherever that may be said, but in the first section."""
    document = shipped_document()
    given = complete_answers()
    for section in document.sections[1:]:
        given |= {question.code: DONT_KNOW for question in section.questions if question.dont_know}
    return given


@pytest.fixture
def ordinary(hand_in):
    for seed in range(8):
        hand_in(complete_answers(seed=seed))
    return hand_in(complete_answers(seed=42), name="Mittelstadt")


def test_pdf_is_tagged_and_has_the_index_the_wave_and_the_note_on_invented_data(as_member, ordinary, wave):
    reader = pdf(as_member(ordinary), ordinary)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert root["/Lang"] == "de"
    assert "Mittelstadt" in reader.metadata.title
    text = text_of(reader)
    index = profile_of(ordinary.pk, wave, sees_all=False).result.index
    assert f"{index:.1f}".replace(".", ",") in text
    assert wave.title in text
    assert "Erfundene Daten" in text


def test_pdf_of_a_real_wave_says_nothing_of_invented_data(as_member, ordinary, wave):
    wave.is_synthetic = False
    wave.save()
    assert "Erfundene Daten" not in text_of(pdf(as_member(ordinary), ordinary))


def test_pdf_gives_the_chart_in_words(as_member, ordinary):
    reader = pdf(as_member(ordinary), ordinary)
    assert any("/Alt" in thing.get_object() for thing in objects(reader) if isinstance(thing.get_object(), dict))


def objects(reader):
    return [reader.get_object(number) for number in range(1, reader.trailer["/Size"]) if reader.get_object(number)]


def test_pdf_has_at_most_four_pages(as_analyst, behind, ordinary, hand_in):
    long = hand_in(complete_answers(seed=3), name=("Langenbrunn-Oberhausen " * 5)[:100])
    gaps = hand_in(with_gaps())
    for town in (behind, ordinary, long, gaps):
        assert len(pdf(as_analyst, town).pages) <= 4, town


def test_pdf_for_an_analyst_holds_no_more_than_for_the_municipality(as_analyst, behind, wave):
    text = text_of(pdf(as_analyst, behind))
    card = profile_of(behind.pk, wave, sees_all=True).result.practice
    assert "5 of 5" in {row[2] for row in cells(card)}
    assert "5 von 5" not in text


def test_pdf_prints_odd_characters_by_their_number(as_analyst, hand_in):
    assert "[U+1F600]" in text_of(pdf(as_analyst, hand_in(name="Smiley 😀")))


def test_there_is_no_pdf_before_handing_in(as_analyst, behind):
    address = reverse("atlas:municipality_pdf", args=[MunicipalityFactory().pk])
    assert as_analyst.get(address).status_code == 404
    assert as_analyst.get(reverse("atlas:municipality_pdf", args=["99999999"])).status_code == 404


def test_unknown_wave_gives_no_pdf_of_another_one(as_analyst, behind):
    address = reverse("atlas:municipality_pdf", args=[behind.pk])
    assert as_analyst.get(address, {"wave": "no-such-wave"}).status_code == 404


def test_analyst_gets_from_the_list_of_the_map_to_every_profile(as_analyst, behind, wave):
    silent = MunicipalityFactory()
    html = as_analyst.get(reverse("atlas:overview")).content.decode()
    for town in (behind, silent):
        assert f'href="{reverse("atlas:municipality", args=[town.pk])}?wave={wave.slug}"' in html


def test_english_profile_is_english(as_analyst, ordinary):
    as_analyst.post(reverse("set_language"), {"language": "en"})
    assert "Profile of Mittelstadt" in page(as_analyst, ordinary).content.decode()
    assert "Page 1 of" in text_of(pdf(as_analyst, ordinary))


def test_own_change_since_the_last_wave_is_told_to_the_municipality(as_member, ordinary, wave, hand_in, answers_at):
    SubmissionFactory(
        earlier=True,
        answers=answers_at(end=False),
        **{"response__municipality": ordinary, "response__wave__is_synthetic": True},
    )
    newcomer = hand_in(complete_answers(seed=7))
    own = profile_of(ordinary.pk, wave, sees_all=False).result
    card = own.change
    rows = {row["section"]: row for row in card.table.frame.to_dict("records")}
    assert rows
    for row in rows.values():
        assert row["change"] == pytest.approx(row["now"] - row["before"])
    assert rows["Digitalisation index"]["now"] == pytest.approx(own.index, abs=0.06)
    assert rows["Digitalisation index"]["before"] < rows["Digitalisation index"]["now"]
    assert "risen by" in card.sentence
    client = as_member(ordinary)
    assert "Seit der letzten Erhebung" in page(client, ordinary).content.decode()
    assert "Seit der letzten Erhebung" in text_of(pdf(client, ordinary))
    assert profile_of(newcomer.pk, wave, sees_all=False).result.change is None


def test_change_counts_nothing_of_an_invented_wave(ordinary, wave):
    SubmissionFactory(earlier=True, **{"response__municipality": ordinary, "response__wave__is_synthetic": False})
    assert profile_of(ordinary.pk, wave, sees_all=False).result.change is None


def test_pdf_ends_well_down_its_last_page(as_analyst, behind, ordinary, hand_in, wave):
    """Over names, gaps, and with or without an earlier wave: no rest of a few lines, no blank page."""
    towns = [behind, ordinary, hand_in(with_gaps()), hand_in(complete_answers(seed=3), name=("Langenbrunn-" * 9)[:100])]
    towns += [
        hand_in(complete_answers(seed=seed), population=population) for seed, population in ((11, 900), (12, 60_000))
    ]
    for town in towns[::2]:
        SubmissionFactory(earlier=True, **{"response__municipality": town, "response__wave__is_synthetic": True})
    for town in towns:
        for language in ("de", "en"):
            with translation.override(language):
                pages = PdfReader(BytesIO(pdf_of(town.pk, wave))).pages
            lines = [len([line for line in sheet.extract_text().splitlines() if line.strip()]) for sheet in pages]
            assert lowest_text(pages[-1]) < 0.62, (town.name, language, lines)


def lowest_text(sheet):
    """How high above the foot of the page its last line of text stands, as a share of the page."""
    places = []
    sheet.extract_text(
        visitor_text=lambda text, page, line, *_font: (
            text.strip() and places.append(line[4] * page[1] + line[5] * page[3] + page[5])
        )
    )
    height = float(sheet.mediabox.height)
    return min(place for place in places if place > 0.07 * height) / height
