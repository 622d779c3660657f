"""Two people, each in two windows, answer the same section without pause."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from random import Random

import pytest
from django.urls import reverse

from survey.demo import DEMO_ACCOUNTS
from tests.reliability.confirmations import Confirmations, Save
from tests.reliability.entries import entry, questions_to_fill_in, stored
from tests.reliability.feedback import feedback_of
from tests.reliability.person import Person

SAVES = 1_000
WINDOWS = ("coordinator", "colleague", "coordinator", "colleague")
WHOLE_SECTIONS = 0.1  # of all saves
TAKEN = 0.3  # of own answers that meet another

NAMES = {account.key: account.name for account in DEMO_ACCOUNTS}


class Window:
    """Knows the answers as they were when it last heard of them."""

    def __init__(self, server, town_hall, account, confirmations, rng, numbers):
        self.person, self.name = Person(server.port, account), NAMES[account]
        self.wave, self.municipality = town_hall.wave.slug, town_hall.municipality.pk
        self.section = town_hall.document.sections[0]
        self.questions = {question.code: question for question in questions_to_fill_in(self.section)}
        self.revisions = dict.fromkeys(self.questions, 0)
        self.confirmations, self.rng, self.numbers = confirmations, rng, numbers
        self.counts = Counter()

    def work(self, saves):
        for _ in range(saves):
            if self.rng.random() < WHOLE_SECTIONS:
                self.save_section()
            else:
                self.save_answer(self.rng.choice(list(self.questions)))
        return self.counts

    def enter(self, code):
        """Numbers never come twice, choices do."""
        question = self.questions[code]
        return [str(next(self.numbers[code]))] if code in self.numbers else entry(question, self.rng)

    def save_answer(self, code):
        entered = self.enter(code)
        fields = {code: entered, f"{code}-revision": self.revisions[code]}
        reply = self.person.post(self.address("answer", code), fields)
        self.note({code: entered}, reply)

    def save_section(self):
        """All numbers at once, as without scripts."""
        entries = {code: self.enter(code) for code in self.numbers}
        fields = entries | {f"{code}-revision": self.revisions[code] for code in entries}
        reply = self.person.post(self.address("section", self.section.slug), fields)
        if reply.status == 302:
            for code, entered in entries.items():
                self.confirm(code, entered, self.revisions[code] + 1, self.name)
        else:
            self.note(entries, reply)

    def note(self, entries, reply):
        """Each answer was either confirmed with its revision, or refused because of another one."""
        feedback, refused = feedback_of(reply.text), {}
        for code, entered in entries.items():
            told = feedback[code]
            assert told.is_saved == (told.present is None), reply
            if told.is_saved:
                self.confirm(code, entered, told.revision, told.by or self.name)
            else:
                refused[code] = told.present
        assert reply.status == (422 if refused else 200)
        self.counts["refused"] += len(refused)
        for code, present in refused.items():
            self.decide(code, entries[code], present)

    def confirm(self, code, entered, revision, by):
        save = Save(stored(self.questions[code], entered), by)
        is_new = self.confirmations.add(code, revision, save)
        self.counts["confirmed" if is_new else "already there"] += 1
        self.revisions[code] = revision

    def decide(self, code, entered, present):
        """Of two answers the other one stands until the next save, or the own one takes its place by a click."""
        if self.rng.random() < TAKEN:
            fields = {code: entered, f"{code}-revision": self.revisions[code], "mine": f"{code}:{present}"}
            self.note({code: entered}, self.person.post(self.address("answer", code), fields))
        else:
            self.revisions[code] = present

    def address(self, name, argument):
        return reverse(f"survey:{name}", args=[self.wave, self.municipality, argument])


@pytest.mark.django_db(transaction=True)
def test_a_thousand_interleaved_saves_lose_no_confirmed_answer(server, town_hall):
    questions = questions_to_fill_in(town_hall.document.sections[0])
    numbers = {question.code: count(1) for question in questions if question.type == "number"}
    confirmations = Confirmations()
    windows = [
        Window(server, town_hall, account, confirmations, Random(seed), numbers) for seed, account in enumerate(WINDOWS)
    ]
    with ThreadPoolExecutor(len(windows)) as pool:
        counts = sum(pool.map(lambda window: window.work(SAVES // len(WINDOWS)), windows), Counter())
    assert confirmations.problems(town_hall.response) == []
    assert counts["confirmed"] == confirmations.number
    assert min(counts["confirmed"], counts["refused"]) > SAVES // 10, counts
