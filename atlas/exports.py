"""Downloads: UTF-8, decimal point, stable order; or a workbook. The columns are explained in atlas/README.md."""

from typing import TypeVar

import pandas as pd
from django.http import HttpResponse, StreamingHttpResponse

from atlas import datasets
from atlas.cards import Card
from atlas.copying import copy_out
from atlas.csv_files import csv_of
from atlas.sheets import sheet_of_card
from atlas.workbook import XLSX, write_workbook
from survey.models import Wave

R = TypeVar("R", HttpResponse, StreamingHttpResponse)

CSV = "text/csv; charset=utf-8"
WEIGHTINGS = datasets.WEIGHTINGS


def answers(wave: Wave) -> StreamingHttpResponse:
    """One row per municipality that handed in and question, straight from the database."""
    rows = copy_out(datasets.ANSWERS, datasets.answers_parameters(wave, is_guarded=True))
    return _named(StreamingHttpResponse(rows, content_type=CSV), "answers", wave)


def municipalities(wave: Wave) -> HttpResponse:
    return _csv(datasets.municipalities(wave), "municipalities", wave)


def districts(wave: Wave, weighting: str = "municipalities") -> HttpResponse:
    return _csv(datasets.districts(wave, weighting), "districts", wave)


def participation(wave: Wave) -> HttpResponse:
    return _csv(datasets.participation(wave), "participation", wave)


def reliability(wave: Wave) -> HttpResponse:
    return _csv(datasets.reliability(wave), "reliability", wave)


def published_means(means: pd.DataFrame, wave: Wave) -> HttpResponse:
    return _csv(datasets.published(means), "published-means", wave)


def card(card: Card, wave: Wave) -> HttpResponse:
    """The table behind a chart, unrounded, under the names of its columns."""
    frame = card.table.frame[[column.key for column in card.table.columns]]
    return _csv(frame, card.key, wave)


def card_xlsx(card: Card, wave: Wave) -> HttpResponse:
    """The table behind a chart as a workbook, with headings and number formats as on the page."""
    content = write_workbook([(card.title, sheet_of_card(card))])
    return _named(HttpResponse(content, content_type=XLSX), card.key, wave, "xlsx")


def file_name(wave: Wave, name: str, suffix: str) -> str:
    """Invented data say so in the name of their file."""
    mark = "-synthetic" if wave.is_synthetic else ""
    return f"{wave.slug}-{name}{mark}.{suffix}"


def _csv(frame: pd.DataFrame, name: str, wave: Wave) -> HttpResponse:
    return _named(HttpResponse(csv_of(frame), content_type=CSV), name, wave)


def _named(response: R, name: str, wave: Wave, suffix: str = "csv") -> R:
    response["Content-Disposition"] = f'attachment; filename="{file_name(wave, name, suffix)}"'
    return response
