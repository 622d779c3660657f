"""Two submissions side by side, and the list of submissions."""

import pytest

from survey.actions import reopen
from tests.factories import SubmissionFactory, complete_answers
from tests.survey.views.conftest import address


@pytest.fixture
def submit_again(response):
    """Hands the return in once more with these answers over the complete ones; None takes an answer back."""

    def submit_again(**answers):
        if response.is_submitted:
            reopen(response=response, by=response.submissions.first().submitted_by)
        return SubmissionFactory(response=response, answers=complete_answers() | answers)

    return submit_again


@pytest.fixture
def two(submit_again):
    """The second answers one question differently, one newly and one no longer."""
    submit_again(**{"STR-01": 1, "STR-06": 2.5, "STR-07": None})
    return submit_again(**{"STR-01": 5, "STR-06": None, "STR-07": 40_000})


def compare(browser, response, query=""):
    return browser.get(address(response, "compare") + query)


def test_last_two_are_compared_unless_others_are_chosen(browser, response, two, submit_again):
    submit_again(**{"STR-01": 5})
    assert "Abgabe Nr. 2 und Nr. 3" in compare(browser, response).text
    assert "Abgabe Nr. 1 und Nr. 2" in compare(browser, response, "?from=1&to=2").text
    assert "Abgabe Nr. 3 und Nr. 1" in compare(browser, response, "?from=3&to=1").text


def test_changes_are_counted_and_shown_in_words(browser, response, two):
    text = compare(browser, response).text
    assert "1 Antwort geändert, 1 neu, 1 entfallen" in text
    assert '<del class="answers-text">sehr niedrig</del>' in text
    assert '<ins class="answers-text">sehr hoch</ins>' in text
    assert '<ins class="answers-text">40.000 Euro</ins>' in text
    assert '<del class="answers-text">2,5 Vollzeitäquivalente</del>' in text


def test_unchanged_answers_are_folded_away(browser, response, two):
    changed, _, unchanged = compare(browser, response).text.partition("<details")
    assert "unveränderte Antworten" in unchanged
    assert "sehr hoch" in changed


def test_scores_are_compared_with_a_decimal_comma(browser, response, submit_again):
    submit_again(**{"VER-05": 0})
    submit_again(**{"VER-05": 4})
    scores = [submission.score for submission in response.submissions.order_by("number")]
    assert scores[0].index < scores[1].index
    text = compare(browser, response).text
    for score in scores:
        assert f"{score.sections['VER']['score']:.1f}".replace(".", ",") in text
    assert "<td>+" in text
    assert "<td>±0,0</td>" in text


def test_equal_submissions_have_no_change(browser, response, submit_again):
    submit_again()
    submit_again()
    assert "0 Antworten geändert, 0 neu, 0 entfallen" in compare(browser, response).text


@pytest.mark.parametrize("query", ["?from=9", "?from=1&to=0", "?to=999999999"])
def test_submission_that_does_not_exist_is_not_found(browser, response, two, query):
    assert compare(browser, response, query).status_code == 404


@pytest.mark.parametrize("query", ["?from=x", "?from=1&to=-2", "?from=1e3", "?to=%00", "?to=" + "9" * 5000, "?from=²"])
def test_bad_input_is_told_and_the_lists_stay(browser, response, two, query):
    reply = compare(browser, response, query)
    assert reply.status_code == 400
    if "%00" not in query:  # refused for every page before this one
        assert "Bitte wählen Sie zwei Abgaben aus den Listen." in reply.text
        assert 'name="from"' in reply.text


def test_nothing_to_compare_yet(browser, response):
    assert "noch nichts abgegeben" in compare(browser, response).text
    SubmissionFactory(response=response)
    assert "Bisher gibt es eine Abgabe" in compare(browser, response).text


def test_submissions_of_another_return_are_out_of_reach(browser, response, two):
    other = SubmissionFactory(response__wave=response.wave).response
    for _ in range(2):
        reopen(response=other, by=other.submissions.first().submitted_by)
        SubmissionFactory(response=other)
    assert compare(browser, other).status_code == 404
    assert compare(browser, response, "?from=1&to=3").status_code == 404


def test_receipt_lists_all_submissions_and_leads_to_the_comparison(browser, response, two):
    text = browser.get(address(response, "receipt", 2)).text
    for number in (1, 2):
        assert address(response, "receipt", number) in text
        assert address(response, "submission_pdf", number) in text
    assert address(response, "compare") in text


def test_receipt_of_a_single_submission_compares_nothing(browser, response):
    SubmissionFactory(response=response)
    assert address(response, "compare") not in browser.get(address(response, "receipt", 1)).text


def test_comparison_asks_the_database_little(browser, response, two, django_assert_max_num_queries):
    compare(browser, response)
    with django_assert_max_num_queries(6):
        compare(browser, response)


def test_review_leads_to_the_paper(browser, response):
    text = browser.get(address(response, "review")).text
    assert address(response, "print") in text
    assert address(response, "print_pdf") in text
