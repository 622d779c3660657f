"""Municipalities that are called the same are told apart wherever they are printed."""

from django.db import models
from pgtrigger import After, Operation, Statement, Trigger

# The district tells two apart; two of one district their official keys.
TELL_APART = """
    UPDATE survey_municipality AS municipality SET unique_name = found.unique_name
    FROM (
        SELECT town.ags, town.name || CASE
            WHEN count(*) OVER (PARTITION BY town.name) = 1 THEN ''
            WHEN count(*) OVER (PARTITION BY town.name, town.district_id) = 1
                THEN ' (' || coalesce(district.name, town.district_id) || ')'
            ELSE ' (' || town.ags || ')'
        END AS unique_name
        FROM survey_municipality AS town LEFT JOIN survey_district AS district ON district.ags = town.district_id
    ) AS found
    WHERE found.ags = municipality.ags AND found.unique_name <> municipality.unique_name;
"""


class TellsApart(Trigger):
    """After every statement that gives or takes a name, also past Django: whether it repeats depends on other rows."""

    when = After
    level = Statement

    def __init__(self, operation: Operation) -> None:
        super().__init__(name="names_tell_apart", operation=operation)

    def get_func(self, model: models.Model) -> str:
        return self.format_sql(f"{TELL_APART} RETURN NULL;")
