"""Interleaved rounds: each measures the bare view and every row, so that a slow moment of the machine meets all."""

from contextlib import closing

from survey.models import Municipality
from tests.benchmarks import database
from tests.benchmarks.client import Client, milliseconds
from tests.benchmarks.page_loads import measure_pages
from tests.benchmarks.results import BARE, Samples
from tests.benchmarks.server import serve
from tests.benchmarks.survey_pages import SAVE, SECTION, SurveyPages

WARM = "Atlas overview, warm"
COLD = "Atlas overview after a new submission"
ANSWERS = "answers.csv"
QUERY = "psql COPY of the query"
TABLE = "psql COPY of a table of the rows"
ATLAS = "/atlas/"

TIMES = 5  # per round, of what takes milliseconds
DOWNLOADS = 5  # rounds
PAGE_LOADS = 3  # of each page


def run(number, municipalities):
    database.prepare(municipalities)
    measure_region(number)
    measure_simulation(number)


def measure_region(number):
    with database.database(database.REGION) as alias, serve(database.REGION) as server:
        samples = Samples(Municipality.objects.using(alias).count())
        with closing(Client(server, "coordinator")) as coordinator, closing(Client(server, "analyst")) as analyst:
            pages = SurveyPages(coordinator)
            for _ in range(number):
                measure_bare(coordinator, samples)
                pages.measure(samples, TIMES)
            samples.report(SECTION, aim=12, questions=pages.questions, answered=pages.answered)
            samples.report(SAVE, aim=12)
            measure_atlas(Samples(samples.municipalities), analyst, server, alias, number, cold_aim=250)
        measure_pages(server, PAGE_LOADS)


def measure_simulation(number):
    with database.database(database.SIMULATION) as alias, serve(database.SIMULATION) as server:
        samples = Samples(Municipality.objects.using(alias).count())
        with closing(Client(server, "analyst")) as analyst:
            measure_atlas(samples, analyst, server, alias, number, cold_aim=500, memory_aim=400)


def measure_atlas(samples, analyst, server, alias, number, *, cold_aim, memory_aim=None):
    for _ in range(number):
        measure_bare(analyst, samples)
        database.hand_in_once_more(alias)
        samples.add(COLD, milliseconds(lambda: analyst.get(ATLAS)))
        for _ in range(TIMES):
            samples.add(WARM, milliseconds(lambda: analyst.get(ATLAS)))
    size = len(analyst.get(ATLAS))
    samples.report(WARM, aim=8, kilobytes=round(size / 1024))
    samples.report(COLD, aim=cold_aim)
    measure_download(samples, analyst, alias)
    samples.report_memory(server.peak_memory(), memory_aim)


def measure_download(samples, analyst, alias):
    path = "/atlas/export/answers.csv"
    size = len(analyst.get(path))
    for _ in range(DOWNLOADS):
        samples.add(ANSWERS, milliseconds(lambda: analyst.get(path)))
        by_query, from_table = database.copy_milliseconds(alias)
        samples.add(QUERY, by_query)
        samples.add(TABLE, from_table)
    samples.report(ANSWERS, kilobytes=round(size / 1024))
    samples.report(ANSWERS, aim=2, against=QUERY)
    samples.report(ANSWERS, aim=2, against=TABLE)


def measure_bare(client, samples):
    for _ in range(2 * TIMES):
        samples.add(BARE, milliseconds(lambda: client.request("GET", "/favicon.ico", expect=302)))
