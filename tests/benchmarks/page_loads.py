"""How long the pages of the Atlas take in Chromium until everything in view is drawn, and how much travels for it."""

import gzip
import json
import statistics
import time

from playwright.sync_api import sync_playwright

from tests.chromium import EXECUTABLE, FLAGS

PAGES = ("", "participation/", "scores/", "map/", "priorities/", "applications/", "trend/", "robustness/")
COLD_AIM, WARM_AIM, KILOBYTES_AIM = 2.5, 1.2, 150  # seconds with an empty and a full browser cache; compressed
VIEW = {"width": 1200, "height": 900}
PATIENCE = 60  # seconds
WINDOW_OPENS = 1500  # milliseconds for which Chromium is busy with a new window; readers come to a page in an open one

WATCH_SHIFTS = """
    window.shifts = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""
IS_DRAWN = """() => {
    const figures = [...document.querySelectorAll("[data-figure]")];
    return document.readyState === "complete" && figures.every((figure) => {
        const { top, bottom } = figure.getBoundingClientRect();
        return top >= innerHeight || bottom <= 0 || figure.querySelector(".main-svg");
    });
}"""


def measure_pages(server, rounds):
    """One line for each page; a page is visited once before, so that its server side is warm."""
    base = f"http://127.0.0.1:{server.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=FLAGS)
        state = logged_in(browser, base)
        for page in PAGES:
            report(page, [visits(browser, f"{base}/atlas/{page}", state) for _ in range(rounds)])


def logged_in(browser, base):
    context = browser.new_context()
    context.request.get(base)
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken")
    context.request.post(f"{base}/demo/login/", form={"account": "analyst"}, headers={"X-CSRFToken": token})
    state = context.storage_state()
    context.close()
    return state


def visits(browser, address, state):
    """Seconds with an empty cache, with a full one, layout shift of both, and compressed kilobytes."""
    context = browser.new_context(storage_state=state, viewport=VIEW)
    context.add_init_script(WATCH_SHIFTS)
    context.request.get(address)
    cold, shift, body = visit(context, address)
    warm, later_shift, _ = visit(context, address)
    context.close()
    return cold, warm, max(shift, later_shift), len(gzip.compress(body, 6)) / 1000


def visit(context, address):
    page = context.new_page()
    page.wait_for_timeout(WINDOW_OPENS)
    begun = time.perf_counter()
    response = page.goto(address, wait_until="commit")
    while not page.evaluate(IS_DRAWN):
        if time.perf_counter() - begun > PATIENCE:
            raise SystemExit(f"{address} is not drawn after {PATIENCE} seconds.")
        time.sleep(0.02)
    seconds = time.perf_counter() - begun
    shift = page.evaluate("window.shifts")
    body = response.body()
    page.close()
    return seconds, shift, body


def report(page, found):
    cold, warm, shift, kilobytes = (statistics.median(values) for values in zip(*found, strict=True))
    row = {
        "row": f"/atlas/{page} drawn",
        "cold_seconds": round(cold, 2),
        "warm_seconds": round(warm, 2),
        "layout_shift": round(shift, 4),
        "kilobytes_compressed": round(kilobytes),
        "met": cold <= COLD_AIM and warm <= WARM_AIM and kilobytes <= KILOBYTES_AIM,
    }
    print(json.dumps(row), flush=True)
