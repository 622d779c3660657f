"""What one person knows of answers that nobody else changes: confirmed, and sent without hearing back."""

from typing import Any, NamedTuple


class Stand(NamedTuple):
    """An answer as it stands; revision 0 is one that was never given."""

    value: Any
    revision: int


NOT_GIVEN = Stand(None, 0)


class Ledger:
    def __init__(self, confirmed):
        """`confirmed`: code → Stand, of every question that will be answered."""
        self.confirmed = dict(confirmed)
        self.sent = {}

    def send(self, values):
        """Code → value; until `confirm` all of them may be stored, or none."""
        self.sent = values

    def confirm(self):
        self.confirmed |= self.expected()
        self.sent = {}

    def expected(self):
        """How the sent answers stand once they are saved: the next revision of each."""
        return {code: Stand(value, self.confirmed[code].revision + 1) for code, value in self.sent.items()}

    def has_arrived(self, found):
        """Whether all that was sent is stored, though not confirmed."""
        return bool(self.sent) and found == self.confirmed | self.expected()

    def problems(self, found):
        """In words, why `found` in the database (code → Stand) is not what was confirmed; the one thing allowed
        besides is that everything sent since is stored, too."""
        if found == self.confirmed or self.has_arrived(found):
            return []
        expected = self.expected()
        strange = [code for code in self.confirmed if found[code] not in (self.confirmed[code], expected.get(code))]
        if not strange:
            stored = [code for code in expected if found[code] == expected[code]]
            return [f"half-written: of {', '.join(expected)} only {', '.join(stored)}"]
        return [
            f"lost: {code} confirmed as {self.confirmed[code]}, sent {expected.get(code)}, found {found[code]}"
            for code in strange
        ]
