"""One click per demo account, in demo mode only."""

import importlib
import sys
from types import ModuleType

import pytest
from django.urls import clear_url_caches, reverse

import smartregion.urls
from survey.demo import DEMO_ACCOUNTS
from tests.factories import UserFactory


@pytest.fixture
def urls_of_production(settings):
    """The addresses as they are without DEMO, in a module of their own."""
    settings.DEMO = False
    spec = importlib.util.find_spec("smartregion.urls")
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules["urls_of_production"] = module
    settings.ROOT_URLCONF = "urls_of_production"
    yield
    clear_url_caches()
    del sys.modules["urls_of_production"]


@pytest.fixture
def accounts(db):
    return {account.key: UserFactory(email=account.email) for account in DEMO_ACCOUNTS}


@pytest.mark.parametrize("key", [account.key for account in DEMO_ACCOUNTS])
def test_one_click_logs_in(client, accounts, key):
    assert client.post("/demo/login/", {"account": key}).status_code == 302
    assert int(client.session["_auth_user_id"]) == accounts[key].pk


def test_address_does_not_exist_outside_demo_mode(client, accounts, urls_of_production):
    assert client.post("/demo/login/", {"account": "admin"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_start_page_offers_no_accounts_outside_demo_mode(client, accounts, urls_of_production):
    assert "demo" not in client.get("/").text


def test_only_named_accounts_can_be_had(client, accounts):
    UserFactory(admin=True, email="boss@region.example")
    for sent in ("boss", "boss@region.example", ""):
        assert client.post("/demo/login/", {"account": sent}).status_code == 404


def test_link_alone_logs_nobody_in(client, accounts):
    assert client.get("/demo/login/", {"account": "admin"}).status_code == 405


def test_demo_address_is_there_in_demo_mode():
    assert reverse("demo_login", urlconf=smartregion.urls) == "/demo/login/"
