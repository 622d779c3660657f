import pandas as pd
import pytest

from atlas.applications import partners, status_counts, statuses

CODES = ["SMA-01", "SMA-02"]
SHARE = {("SMA-11", "PARKING"): "SMA-01", ("SMA-11", "TRAFFIC"): "SMA-02"}
SEEK = {("SMA-12", "PARKING"): "SMA-01"}


def answers(*rows):
    return pd.DataFrame(rows, columns=["ags", "question", "state", "value"], dtype=object)


@pytest.fixture
def found(standing):
    given = answers(
        ("01001001", "SMA-01", "answered", "OPER"),
        ("01001002", "SMA-01", "not_applicable", "NA"),
        ("01003000", "SMA-01", "dont_know", None),
        ("01003000", "SMA-02", "answered", "OPER"),
    )
    return statuses(standing, given, CODES)


def test_what_was_left_open_is_no_status(found):
    own = found.set_index("ags")
    assert own.loc["01001001", "SMA-01"] == "OPER"
    assert own.loc["01001002", "SMA-01"] == "NA"
    assert own.loc["01003000", "SMA-01"] is None
    assert own.loc["01004001", "SMA-02"] is None


def test_applications_in_operation_are_counted_by_group(found):
    counts = status_counts(found, CODES, "OPER", "district").set_index(["district", "application"])
    assert counts.loc[("Alpha", "SMA-01")].tolist() == [1, 2]
    assert counts.loc[("Delta", "SMA-01")].tolist() == [0, 0]


def test_partners_are_named_once_and_in_alphabetical_order(found):
    offers = answers(
        ("01003000", "SMA-11", "answered", ["PARKING", "NONE"]),
        ("01001001", "SMA-11", "answered", ["PARKING", "TRAFFIC"]),
        ("01001002", "SMA-12", "answered", ["PARKING"]),
        ("01004001", "SMA-12", "dont_know", None),
    )
    rows = partners(found, offers, CODES, share=SHARE, seek=SEEK, running_status="OPER").set_index("application")
    assert rows.loc["SMA-01", "sharing"] == ["01001001", "01003000"]  # Aue, Gamma
    assert rows.loc["SMA-01", "seeking"] == ["01001002"]
    assert rows.loc["SMA-02", "seeking"] == []
    assert rows.loc["SMA-02", "running"] == ["01003000"]


def test_offers_of_municipalities_that_are_not_chosen_do_not_count(found):
    offers = answers(("01002001", "SMA-11", "answered", ["PARKING"]))
    rows = partners(found, offers, CODES, share=SHARE, seek=SEEK, running_status="OPER")
    assert rows["sharing"].tolist() == [[], []]
