"""Parts of addresses."""

from django.urls import register_converter


class AgsConverter:
    """The official key of a municipality: anything else is no address, and never reaches the database."""

    regex = "[0-9]{8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(AgsConverter, "ags")
