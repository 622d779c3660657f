"""The questionnaire document as typed, immutable objects. Files are read by files.py, which also checks references."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Literal

from survey.questionnaire.conditions import Condition
from survey.questionnaire.shapes import (
    Code,
    Count,
    Digits,
    Flag,
    Key,
    Limit,
    Number,
    Percent,
    Positive,
    QuestionCode,
    ScoreValue,
    SectionCode,
    SectionSlug,
    Shape,
    Slug,
    Text,
)

Visibility = Literal["public", "aggregate"]
TagName = Literal["priority_pair", "sovereignty", "application", "domain", "application_offer"]


class QuestionType(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    PRIORITY = "priority"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXT = "text"
    URL = "url"


CHOICE_TYPES = frozenset(
    {QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.SCALE, QuestionType.PRIORITY, QuestionType.BOOLEAN}
)
STEP_TYPES = frozenset({QuestionType.SCALE, QuestionType.PRIORITY})


class Label(Shape):
    label: Text
    label_en: Text


class Head(Shape):
    slug: Slug
    version: Text
    source_language: Text
    languages: tuple[Text, ...]
    title: Text
    title_en: Text
    intro: Text
    intro_en: Text
    confidentiality: Text
    confidentiality_en: Text
    estimated_minutes: Count


class SpecialAnswers(Shape):
    dont_know: Label


class Scoring(Shape):
    """The parameters of the scoring rules; limits are shares of 1, quadrants and scale_max are points."""

    scale_max: Positive
    decimals: Digits
    rounding: Literal["half_up"]
    min_answered_share: Limit
    min_applicable_share: Limit
    min_section_weight_share: Limit
    multiple_default: Literal["sum_capped", "max"]
    hidden_default: Literal["zero", "exclude"]
    quadrant_priority: Percent
    quadrant_maturity: Percent
    publish_min_cases: Count
    alpha_min_items: Count
    alpha_min_cases: Count


class Level(Shape):
    """A band of the rounded score: `min` belongs to it, `max` only to the last level."""

    code: Code
    min: Number
    max: Number
    name: Text
    name_en: Text
    meaning: Text
    meaning_en: Text


class TagDefinition(Label):
    description: Text
    description_en: Text


class AimDefinition(TagDefinition):
    values: dict[Key, Label]


class ApplicationDefinition(TagDefinition):
    prompt: Text
    prompt_en: Text
    domains: dict[Key, Label]


class TagDefinitions(Shape):
    priority_pair: TagDefinition
    sovereignty: AimDefinition
    application: ApplicationDefinition


class Choice(Shape):
    """`score` null means "not applicable" on a scored question and nothing on any other."""

    code: Code
    label: Text
    label_en: Text
    score: ScoreValue | None
    exclusive: Flag = False
    ref: QuestionCode | None = None
    show_if: Condition | None = None


class SoftCheck(Shape):
    """A warning that asks the person to look again; it never blocks and never changes a score."""

    when: Condition
    message: Text
    message_en: Text


class Question(Shape):
    code: QuestionCode
    type: QuestionType
    text: Text
    text_en: Text
    short: Text | None = None
    short_en: Text | None = None
    help: Text
    help_en: Text
    choices: tuple[Choice, ...] = ()
    dont_know: Flag
    required: Flag
    scored: Flag
    weight: Positive
    show_if: Condition | None = None
    hidden_score: Literal["zero", "exclude"] | None = None
    warnings: tuple[SoftCheck, ...] = ()
    tags: dict[TagName, Text]
    unit: Text | None = None
    unit_en: Text | None = None
    min: Number | None = None
    max: Number | None = None
    step: Positive | None = None
    breakpoints: tuple[tuple[Number, ScoreValue], ...] | None = None
    multi_score: Literal["sum_capped", "max"] | None = None
    max_choices: Count | None = None
    max_length: Count | None = None
    visibility: Visibility = "public"

    def choice(self, code: str | int) -> Choice:
        """The choice with this code; a step of a scale may be given as the int that is stored. KeyError otherwise."""
        return self._choices[str(code)]

    def value_of(self, choice: Choice) -> int | str:
        """What is stored when this choice is ticked: an int for scales and priorities, else the code."""
        return int(choice.code) if self.type in STEP_TYPES else choice.code

    @cached_property
    def scores(self) -> dict[float | str, float | None]:
        """Stored value of each choice → its score."""
        return {self.value_of(choice): choice.score for choice in self.choices}

    @cached_property
    def exclusive_choice(self) -> Choice | None:
        """ "None of these": stands alone or not at all."""
        return next((choice for choice in self.choices if choice.exclusive), None)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The unit of its number in both languages."""
        return tuple(unit for unit in (self.unit, self.unit_en) if unit is not None)

    @cached_property
    def has_conditional_choices(self) -> bool:
        return any(choice.show_if is not None for choice in self.choices)

    @cached_property
    def _choices(self) -> dict[str, Choice]:
        return {choice.code: choice for choice in self.choices}


class Section(Shape):
    slug: SectionSlug
    code: SectionCode
    title: Text
    title_en: Text
    short: Text | None = None
    short_en: Text | None = None
    description: Text
    description_en: Text
    weight: Positive
    visibility: Visibility = "public"
    questions: tuple[Question, ...]

    @cached_property
    def scored_questions(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.scored)


class Document(Shape):
    schema_version: Literal[1]
    questionnaire: Head
    special_answers: SpecialAnswers
    scoring: Scoring
    levels: tuple[Level, ...]
    tag_definitions: TagDefinitions
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        return self.questionnaire.title

    @property
    def title_en(self) -> str:
        return self.questionnaire.title_en

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def scored_questions(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.scored)

    @cached_property
    def application_questions(self) -> tuple[Question, ...]:
        """The rows of the inventory."""
        return tuple(question for question in self.questions if "application" in question.tags)

    @cached_property
    def application_statuses(self) -> tuple[Choice, ...]:
        """What can be said of every application, from "in operation" to "does not apply"."""
        choices = self.application_questions[0].choices if self.application_questions else ()
        return tuple(sorted(choices, key=lambda choice: 1 if choice.score is None else -choice.score))

    @cached_property
    def sovereignty_questions(self) -> tuple[Question, ...]:
        """The items of the cross-cutting index."""
        return tuple(question for question in self.scored_questions if "sovereignty" in question.tags)

    def question(self, code: str) -> Question:
        """KeyError if there is no such question; the same holds for the three look-ups below."""
        return self._questions[code]

    def section(self, code: str) -> Section:
        return self._sections[code]

    def section_by_slug(self, slug: str) -> Section:
        return self._sections_by_slug[slug]

    def section_of(self, code: str) -> Section:
        """The section that asks the question with this code."""
        return self._sections_by_question[code]

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.code: question for question in self.questions}

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.code: section for section in self.sections}

    @cached_property
    def _sections_by_slug(self) -> dict[str, Section]:
        return {section.slug: section for section in self.sections}

    @cached_property
    def _sections_by_question(self) -> dict[str, Section]:
        return {question.code: section for section in self.sections for question in section.questions}


def translated(part: Shape, name: str, language: str) -> str:
    """The text `name` of a part of the document in the language; German for every language but English."""
    return str(getattr(part, f"{name}_en" if language.startswith("en") else name))


def short_name(part: Section | Question, language: str) -> str:
    """What a chart calls the part: a document need not say it, then its text without what that explains in brackets."""
    if part.short is None:
        return translated(part, "title" if isinstance(part, Section) else "text", language).split(" (")[0]
    return translated(part, "short", language)
