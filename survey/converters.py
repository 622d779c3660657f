"""Parts of addresses."""

from django.urls import register_converter


class AgsConverter:
    """The official key of a municipality: anything else is no address, and never reaches the database."""

    regex = "[0-9]{8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class QuestionCodeConverter:
    """The code of a question, in whatever letter case somebody writes it: "STR-06", "str-06"."""

    regex = "[A-Za-z]{2,8}-[0-9]{2}"

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: str) -> str:
        return value


register_converter(AgsConverter, "ags")
register_converter(QuestionCodeConverter, "question_code")
