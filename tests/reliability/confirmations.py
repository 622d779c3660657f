"""Every save that was confirmed to anybody, against what is stored in the end."""

from collections import defaultdict
from typing import Any, NamedTuple

from survey.models import Answer


class Save(NamedTuple):
    value: Any
    by: str


class Confirmations:
    """By question and revision. Threads may share them."""

    def __init__(self):
        self.saves = defaultdict(dict)
        self.contradictions = []

    def add(self, code, revision, save):
        """Whether nobody was told of it before."""
        known = self.saves[code].setdefault(revision, save)
        if known != save:
            self.contradictions.append(f"{code}, revision {revision}: both {known} and {save} were confirmed")
        return known is save

    @property
    def number(self):
        return sum(len(saves) for saves in self.saves.values())

    def problems(self, response):
        """In words: contradictions, revisions that nobody was told of, and answers that are not the last confirmed."""
        stored = {answer.code: answer for answer in Answer.objects.filter(response=response)}
        problems = list(self.contradictions)
        for code in sorted(self.saves.keys() | stored.keys()):
            saves, answer = self.saves[code], stored.get(code)
            if sorted(saves) != list(range(1, len(saves) + 1)):
                problems.append(f"{code}: only the revisions {sorted(saves)} were confirmed")
            last = (max(saves, default=0), *saves.get(max(saves, default=0), ()))
            found = answer and (answer.revision, answer.value, answer.answered_by.name)
            if found != last:
                problems.append(f"{code}: {last} was confirmed, {found} is stored")
        return problems
