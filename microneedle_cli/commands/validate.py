"""`mn validate`: every mistake in the knowledge files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from microneedle_cli import edge, knowledge
from microneedle_cli.commands.shared import AsJson, Plain, Today, new_app

if TYPE_CHECKING:
    from microneedle_cli.assemble import Checked

app = new_app()


@app.command(help="Check knowledge files: every mistake with file, line and column.")
def validate(
    ctx: typer.Context,
    path: Annotated[str, typer.Argument(metavar="[PATH]", help="A file or a folder; else all files in use.")] = "",
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    from microneedle_cli import assemble

    request = ctx.obj.with_options(as_json, plain, today)
    folder = edge.data_folder(request) or knowledge.shipped_folder()
    found = assemble.check_path(Path(path or folder), folder, edge.today(request))
    if request.as_json:
        from microneedle_cli.render import data

        edge.write(data.validation_text(edge.language(request), found.files, found.problems, found.notices))
    else:
        for notice in found.notices:
            edge.notice(str(notice))
        edge.write("".join(f"{problem}\n" for problem in found.problems) + summary(found))
    if found.problems:
        raise typer.Exit(3)


def summary(found: "Checked") -> str:
    counted = [f"{len(found.problems)} mistakes", "1 mistake", "no mistakes"]
    mistakes = counted[2] if not found.problems else counted[1] if len(found.problems) == 1 else counted[0]
    return f"{found.files} {'file' if found.files == 1 else 'files'}, {mistakes}.\n"
