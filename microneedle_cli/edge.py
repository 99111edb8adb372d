"""Where the outside world comes in (today, the terminal, the environment) and where answers go out."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from microneedle_cli.dates import parse_date
from microneedle_cli.errors import FileTrouble, UsageMistake
from microneedle_cli.record import Record

if TYPE_CHECKING:
    from microneedle_cli.document import Document

NARROWEST, WIDEST, USUAL = 20, 120, 80


class Request(Record):
    """What holds for the whole run, whichever command it is; None or "" where nothing was said."""

    language: str = ""
    width: int | None = None
    data: str | None = None
    today: str = ""
    as_json: bool = False
    plain: bool = False

    def with_options(self, as_json: bool, plain: bool, today: str) -> Request:
        """The same request with the options that a command takes as well."""
        return Request(
            self.language, self.width, self.data, today or self.today, as_json or self.as_json, plain or self.plain
        )


def today(request: Request) -> date:
    """The day that --today or MN_TODAY says, or the day it is here."""
    given = request.today or os.environ.get("MN_TODAY", "")
    return parse_date(given, date.today(), "--today") if given else date.today()


def language(request: Request) -> str:
    """The language that --lang or MN_LANG says, without its region; English otherwise."""
    given = request.language or os.environ.get("MN_LANG", "") or "en"
    return given.replace("_", "-").split("-")[0].casefold()


def data_folder(request: Request) -> str | None:
    """The knowledge folder that --data or MN_DATA says; None: what comes with the program."""
    return request.data or os.environ.get("MN_DATA") or None


def is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def width(request: Request, environment: Mapping[str, str] = os.environ) -> int | None:
    """Columns to write in, between 20 and 120; None where nobody set any and nothing limits them."""
    given = environment.get("COLUMNS", "")
    if request.width is not None:
        columns = request.width
    elif given.isascii() and given.isdigit() and int(given[:9]) > 0:
        columns = int(given[:9])
    elif is_terminal():
        try:
            columns = os.get_terminal_size(sys.stdout.fileno()).columns or USUAL
        except (OSError, ValueError):
            columns = USUAL
    else:
        return None
    return max(NARROWEST, min(WIDEST, columns))


def is_plain(request: Request) -> bool:
    return request.plain or os.environ.get("ACCESSIBLE", "") not in ("", "0")


def is_styled(request: Request) -> bool:
    """Whether to draw with colours and boxes."""
    if is_plain(request) or os.environ.get("TERM", "") == "dumb":
        return False
    if os.environ.get("FORCE_COLOR", "") not in ("", "0"):
        return True
    return is_terminal() and (os.environ.get("TERM", "") != "" or os.name == "nt")


def show(request: Request, document: Document) -> None:
    """Write a page the way this terminal, pipe or reader wants it."""
    from microneedle_cli.render import plain

    columns = width(request)
    if is_styled(request):
        from microneedle_cli.render import terminal

        # Where the marks would have to be spelled with more letters, they must be so before lines are broken.
        marks = terminal.MARKS if (sys.stdout.encoding or "").casefold().startswith("utf") else plain.MARKS
        write(terminal.render(document, columns or USUAL, not os.environ.get("NO_COLOR"), marks))
        return

    if is_plain(request):
        write(plain.render(document, columns, drawn=False))
    else:
        write(plain.render(document, columns or USUAL, drawn=True))


def write(text: str) -> None:
    """Write the answer to stdout, whole. A closed pipe ends quietly. Raises `FileTrouble` when it cannot be written."""
    stream = sys.stdout
    if stream is None:
        raise FileTrouble(
            "The answer cannot be written: the output is closed.", "Give it a terminal, a file or a pipe."
        )
    encoding = stream.encoding or "utf-8"
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        from microneedle_cli.render import letters

        content = letters.encodable(text, encoding)
    try:
        stream.flush()
        stream.buffer.write(content)
        stream.buffer.flush()
    except BrokenPipeError:
        silence()
        raise SystemExit(0) from None
    except OSError as trouble:
        silence()
        raise FileTrouble(f"The answer cannot be written: {trouble.strerror}.", "Check the file or the disk.") from None


def complain(text: str) -> None:
    """Say what went wrong on stderr, within the width of the terminal."""
    from microneedle_cli.render import plain

    for line in plain.wrap(text, width(Request())):
        notice(line)


def silence() -> None:
    """Let nothing more reach a stdout that is gone, not even what Python flushes at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def notice(text: str) -> None:
    """Say something to the user beside the answer, on stderr."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    with contextlib.suppress(OSError):
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)


def check_arguments(arguments: list[str]) -> None:
    """Raises `UsageMistake` for an argument that is not text in the terminal's encoding."""
    for argument in arguments:
        try:
            argument.encode("utf-8")
        except UnicodeEncodeError:
            raise UsageMistake(
                f"An argument is not readable text: {ascii(argument)[:80]}.", "Type it again in UTF-8."
            ) from None


def own_folder() -> str:
    """The folder for what the user keeps: MN_HOME, or where this platform keeps the data of programs.

    Raises `FileTrouble` when there is none.
    """
    given = os.environ.get("MN_HOME", "")
    if given:
        try:
            return os.path.abspath(os.path.expanduser(given))
        except OSError:  # a relative one, in a folder that was deleted
            raise FileTrouble("MN_HOME lies in a folder that is gone.", "Set it to a whole path.") from None
    import platformdirs

    try:
        folder = platformdirs.user_data_dir("mn", appauthor=False)
    except RuntimeError:  # some of its versions say so where the user has no home
        folder = ""
    if not os.path.isabs(folder):  # a relative XDG_DATA_HOME is to be ignored (XDG Base Directory Specification)
        folder = os.path.expanduser("~/.local/share/mn")
    if not os.path.isabs(folder):
        raise FileTrouble("There is no home folder to keep a plan in.", "Set MN_HOME to a folder of your own.")
    return folder


def confirmed(question: str) -> bool:
    """Whether the user says yes; nobody is asked when stdin or stderr is no terminal."""
    if sys.stdin is None or sys.stderr is None or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    notice(question)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
