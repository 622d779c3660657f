"""Addresses that nobody was ever given."""

import pytest

from tests.factories import MembershipFactory, UserFactory, WaveFactory


@pytest.mark.parametrize("ags", ["8116019", "081160190", "0811601a", "٠٨١١٦٠١٩", "😀"])
def test_garbled_municipality_gets_404(client, db, ags):
    wave = WaveFactory()
    client.force_login(MembershipFactory(user=UserFactory(analyst=True)).user)
    assert client.get(f"/survey/{wave.slug}/{ags}/").status_code == 404
    assert client.get(f"/atlas/municipalities/{ags}/").status_code == 404
