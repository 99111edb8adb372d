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
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    desk = open_desk(ctx, as_json, plain, today)
    asked = " ".join(words or ()).strip()
    if not words:
        listing(desk, everything)
    elif asked in desk.book.sections["question"]:
        answer(desk, asked, (asked,), (), None)
    else:
        ask(desk, asked)


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

        desk.show(page.everything([(title, questions) for _, title, questions in groups], desk.frame()))


def ask(desk: Desk, asked: str) -> None:
    from microneedle_cli import search

    found = search.search(asked, desk.search_index())
    answer(desk, asked, found.answers, found.nearest, found.urgency)


def answer(desk: Desk, asked: str, ids: tuple[str, ...], nearest: tuple[str, ...], urgency: str | None) -> None:
    """Write the answers, best first, or the honest nothing with exit code 1."""
    questions = desk.book.sections["question"]
    urgent: Any = desk.book.sections["level"][urgency] if urgency else None
    if desk.as_json:
        from microneedle_cli.render import data

        near = [{"id": id, "question": questions[id].question} for id in nearest]
        answers = [data.question(questions[id]) for id in ids]
        desk.write_json("faq", {"query": asked, "urgency": urgency, "answers": answers, "nearest": near})
    else:
        from microneedle_cli.pages import faq as page

        if ids:
            first = questions[ids[0]]
            others, related = [questions[id] for id in ids[1:]], [questions[id] for id in first.see]
            desk.show(page.best(first, urgent, others, related, desk.frame()))
        else:
            desk.show(page.nothing(urgent, [questions[id] for id in nearest], desk.frame()))
    if not ids:
        raise typer.Exit(1)
