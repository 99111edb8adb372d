"""What helps to decide: what to tell the clinician, the choices side by side, and claims against studies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from microneedle_cli.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Line,
    Paragraph,
    Row,
    Table,
)
from microneedle_cli.facts import fill
from microneedle_cli.model import (
    CheckFile,
    Choice,
    ChoiceLine,
    Claim,
    Fact,
    Glance,
    InShort,
    OptionsFile,
    Scar,
    ScarText,
    Statement,
    Words,
)
from microneedle_cli.pages.frame import Frame, finish, in_short, line, lines, shares, support
from microneedle_cli.record import Record


def check(found: CheckFile, summary: InShort, frame: Frame) -> Document:
    """Any of these, or none of these; no verdict."""
    words = frame.words
    advice = {
        "postpone": words.check_advice_postpone,
        "not-while": words.check_advice_not_while,
        "ask-first": words.check_advice_ask_first,
    }
    blocks: list[Block] = [
        Heading(words.check_title, 1),
        in_short(summary, words),
        *(Paragraph(line(text)) for text in found.intro),
        Heading(words.check_steps),
        Bullets(lines(found.steps), "step"),
    ]
    for group in found.checks:
        blocks += [
            Heading(group.title),
            Paragraph(Line(f"{advice[group.advice]}:"), "strong"),
            Bullets(lines(group.items), "check"),
            Bullets((Line(words.check_blank),), "write"),
        ]
    blocks += [Heading(words.check_none), Bullets((line(found.none),), "check")]
    blocks += [Heading(words.check_after), Bullets(lines(found.after))]
    return finish(blocks, frame)


class Known(Record):
    """What the page of choices needs to know besides the choices: scar types, their words, and facts, by id."""

    scars: Mapping[str, Scar]
    names: Mapping[str, ScarText]
    facts: Mapping[str, Fact]


def fitting(told: Sequence[ChoiceLine], scar: str | None) -> tuple[ChoiceLine, ...]:
    """The lines for a scar type; without one, all."""
    return tuple(
        line for line in told if scar is None or ((not line.scars or scar in line.scars) and scar not in line.not_scars)
    )


def for_scar(choices: Iterable[Choice], scar: str | None) -> tuple[Choice, ...]:
    """The choices for a scar type, with its lines only; without one, all of them whole."""
    return tuple(
        choice.replace(
            how=fitting(choice.how, scar),
            gains=fitting(choice.gains, scar),
            harms=fitting(choice.harms, scar),
            daily_life=fitting(choice.daily_life, scar),
        )
        for choice in choices
        if scar is None or not choice.scars or scar in choice.scars
    )


def bullets(told: Sequence[ChoiceLine]) -> Iterator[Block]:
    """The lines in their order; those that say when to call or what never to do are marked."""
    for alarm, members in groupby(told, lambda line: line.alarm):
        yield Bullets(lines(members), "alarm" if alarm else "point")


def options(
    found: OptionsFile, chosen: Sequence[Choice], scar: str | None, known: Known, summary: InShort, frame: Frame
) -> Document:
    """The choices in a table, then each with the same headings; `scar` is the id of the reader's scar type."""
    words = frame.words
    blocks: list[Block] = [Heading(words.options_title, 1), in_short(summary, words)]
    whose = fill(words.options_for, {"scar": known.names[scar].name}) if scar else words.options_how
    blocks.append(Paragraph(Line(whose)))
    blocks += [
        Heading(words.options_steps),
        Bullets(lines(found.steps), "step"),
        Heading(words.answer_facts, 3),
        Bullets(lines(fitting(found.intro, scar))),
        *terms(found, scar, words),
        *overviews(chosen, scar, known, words),
    ]
    if not scar or scar in (found.picture.scars or (scar,)):
        blocks.append(shares(found.picture, known.facts, words))
    for choice in chosen:
        blocks.append(Heading(choice.name))
        for title, statements in (
            (words.option_how, choice.how),
            (words.option_gains, choice.gains),
            (words.option_harms, choice.harms),
            (words.option_daily_life, choice.daily_life),
        ):
            blocks += [Heading(title, 3), *bullets(statements)]
        if choice.by_scar and not scar:
            blocks.append(by_scar(known, words))
    blocks += [
        Heading(words.options_questions),
        Bullets(lines(found.questions), "check", words.options_blank),
        *support(frame),
    ]
    return finish(blocks, frame)


def terms(found: OptionsFile, scar: str | None, words: Words) -> list[Block]:
    """What the names in the tables mean, where this reader's tables hold any of them."""
    said = fitting(found.terms, scar)
    return [Heading(words.options_terms, 3), Bullets(lines(said))] if said else []


def certainty_for(choice: Choice, scar: str | None, known: Known) -> str | None:
    """How sure we are that a choice helps, for a scar type if the reader named one and it matters."""
    return known.scars[scar].certainty if scar and choice.by_scar else choice.certainty


def sure(level: str | None, words: Words) -> str:
    """A level of certainty in one or two words, or that it does not apply."""
    return {
        None: words.certainty_none,
        "high": words.certainty_high,
        "moderate": words.certainty_moderate,
        "low": words.certainty_low,
        "very-low": words.certainty_very_low,
        "unknown": words.certainty_unknown,
    }[level]


def glance(choice: Choice, scar: str | None) -> Glance:
    """The row of a choice in the tables: the one for the scar type, or the last."""
    return next((row for row in choice.glance if scar in row.scars), choice.glance[-1])


def overviews(chosen: Sequence[Choice], scar: str | None, known: Known, words: Words) -> tuple[Table, Table]:
    """The choices side by side: what they may do, then how much they ask of a reader."""
    gains, efforts = [], []
    for choice in chosen:
        row, level = glance(choice, scar), certainty_for(choice, scar, known)
        said = words.options_by_scar if choice.by_scar and not scar else sure(level, words)
        name = choice.short or choice.name
        below = {
            source
            for told in (choice.how, choice.gains, choice.harms, choice.daily_life)
            for line in told
            for source in line.sources
        }
        only_here = tuple(source for source in row.sources if source not in below)  # long lists hide the name
        gains.append(Row((name, said, row.gain, row.harm), only_here))
        scars = ", ".join(known.names[id].name.lower() for id in choice.scars) or words.options_all_scars
        efforts.append(Row((name, row.sessions, row.red, *(() if scar else (scars,)))))
    columns = (words.options_choice, words.options_sure, words.options_gain, words.options_harm)
    effort = (words.options_choice, words.options_sessions, words.options_red)
    return (
        Table(columns, tuple(gains), words.options_table, words.options_table_how, spaced=True),
        Table(
            effort if scar else (*effort, words.options_for_scars),
            tuple(efforts),
            words.options_effort,
            words.options_effort_scar if scar else words.options_effort_how,
        ),
    )


def by_scar(known: Known, words: Words) -> Table:
    """How sure we are for each scar type."""
    rows = tuple(
        Row((known.names[id].name, sure(scar.certainty, words)), scar.sources) for id, scar in known.scars.items()
    )
    return Table((words.options_scar, words.options_sure), rows, words.options_sure_title, words.options_sure_how)


def claims(
    found: Sequence[Claim], test: Sequence[Statement], facts: Mapping[str, Fact], summary: InShort, frame: Frame
) -> Document:
    """The verdicts in short lists, steps to test a claim, and each claim with what studies show."""
    words = frame.words
    verdicts = {
        "supported": words.verdict_supported,
        "partly": words.verdict_partly,
        "unproven": words.verdict_unproven,
        "wrong": words.verdict_wrong,
    }
    numbered = tuple(enumerate(found, 1))
    grouped = [(group, tuple(members)) for group, members in groupby(numbered, lambda entry: entry[1].group)]
    blocks: list[Block] = [
        Heading(words.claims_title, 1),
        in_short(summary, words),
        Heading(words.claims_list),
        Paragraph(Line(words.claims_how)),
    ]
    for group, members in grouped:
        rows = tuple(Row((f"{number}. {claim.short}", verdicts[claim.verdict])) for number, claim in members)
        blocks.append(Table((words.claims_claim, words.claims_verdict), rows, group))
    blocks += [Heading(words.claims_test), Bullets(lines(test), "step", words.claims_blank)]
    for group, members in grouped:
        blocks.append(Heading(group))
        for number, claim in members:
            said = {"number": str(number), "verdict": verdicts[claim.verdict].upper(), "claim": claim.claim}
            blocks += [Heading(fill(words.claims_said, said), 3), Bullets(lines(claim.text))]
            if claim.picture:
                blocks.append(shares(claim.picture, facts, words))
    return finish([*blocks, *support(frame)], frame)
