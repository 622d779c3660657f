"""What is wrong with a questionnaire file, each problem with the place where its author can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`path` leads through the document by codes: sections[STR].questions[STR-02].choices[1].score."""

    source: str
    line: int | None
    path: str
    expected: str

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}:{self.line}"
        return ": ".join(part for part in (where, self.path, self.expected) if part)


class DocumentErrors(ValueError):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
