"""What commands share: the options that all of them take, opening the book, and writing the answer."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from microneedle_cli import edge, knowledge
from microneedle_cli.knowledge import Book
from microneedle_cli.model import Fact, InShort, Scar, ScarText, SkinType
from microneedle_cli.record import Record

AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]
Plain = Annotated[bool, typer.Option("--plain", help="Words only, line by line.")]
Today = Annotated[str, typer.Option("--today", metavar="DATE", help="The day to take as today.")]
ScarOption = Annotated[str, typer.Option("--scar", metavar="TYPE", help="Your scar type, such as acne or burn.")]
SkinOption = Annotated[
    str, typer.Option("--skin", metavar="TYPE", help="Your skin type: 1 (lightest) to 6, or a word.")
]


def new_app() -> typer.Typer:
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


class Desk(Record):
    """A request with the book that answers it."""

    request: edge.Request
    book: Book

    @property
    def as_json(self) -> bool:
        return bool(self.request.as_json)

    def frame(self) -> Any:
        """What pages for patients need besides their content."""
        from microneedle_cli.pages.frame import Frame

        book = self.book
        terms, forms = book.sections["term"], book.one("term_forms")
        return Frame(book.words, book.all("level"), book.edition, book.sections["source"], terms, forms)

    def search_index(self) -> Mapping[str, Mapping[str, Any]]:
        """What the search needs; a part of the knowledge of its own."""
        part = knowledge.open_book(edge.data_folder(self.request), self.book.language, "search")
        return part.sections

    def summary(self, page: str) -> InShort:
        """What stands first on a page."""
        return self.book.sections["in_short"][page]  # type: ignore[no-any-return]

    def show(self, document: Any) -> None:
        edge.show(self.request, document)

    def write_json(self, command: str, data: dict[str, Any]) -> None:
        from microneedle_cli.render.data import text_of

        book = self.book
        edge.write(text_of(command, book.language, book.edition, book.all("level"), data))


def open_desk(ctx: typer.Context, as_json: bool = False, plain: bool = False, today: str = "") -> Desk:
    """The desk for a command; says on stderr what is not translated."""
    request = ctx.obj.with_options(as_json, plain, today)
    book = knowledge.open_book(edge.data_folder(request), edge.language(request))
    if book.missing:
        edge.notice(f"Not translated yet, shown in English: {', '.join(book.missing)}.")
    return Desk(request, book)


def amounts(book: Book) -> Mapping[str, Fact]:
    return book.sections["fact"]


def scar_of(text: str, book: Book) -> tuple[Scar, ScarText] | None:
    """The scar type that --scar names, with its words; None when it was not given."""
    if not text:
        return None
    from microneedle_cli import names

    scar = names.scar_named(text, book.all("scar"))
    return scar, book.sections["scar_text"][scar.id]


def skin_of(text: str, book: Book) -> SkinType | None:
    """The skin type that --skin names; None when it was not given."""
    if not text:
        return None
    from microneedle_cli import names

    return names.skin_named(text, book.all("skin_type"))
