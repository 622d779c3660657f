"""The town hall of the demonstration and its people, at the beginning of a return."""

from datetime import timedelta

from django.utils import timezone

from survey.actions import start_response
from survey.demo import DEMO_ACCOUNTS
from survey.demo_data import DEMO_MUNICIPALITY, ensure_account
from survey.models import Municipality
from tests.factories import WaveFactory, assign

WAVE = {"slug": "atlas-2026", "title": "Atlas 2026", "title_en": "Atlas 2026", "is_synthetic": True}


class TownHall:
    """In an open wave, with an empty return."""

    def __init__(self, **wave):
        self.municipality = Municipality.objects.get(pk=DEMO_MUNICIPALITY)
        self.wave = WaveFactory(**WAVE | wave)
        self.document = self.wave.questionnaire.document
        self.address = f"/survey/{self.wave.slug}/{self.municipality.pk}/"
        self.accounts = {account.key: ensure_account(account.key, self.municipality) for account in DEMO_ACCOUNTS}
        self.response = start_response(municipality=self.municipality, wave=self.wave)
        assign(self.accounts["colleague"], self.response)

    def close(self):
        self.wave.closes_at = timezone.now() - timedelta(minutes=1)
        self.wave.save()

    def publish(self):
        self.wave.published_at = timezone.now()
        self.close()
