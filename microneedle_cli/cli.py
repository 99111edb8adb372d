"""The command `mn`: its commands by name, the options of the whole, and the one place where failure ends.

A command is a module in `commands` and is loaded when it is called.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core
import typer.main

from microneedle_cli import __version__, edge
from microneedle_cli.errors import SAFETY, MicroneedleError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "faq": "Questions and answers: a list, one by its name, or in your own words.",
    "aftercare": "After a session: what is normal, do, do not, when to call; all of it or one day.",
    "prepare": "Before a session: the checklist, with dates if you give the day.",
    "schedule": "Dates for sessions, looks at the result and reminders.",
    "plan": "Keep your dates, tell what happened, and see how the rest moves.",
    "today": "The card of the day: what is normal, what to do, what is next.",
    "due": "What is due soon, in a line each; for reminders that run by themselves.",
    "warnings": "When to call emergency services, when to call your clinic, what is normal.",
    "check": "Tell your clinician before treatment: any of these, or none of these.",
    "options": "The choices for scars side by side, doing nothing included.",
    "claims": "What people read about microneedling, and what studies show.",
    "explain": "How it works, what it can do, what can go wrong.",
    "glossary": "Medical words in plain words.",
    "facts": "Every number we use, with its basis, range and source.",
    "sources": "What we read.",
    "preview": "Show one knowledge file as patients would see it.",
    "schema": "JSON Schema for knowledge files, for your editor.",
    "validate": "Check knowledge files: every mistake with file, line and column.",
}
REPORT = "This is a bug in mn. Please report it with the command you typed; MN_DEBUG=1 shows details."


class Commands(typer.core.TyperGroup):
    """The commands, each loaded when it is called; help lists them without loading any."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            module = import_module(f"microneedle_cli.commands.{cmd_name}")
            self.commands[cmd_name] = typer.main.get_command(module.app)
            self.commands[cmd_name].name = cmd_name
        return self.commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS:
            from microneedle_cli import names

            raise names.unknown(args[0], "mn", COMMANDS, COMMANDS)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def show_version(wanted: bool) -> None:
    if wanted:
        edge.write(f"mn {__version__}\n")
        raise typer.Exit


app = typer.Typer(cls=Commands, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback(
    invoke_without_command=True,
    help="Microneedling for scars, in plain words. General information, not medical advice.",
    epilog="Exit codes: 0 fine, 1 no answer, 2 wrong usage, 3 mistakes in knowledge, 4 a file cannot be used.",
)
def root(
    ctx: typer.Context,
    lang: Annotated[str, typer.Option(metavar="CODE", help="Language (MN_LANG).")] = "",
    width: Annotated[str, typer.Option(metavar="N", help="Columns to write in.")] = "",
    data: Annotated[str | None, typer.Option(metavar="DIR", help="Other knowledge files (MN_DATA).")] = None,
    today: Annotated[str, typer.Option(metavar="DATE", help="The day to take as today (MN_TODAY).")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Words only, line by line (ACCESSIBLE=1).")] = False,
    version: Annotated[bool, typer.Option("--version", callback=show_version, is_eager=True)] = False,
) -> None:
    columns = None
    if width:
        from microneedle_cli import names

        columns = names.whole_number(width, "--width", 1, 100_000, "Give the number of columns, such as 80.")
    ctx.obj = edge.Request(lang, columns, data, today, as_json, plain)
    if ctx.invoked_subcommand is None:
        from microneedle_cli.commands import home

        home.home(ctx)


def main(arguments: "Sequence[str]") -> int:
    """Run a command line and return its exit code; prints what went wrong as one sentence, never a traceback."""
    given = list(arguments)
    try:
        edge.check_arguments(given)
        code = typer.main.get_command(app).main(given, prog_name="mn", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except MicroneedleError as failure:
        return fail(given, failure.exit_code, failure.message, failure.hint)
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except Exception as failure:
        if hasattr(failure, "format_message"):  # Typer's own: a wrong option or a missing value
            return fail(given, 2, failure.format_message(), usage_hint(failure, given))
        if os.environ.get("MN_DEBUG"):
            raise
        return fail(given, 70, f"Something went wrong inside mn: {type(failure).__name__}.", REPORT)


def usage_hint(failure: Any, given: list[str]) -> str:
    command = next((argument for argument in given if argument in COMMANDS), "")
    option = getattr(failure, "option_name", "")
    if option in ("--lang", "--width", "--data", "--version") and command:
        return f"{option} goes before the command: mn {option} ... {command}"
    if command == "schedule" and "--start" in failure.format_message():
        return "Give the day of your first session: mn schedule --start 2027-01-15"
    if command == "plan":
        after = given[given.index(command) + 1 :]
        command += next((f" {word}" for word in after if word.isalpha()), "")
    return f"See: mn {command} --help".replace("  ", " ")


def fail(given: list[str], code: int, message: str, hint: str) -> int:
    """Say what went wrong on stderr, as text or as JSON, and return the exit code."""
    if "--json" in given:
        from microneedle_cli.render.data import error_text

        edge.notice(error_text(code, message, hint))
        return code
    safety = "" if "validate" in given else SAFETY
    for text in (*message.split("\n"), hint, safety):
        if text:
            edge.complain(text)
    return code
