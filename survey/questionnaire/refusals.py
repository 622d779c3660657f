"""Why a value is refused: reasons without words, so that the caller can say them in the person's language."""

from enum import StrEnum


class Reason(StrEnum):
    """The names behind # are the params that a sentence about it needs."""

    WRONG_TYPE = "wrong_type"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"  # min, max
    WRONG_STEP = "wrong_step"  # step, min
    UNKNOWN_CHOICE = "unknown_choice"  # value
    EXCLUSIVE_WITH_OTHERS = "exclusive_with_others"  # choice: the exclusive Choice, for its label
    TOO_MANY_CHOICES = "too_many_choices"  # max_choices
    TOO_LONG = "too_long"  # max_length, length
    NOT_TEXT = "not_text"
    INVISIBLE = "invisible"
    NOT_A_URL = "not_a_url"
    DONT_KNOW_NOT_OFFERED = "dont_know_not_offered"
    DONT_KNOW_WITH_OTHERS = "dont_know_with_others"


class InvalidAnswer(ValueError):
    def __init__(self, reason: Reason, **params: object) -> None:
        super().__init__(f"{reason} {params}" if params else str(reason))
        self.reason = reason
        self.params = params
