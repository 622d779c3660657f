"""The pictures of the README: `make screenshots` starts the demonstration, takes them and stops it."""

import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.chromium import EXECUTABLE, FLAGS
from tests.server import free_port, start_gunicorn, stop

DOCS = Path(__file__).parent.parent / "docs"
PICTURES = (
    ("atlas.png", "analyst", "/atlas/"),
    ("scores.png", "analyst", "/atlas/scores/#means"),
    ("section.png", "coordinator", "/survey/atlas-2026/08116019/sections/daten-plattformen/"),
)


def take(browser, base, name, account, address):
    page = browser.new_page(viewport={"width": 1280, "height": 960})
    page.request.post(f"{base}/demo/login/", form={"account": account})
    page.goto(base + address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1_500)  # plotly draws
    page.screenshot(path=DOCS / name)
    page.context.close()


def main():
    port = free_port()
    environment = os.environ | {"DEMO": "1"}
    subprocess.run([sys.executable, "manage.py", "prepare_demo", "--port", str(port)], env=environment, check=True)
    server = start_gunicorn(port, DEMO="1")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=FLAGS)
            for picture in PICTURES:
                take(browser, f"http://127.0.0.1:{port}", *picture)
    finally:
        stop(server)


if __name__ == "__main__":
    main()
