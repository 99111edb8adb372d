"""`mn faq`: the list of questions, one answer by its id, or the answers to a question in free words."""

from typing import Annotated, Any

import typer

from microneedle_cli.commands.shared import AsJson, Desk, Plain, Today, new_app, open_desk

app = new_app()


@app.command(help="Questions and answers: a list, one by its name, or in your own words.")
def faq(
    ctx: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORDS]...", help="A name or your own words.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All answers, not only the questions.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Why this answer: for editors.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Note the question for your clinic, on this computer.")] = False,
    kept: Annotated[bool, typer.Option("--kept", help="The questions that you noted for your clinic.")] = False,
    clear: Annotated[bool, typer.Option("--clear", help="With --kept: erase them.")] = False,
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    desk = open_desk(ctx, as_json, plain, today)
    asked = " ".join(words or ()).strip()
    if kept or clear:
        from microneedle_cli.commands import kept_questions

        kept_questions.show(desk, bool(words), clear, kept)
        return
    if keep:
        from microneedle_cli.commands import kept_questions

        kept_questions.keep(desk, asked)
    if not words:
        listing(desk, everything)
    elif asked in desk.book.sections["question"] and not explain:
        answer(desk, asked, (asked,), (), None)
    else:
        ask(desk, asked, explain)


def listing(desk: Desk, everything: bool) -> None:
    book = desk.book
    if not desk.as_json and not everything:
        from microneedle_cli.pages import faq as page

        desk.show(page.contents(book.all("group"), desk.frame()))
        return
    groups = [
        (group.id, group.title, tuple(book.sections["question"][entry.id] for entry in group.questions))
        for group in book.all("group")
    ]
    if desk.as_json:
        from microneedle_cli.render import data

        desk.write_json("faq", data.groups(groups))
    else:
        from microneedle_cli.pages import faq as page

        desk.show(
            page.everything(
                [(title, questions) for _, title, questions in groups], desk.book.sections["fact"], desk.frame()
            )
        )


def ask(desk: Desk, asked: str, explain: bool) -> None:
    from microneedle_cli import search

    found = search.search(asked, desk.search_index(), explain)
    if explain and not desk.as_json:
        from microneedle_cli.pages import why

        titles = [desk.book.sections["question"][id] for id in found.answers or found.nearest]
        desk.show(why.page(asked, found.answers, titles, found.why, desk.frame()))
        if not found.answers:
            raise typer.Exit(1)
    else:
        answer(desk, asked, found.answers, found.nearest, found.urgency, found.why)


def answer(
    desk: Desk,
    asked: str,
    ids: tuple[str, ...],
    nearest: tuple[str, ...],
    urgency: str | None,
    why: tuple[str, ...] = (),
) -> None:
    """Write the answers, best first, or the honest nothing with exit code 1."""
    questions = desk.book.sections["question"]
    urgent: Any = desk.book.sections["level"][urgency] if urgency else None
    if desk.as_json:
        from microneedle_cli.render import data

        near = [{"id": id, "question": questions[id].question} for id in nearest]
        answers = [data.question(questions[id]) for id in ids]
        found: dict[str, Any] = {"query": asked, "urgency": urgency, "answers": answers, "nearest": near}
        desk.write_json("faq", {**found, "why": list(why)} if why else found)
    else:
        from microneedle_cli.pages import faq as page

        if ids:
            first = questions[ids[0]]
            others, related = [questions[id] for id in ids[1:]], [questions[id] for id in first.see]
            desk.show(page.best(first, urgent, others, related, desk.book.sections["fact"], desk.frame()))
        else:
            desk.show(page.nothing(urgent, [questions[id] for id in nearest], desk.frame()))
    if not ids:
        raise typer.Exit(1)
