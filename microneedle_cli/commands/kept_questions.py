"""`mn faq --keep` and `--kept`: questions that the user notes for the clinic; nothing is kept unless asked for."""

from pathlib import Path

from microneedle_cli import edge, saved
from microneedle_cli.commands.shared import Desk
from microneedle_cli.errors import UsageMistake
from microneedle_cli.pages import plan as page
from microneedle_cli.saved import LONGEST_QUESTION, UNSEEN, Question


def keep(desk: Desk, asked: str) -> None:
    """Note a question. Raises `UsageMistake` without words, `FileTrouble`."""
    text = " ".join(UNSEEN.sub(" ", asked).split())
    if not text:
        raise UsageMistake("--keep: there is no question to note.", "Type it behind: mn faq --keep WORDS")
    if len(text) > LONGEST_QUESTION:
        raise UsageMistake(f"--keep: that is longer than {LONGEST_QUESTION} characters.", "Note the question in short.")
    with saved.writing(Path(edge.own_folder())) as store:
        store.note(Question(edge.today(desk.request), text))
    edge.notice(desk.book.one("plan_words").kept_noted)


def show(desk: Desk, has_words: bool, clear: bool, kept: bool) -> None:
    """List the questions, or erase them. Raises `UsageMistake` for options that do not fit."""
    if has_words or not kept:
        raise UsageMistake(
            "--kept and --clear stand alone.",
            "List: mn faq --kept. Erase: mn faq --kept --clear. Note: mn faq --keep WORDS",
        )
    folder, words = Path(edge.own_folder()), desk.book.one("plan_words")
    if clear:
        saved.erase(folder, None)
    with saved.reading(folder) as store:
        questions = store.questions() if store else ()
    if desk.as_json:
        desk.write_json("faq", {"kept": [saved.as_json(question) for question in questions]})
        return
    told = [question.text for question in questions]
    empty = words.kept_cleared if clear else words.kept_none
    desk.show(page.questions(told, empty, words, desk.frame()))
