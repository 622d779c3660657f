"""Why a workbook, or a cell of it, is not taken, in words."""


class Unusable(Exception):
    """The file as a whole is refused; the message tells the person why."""


class TooLong(Unusable):
    """A sheet has more rows than the questionnaire."""


class RefusedCell(Exception):
    """A cell is refused; the message tells the person why."""

    def __init__(self, cell: str, message: str) -> None:
        self.cell = cell
        super().__init__(message)
