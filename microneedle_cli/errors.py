"""Everything that can go wrong, as a sentence for a person and an exit code for a program."""

from __future__ import annotations

from microneedle_cli.record import Record

# Ends every message that a patient may see; it stands here so that it needs no knowledge file.
SAFETY = (
    "If you have trouble breathing, feel faint or feel very ill, call your local emergency number now. "
    "Type 'mn warnings' for all signs, and call your clinic today if you are worried."
)


class Problem(Record):
    """A mistake in a knowledge file; line and column count from 1, columns in characters."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class MicroneedleError(Exception):
    """An expected failure: one sentence, what to do about it, and the exit code of the contract."""

    exit_code = 70

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NothingThere(MicroneedleError):
    """An honest nothing: no plan is kept, no dates are planned for this scar."""

    exit_code = 1


class UsageMistake(MicroneedleError):
    """An unknown option, name, date or number."""

    exit_code = 2


class KnowledgeMistake(MicroneedleError):
    """Mistakes in knowledge files, all of them."""

    exit_code = 3

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        counted = "There is a mistake" if len(problems) == 1 else f"There are {len(problems)} mistakes"
        shown = "\n".join(str(problem) for problem in problems[:20])
        super().__init__(f"{counted} in the knowledge files.\n{shown}", "Mend them; 'mn validate' shows them all.")
        self.problems = problems


class FileTrouble(MicroneedleError):
    """A file that cannot be read or written."""

    exit_code = 4
