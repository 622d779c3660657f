"""The pictures of the README: `make screenshots` starts the demonstration, takes them and stops it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from tests.chromium import FLAGS

DOCS = Path(__file__).parent.parent / "docs"
BIN = Path(sys.executable).parent
PICTURES = (
    ("atlas.png", "analyst", "/atlas/"),
    ("section.png", "coordinator", "/survey/atlas-2026/08116019/sections/daten-plattformen/"),
)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(address):
    for _ in range(100):
        try:
            return urlopen(address)
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


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
    command = [BIN / "gunicorn", "smartregion.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    with subprocess.Popen(command, env=environment) as server, sync_playwright() as playwright:
        try:
            wait_for(f"http://127.0.0.1:{port}/health/")
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            for picture in PICTURES:
                take(browser, f"http://127.0.0.1:{port}", *picture)
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
