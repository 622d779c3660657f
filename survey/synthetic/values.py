"""One invented answer: drawn by the type of its question."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from survey.questionnaire.answers import Value
from survey.questionnaire.document import Choice, Question, QuestionType
from survey.synthetic.tendencies import Profile, Tendencies, happens, logistic
from survey.synthetic.texts import TEXTS, WEB_ADDRESS

STEP_NOISE = 0.17  # of a score between 0 and 1
PRIORITY_NOISE = 0.9  # of the steps of a priority
NUMBER_NOISE = 0.5  # of a logarithm
TASKS_COME_AT = 20_000  # inhabitants: half of the towns of this size have tasks that others do not
PER_INHABITANT = {"full-time equivalents": 1 / 9_000, "euros": 12}  # by English unit


@dataclass(frozen=True)
class Draw:
    """A question put to a town: everything an answer may depend on."""

    question: Question
    choices: Sequence[Choice]  # those offered
    section: str
    profile: Profile
    tendencies: Tendencies
    paired_score: float | None  # score (0–1) of the maturity question to which this priority belongs
    rng: Random

    @property
    def maturity(self) -> float:
        return self.profile.maturity[self.section]

    def popularity(self, choice: Choice) -> float:
        return self.tendencies.popularity[self.question.code, choice.code]

    @property
    def regular_choices(self) -> list[Choice]:
        return [choice for choice in self.choices if not choice.exclusive]


def draw_value(draw: Draw) -> Value:
    """An answer as a form would send it, not yet checked."""
    return DRAWN_BY_TYPE[draw.question.type](draw)


def draw_choice(draw: Draw) -> Value:
    question = draw.question
    if "application" in question.tags:
        return question.value_of(application_status(draw))
    if question.scored:
        return question.value_of(scored_choice(draw))
    weights = [math.exp(draw.popularity(choice)) for choice in draw.choices]
    return question.value_of(draw.rng.choices(draw.choices, weights)[0])


def scored_choice(draw: Draw) -> Choice:
    """The choice whose score lies nearest to what the town has reached; rarely "not applicable"."""
    without_score = [choice for choice in draw.choices if choice.score is None]
    if without_score and happens(0.03, draw.rng):
        return draw.rng.choice(without_score)
    reached = logistic(draw.maturity) + draw.rng.gauss(0, STEP_NOISE)
    distances = [(abs(choice.score - reached), choice) for choice in draw.choices if choice.score is not None]
    nearest = min(distance for distance, _ in distances)
    return draw.rng.choice([choice for distance, choice in distances if distance - nearest < 1e-9])


def application_status(draw: Draw) -> Choice:
    """In operation more often in large and mature towns; small towns do not have every task."""
    without_score = [choice for choice in draw.choices if choice.score is None]
    if without_score and happens(0.10 * math.exp(-1.2 * draw.profile.town.size), draw.rng):
        return draw.rng.choice(without_score)
    scored = [choice for choice in draw.choices if choice.score is not None]
    running = max(scored, key=lambda choice: choice.score or 0)
    popularity = draw.popularity(running)
    if happens(logistic(draw.maturity - 0.7 + 0.6 * draw.profile.town.size + popularity), draw.rng):
        return running
    rest = [choice for choice in scored if choice is not running]
    return draw.rng.choices(rest, [1 if choice.score else 2 for choice in rest])[0]


def draw_boolean(draw: Draw) -> Value:
    """An unscored yes or no asks for a task that comes with size; the first choice is the yes."""
    if draw.question.scored:
        return draw_choice(draw)
    has_task = happens(logistic(3 * math.log(draw.profile.town.population / TASKS_COME_AT)), draw.rng)
    return draw.question.value_of(draw.choices[0 if has_task else -1])


def draw_priority(draw: Draw) -> Value:
    """Loosely the higher, the less has been reached; without a pair the larger towns find it more important."""
    steps = [int(choice.code) for choice in draw.choices]
    alone = 3.9 + 0.3 * draw.profile.town.size
    centre = alone if draw.paired_score is None else 4.3 - 1.2 * draw.paired_score
    wish = draw.rng.gauss(centre + draw.tendencies.importance[draw.question.code], PRIORITY_NOISE)
    return max(min(steps), min(max(steps), round(wish)))


def draw_multiple(draw: Draw) -> Value:
    regular = draw.regular_choices
    if draw.question.max_choices is not None:
        return wishes(draw, regular, draw.question.max_choices)
    # More than half of a list is rarely ticked: the scores of a few reach the full score already.
    lean = draw.maturity - 0.3 if draw.question.scored else -0.4
    ticked = [choice.code for choice in regular if happens(logistic(lean + draw.popularity(choice)), draw.rng)]
    if ticked:
        return ticked
    exclusive = draw.question.exclusive_choice
    return [exclusive.code if exclusive else draw.rng.choice(regular).code]


def wishes(draw: Draw, choices: Sequence[Choice], most: int) -> Value:
    """Some of the choices, the popular ones more often: the usual way of drawing without replacement by weight."""
    exclusive = draw.question.exclusive_choice
    if exclusive and happens(0.02, draw.rng):
        return [exclusive.code]
    ranks = {choice.code: draw.rng.expovariate(math.exp(draw.popularity(choice))) for choice in choices}
    number = min(most, draw.rng.choice(range(max(1, most - 2), most + 1)))
    return sorted(ranks, key=lambda code: ranks[code])[:number]


def draw_number(draw: Draw) -> Value:
    question = draw.question
    lowest, highest, step = question.min or 0, question.max or 0, question.step or 1
    if question.unit_en == "%":
        number = lowest + (highest - lowest) * logistic(draw.maturity + draw.rng.gauss(0, 0.8))
    else:
        rate = PER_INHABITANT.get(question.unit_en or "", highest / 1_000_000)
        typical = rate * draw.profile.town.population * math.exp(0.4 * draw.maturity)
        number = rounded_as_people_do(typical * math.exp(draw.rng.gauss(0, NUMBER_NOISE)))
    steps = round((max(lowest, min(highest, number)) - lowest) / step)
    return round(lowest + steps * step, 9)


def rounded_as_people_do(number: float) -> float:
    """To two significant digits: an estimated budget is 150,000 and not 148,237."""
    if number <= 0:
        return 0
    return round(number, 1 - math.floor(math.log10(number)))


def draw_text(draw: Draw) -> Value:
    return draw.rng.choice(TEXTS)[: draw.question.max_length]


def draw_url(draw: Draw) -> Value:
    return WEB_ADDRESS.format(ags=draw.profile.town.ags, section=draw.section.lower())


DRAWN_BY_TYPE: Mapping[QuestionType, Callable[[Draw], Value]] = {
    QuestionType.SINGLE: draw_choice,
    QuestionType.SCALE: draw_choice,
    QuestionType.BOOLEAN: draw_boolean,
    QuestionType.PRIORITY: draw_priority,
    QuestionType.MULTIPLE: draw_multiple,
    QuestionType.NUMBER: draw_number,
    QuestionType.TEXT: draw_text,
    QuestionType.URL: draw_url,
}
