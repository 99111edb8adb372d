"""`mn schema`: JSON Schema for each kind of knowledge file, for editors."""

from typing import Annotated

import typer

from microneedle_cli import edge, names
from microneedle_cli.commands.shared import new_app

app = new_app()


@app.command(help="JSON Schema for a kind of knowledge file, for your editor; without a kind, the kinds.")
def schema(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="[KIND]", help="A kind of file, such as faq or facts.")] = "",
) -> None:
    from microneedle_cli import schema as schemas

    if not kind:
        edge.write("".join(f"{name}\n" for name in schemas.KINDS))
        return
    if kind not in schemas.KINDS:
        raise names.unknown(kind, "KIND", schemas.KINDS, schemas.KINDS)
    edge.write(schemas.schema_text(kind))
