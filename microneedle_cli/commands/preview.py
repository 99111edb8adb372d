"""`mn preview FILE`: one knowledge file as patients would see it."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from microneedle_cli import edge, knowledge, model
from microneedle_cli.commands.shared import Desk, Plain, Today, new_app
from microneedle_cli.errors import KnowledgeMistake

app = new_app()


@app.command(help="Show one knowledge file as patients would see it.")
def preview(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A knowledge file.")],
    plain: Plain = False,
    today: Today = "",
) -> None:
    from microneedle_cli import assemble

    request = ctx.obj.with_options(False, plain, today)
    folder, language = edge.data_folder(request) or knowledge.shipped_folder(), edge.language(request)
    sections, kind, checked = assemble.preview(Path(file), folder, language, edge.today(request))
    for notice in checked.notices:
        edge.notice(str(notice))
    if checked.problems or kind is None:
        raise KnowledgeMistake(checked.problems)
    desk = Desk(request, knowledge.Book(sections, language, ()))
    desk.show(PAGES[kind](desk))


def checklist(desk: Desk) -> Any:
    """All lines, also those for some scar and skin types only."""
    from microneedle_cli.pages import aftercare

    book = desk.book
    everyone = tuple(
        phase.replace(**{part: tuple(for_all(item) for item in getattr(phase, part)) for part in PHASE_PARTS})
        for phase in book.all("phase")
    )
    shown = aftercare.Lists(book.sections["fact"], book.sections["aftercare_part"])
    activities, summary = book.all("activity"), desk.summary("aftercare")
    return aftercare.checklist(everyone, activities, shown, aftercare.Reader(), summary, desk.frame())


PHASE_PARTS = ("normal", "do", "avoid", "call")


def for_all(item: Any) -> Any:
    """The line for every reader, with those it is for in front."""
    only = ", ".join((*item.scars, *(f"skin {skin}" for skin in item.skins)))
    return item.replace(text=f"({only}) {item.text}", scars=(), skins=()) if only else item


def preparation(desk: Desk) -> Any:
    from microneedle_cli.pages import prepare

    steps = tuple(for_all(step) for step in desk.book.all("step"))
    facts, parts = desk.book.sections["fact"], desk.book.sections["prepare_part"]
    return prepare.page(steps, facts, parts, None, desk.summary("prepare"), desk.frame())


def questions(desk: Desk) -> Any:
    from microneedle_cli.pages import faq

    entries = desk.book.sections["question"]
    groups = [(group.title, [entries[entry.id] for entry in group.questions]) for group in desk.book.all("group")]
    return faq.everything(groups, desk.book.sections["fact"], desk.frame())


def explanation(desk: Desk) -> Any:
    from microneedle_cli.pages import explain

    return explain.topic(desk.book.all("topic")[0], None, True, desk.book.sections["fact"], desk.frame())


def course(desk: Desk) -> Any:
    from microneedle_cli.commands import schedule, shared_course

    today = edge.today(desk.request)
    settings = shared_course.settings_of(desk, shared_course.Wishes(today), today)
    return schedule.document(desk, schedule.Asked(settings, named=False))


def kept_plan(desk: Desk) -> Any:
    """An example of a plan, with what each pause means."""
    from microneedle_cli.commands import shared_course
    from microneedle_cli.course import appointments
    from microneedle_cli.document import Bullets, Heading
    from microneedle_cli.pages import frame, plan

    today = edge.today(desk.request)
    settings = shared_course.settings_of(desk, shared_course.Wishes(today), today)
    stands = appointments(shared_course.course_of(desk, settings))
    dates, texts = shared_course.dates_of(desk, settings, stands), desk.book.one("schedule")
    text = shared_course.scar_with_words(desk, settings.scar)[1]
    standing = plan.Standing("", stands, dates, today, texts, text, ask_first=False)
    pauses, words = desk.book.all("pause"), desk.book.one("plan_words")
    example = plan.page(standing, pauses, words, desk.frame())
    told = [block for pause in pauses for block in (Heading(pause.name, 3), Bullets(frame.lines(pause.text)))]
    return frame.finish([*example.blocks, Heading(words.held_heading), *told], desk.frame())


def scars(desk: Desk) -> Any:
    from microneedle_cli.pages import explain

    return explain.all_scars(desk.book.all("scar_text"), desk.frame())


def skins(desk: Desk) -> Any:
    from microneedle_cli.pages import explain

    return explain.all_skins(desk.book.all("skin_type"), desk.frame())


def listed(page: str, section: str) -> Callable[[Desk], Any]:
    """A page of the lists, from all entries of a section."""

    def shown(desk: Desk) -> Any:
        from microneedle_cli.pages import lists

        pages: dict[str, Callable[..., Any]] = {
            "glossary": lists.glossary,
            "sources": lists.sources,
            "facts": lists.facts,
        }
        return pages[page](desk.book.all(section), desk.frame())

    return shown


def claims(desk: Desk) -> Any:
    from microneedle_cli.pages import choices

    book = desk.book
    return choices.claims(
        book.all("claim"), book.one("claim_test"), book.sections["fact"], desk.summary("claims"), desk.frame()
    )


def warnings(desk: Desk) -> Any:
    from microneedle_cli.pages import warnings

    levels, facts = desk.book.all("level"), desk.book.sections["fact"]
    return warnings.page(levels, facts, desk.summary("warnings"), desk.frame())


def home(desk: Desk) -> Any:
    from microneedle_cli.pages import lists

    return lists.home(desk.book.one("home"), (), desk.frame())


def check(desk: Desk) -> Any:
    from microneedle_cli.pages import choices

    return choices.check(desk.book.one("check"), desk.summary("check"), desk.frame())


def options(desk: Desk) -> Any:
    from microneedle_cli.pages import choices

    found, sections = desk.book.one("options"), desk.book.sections
    known = choices.Known(sections["scar"], sections["scar_text"], sections["fact"])
    return choices.options(found, found.options, None, known, desk.summary("options"), desk.frame())


PAGES: dict[Any, Callable[[Desk], Any]] = {
    model.AftercareFile: checklist,
    model.PrepareFile: preparation,
    model.FaqFile: questions,
    model.ExplainFile: explanation,
    model.ScheduleFile: course,
    model.PlanFile: kept_plan,
    model.ScarTextsFile: scars,
    model.ScarsFile: scars,
    model.SkinTypesFile: skins,
    model.GlossaryFile: listed("glossary", "term"),
    model.SourcesFile: listed("sources", "source"),
    model.FactsFile: listed("facts", "fact"),
    model.ClaimsFile: claims,
    model.WarningsFile: warnings,
    model.HomeFile: home,
    model.EditionFile: home,
    model.WordsFile: home,
    model.SearchFile: home,
    model.AskedFile: home,
    model.ElsewhereFile: home,
    model.CheckFile: check,
    model.InShortFile: claims,
    model.OptionsFile: options,
}
