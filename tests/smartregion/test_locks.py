"""What the product needs is locked for those who only run it: a tool of its developers may need the same package."""

import re
import tomllib

import pytest
from django.conf import settings

PROJECT = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]
NEEDED = {"runtime": PROJECT["dependencies"], "dev": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]}


def locked(name):
    text = (settings.BASE_DIR / "locks" / f"{name}.txt").read_text("utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))


@pytest.mark.parametrize("name", NEEDED)
def test_every_dependency_is_locked(name):
    assert {re.match(r"[A-Za-z0-9-]+", needed)[0].lower() for needed in NEEDED[name]} - locked(name) == set()
