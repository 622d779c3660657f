from atlas.key_figures import key_figures


def test_key_figures_say_what_they_rest_on(standing, edition):
    participation, index, _sovereignty = key_figures(standing, edition)
    answered = int(standing["participated"].sum())
    assert participation.detail == f"{answered} of {len(standing)}"
    assert index.value == "57.5"
    assert index.detail.startswith("95%: ")
    assert index.detail.endswith("estimated from 3")


def test_without_returns_there_is_no_number(unanswered, edition):
    participation, index, sovereignty = key_figures(unanswered, edition)
    assert participation.value == "0.0%"
    assert (index.value, index.detail) == (sovereignty.value, sovereignty.detail) == ("–", "no values")
