"""Who takes part, and when."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from survey.synthetic.tendencies import Town

BY_SIZE = 1.3  # logit per power of ten of population
BY_DISTRICT = 0.5  # spread between districts
REMINDERS = (3 / 8, 5 / 8, 7 / 8)  # shares of the time passed since the opening
RUSH_DAYS = 3.0  # how long a letter or a reminder has its effect
OFFICE_OPENS, OFFICE_CLOSES = 8, 17
SATURDAY = 5


def participants(towns: Sequence[Town], number: int, rng: Random) -> list[Town]:
    """So many of the towns, in their order: large ones more often, and districts unevenly.

    Drawing without replacement by weight: an exponential time with the weight as rate, the earliest are in.
    """
    districts = {key: rng.gauss(0, BY_DISTRICT) for key in sorted({town.district_ags for town in towns})}
    waiting = {
        town.ags: rng.expovariate(math.exp(BY_SIZE * town.size + districts[town.district_ags])) for town in towns
    }
    chosen = set(sorted(waiting, key=lambda ags: (waiting[ags], ags))[:number])
    return [town for town in towns if town.ags in chosen]


@dataclass(frozen=True)
class Schedule:
    """Days on which returns come in: so many from the opening on, local time."""

    opens: date
    days: int
    zone: ZoneInfo

    def draw_time(self, rng: Random) -> datetime:
        """A time within office hours, more often soon after the opening and after each reminder."""
        day = rng.choices(range(self.days), [self.rush(day) for day in range(self.days)])[0]
        second = rng.randrange(OFFICE_OPENS * 3600, OFFICE_CLOSES * 3600)
        clock = time(second // 3600, second // 60 % 60, second % 60)
        return datetime.combine(self.opens + timedelta(days=day), clock, tzinfo=self.zone)

    def rush(self, day: int) -> float:
        """How many returns a day brings, relative to others; none at weekends."""
        if (self.opens + timedelta(days=day)).weekday() >= SATURDAY:
            return 0
        starts = [0.0, *(share * self.days for share in REMINDERS)]
        return 0.15 + sum(math.exp(-(day - start) / RUSH_DAYS) for start in starts if day >= start)
