"""Somebody who saves without pause, sends again what was not confirmed, and knows at each moment what must be there."""

from collections import Counter
from time import sleep

from django.db import connection, transaction
from django.urls import reverse

from survey.models import Answer, Response
from tests.reliability.entries import new_entry, questions_to_fill_in
from tests.reliability.ledger import NOT_GIVEN, Ledger, Stand
from tests.reliability.person import Lost, NotSent, Person

PAUSE_WITHOUT_SERVER = 0.05  # seconds


class Saver:
    """Answers one section, which nobody else does; subclasses say how."""

    def __init__(self, port, account, response, section, rng):
        self.person = Person(port, account)
        self.response, self.section, self.rng = response, section, rng
        self.questions = {question.code: question for question in questions_to_fill_in(section)}
        self.ledger = Ledger(self.found())
        self.counts, self.problems = Counter(), []

    def found(self):
        """What the database holds when no save is under way any more: one whose worker was killed keeps its lock on
        the return until PostgreSQL has finished or undone it."""
        with transaction.atomic():
            Response.objects.select_for_update(no_key=True).get(pk=self.response.pk)
            answers = Answer.objects.filter(response=self.response, code__in=self.questions)
            rows = list(answers.values_list("code", "value", "revision"))
        return dict.fromkeys(self.questions, NOT_GIVEN) | {code: Stand(*stand) for code, *stand in rows}

    def save_until(self, stopped):
        """`stopped`: an Event."""
        try:
            while not stopped.is_set():
                self.save(stopped)
            self.compare(self.found())
        finally:
            connection.close()

    def save(self, stopped):
        codes = self.chosen()
        entries = {code: new_entry(self.questions[code], self.rng, self.ledger.confirmed[code].value) for code in codes}
        fields = {code: entered for code, (entered, _value) in entries.items()}
        fields |= {f"{code}-revision": self.ledger.confirmed[code].revision for code in codes}
        self.ledger.send({code: value for code, (_entered, value) in entries.items()})
        while self.ledger.sent and not stopped.is_set():
            self.send(fields)

    def send(self, fields):
        try:
            reply = self.person.post(self.address(), fields)
        except NotSent:
            sleep(PAUSE_WITHOUT_SERVER)
        except Lost:
            found = self.found()
            self.counts["without reply"] += 1
            self.counts["saved without reply"] += self.ledger.has_arrived(found)
            self.compare(found)
        else:
            self.take(reply)

    def take(self, reply):
        if self.is_confirmation(reply):
            self.ledger.confirm()
            self.counts["confirmed"] += 1
        else:
            found = self.found()
            self.problems += self.ledger.problems(found) or [f"strange reply: {reply.status} from {self.address()}"]
            self.ledger = Ledger(found)

    def compare(self, found):
        """Notes what is missing, and goes on from what is there."""
        if problems := self.ledger.problems(found):
            self.problems += problems
            self.ledger = Ledger(found)

    def path(self, name, argument):
        return reverse(f"survey:{name}", args=[self.response.wave.slug, self.response.municipality_id, argument])


class AnswerSaver(Saver):
    """Each answer as soon as it is given, as scripts do; the reply carries its new revision."""

    def chosen(self):
        return [self.rng.choice(list(self.questions))]

    def address(self):
        return self.path("answer", *self.ledger.sent)

    def is_confirmation(self, reply):
        ((code, stand),) = self.ledger.expected().items()
        return reply.status == 200 and f'name="{code}-revision" value="{stand.revision}"' in reply.text


class SectionSaver(Saver):
    """All answers of the section with one button, as without scripts; the reply leads on."""

    def chosen(self):
        return list(self.questions)

    def address(self):
        return self.path("section", self.section.slug)

    def is_confirmation(self, reply):
        return reply.status == 302
