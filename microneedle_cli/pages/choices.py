"""What helps to decide: what to tell the clinician, the choices side by side, and claims against studies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from microneedle_cli.document import Block, Bullets, Callout, Document, Heading, Line, Paragraph, Row, Table
from microneedle_cli.facts import fill
from microneedle_cli.model import CheckFile, Choice, Claim, InShort, OptionsFile, ScarText, Words
from microneedle_cli.pages.frame import Frame, certainty, finish, in_short, line, lines


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
    ]
    for group in found.checks:
        blocks += [
            Heading(group.title),
            Paragraph(Line(f"{advice[group.advice]}:"), "strong"),
            Bullets(lines(group.items), "check"),
        ]
    blocks += [Heading(words.check_none), Bullets((line(found.none),), "check")]
    blocks += [Heading(words.check_after), Bullets(lines(found.after))]
    return finish(blocks, frame)


def options(
    found: OptionsFile,
    chosen: Sequence[Choice],
    scar: ScarText | None,
    names: Mapping[str, ScarText],
    summary: InShort,
    frame: Frame,
) -> Document:
    """The choices in a table, then each with the same headings; `names` are the words of all scar types by id."""
    words = frame.words
    blocks: list[Block] = [Heading(words.options_title, 1), in_short(summary, words)]
    if scar:
        blocks.append(Paragraph(Line(fill(words.options_for, {"scar": scar.name}))))
    blocks += [Paragraph(line(text)) for text in found.intro]
    blocks.append(overview(chosen, names, words))
    for choice in chosen:
        blocks.append(Heading(choice.name))
        for title, statements in (
            (words.option_how, choice.how),
            (words.option_gains, choice.gains),
            (words.option_harms, choice.harms),
            (words.option_daily_life, choice.daily_life),
        ):
            blocks += [Heading(title, 3), Bullets(lines(statements))]
        blocks.append(Paragraph(Line(certainty(choice.certainty, words)), "faint"))
    blocks.append(Callout("note", words.options_questions, (), lines(found.questions)))
    return finish(blocks, frame)


def overview(chosen: Sequence[Choice], names: Mapping[str, ScarText], words: Words) -> Table:
    """Each choice with how sure we are that it helps, and the scars it is mostly for."""
    sure = {
        "high": words.certainty_high,
        "moderate": words.certainty_moderate,
        "low": words.certainty_low,
        "very-low": words.certainty_very_low,
        "unknown": words.certainty_unknown,
    }
    rows = []
    for choice in chosen:
        scars = ", ".join(names[id].name.lower() for id in choice.scars) or words.options_all_scars
        rows.append(Row((choice.name, sure[choice.certainty], scars)))
    return Table((words.options_choice, words.options_sure, words.options_for_scars), tuple(rows))


def claims(found: Sequence[Claim], summary: InShort, frame: Frame) -> Document:
    """Each claim as people meet it, the verdict, and what studies show."""
    words = frame.words
    verdicts = {
        "supported": words.verdict_supported,
        "partly": words.verdict_partly,
        "unproven": words.verdict_unproven,
        "wrong": words.verdict_wrong,
    }
    rows = tuple(Row((claim.claim.rstrip("."), verdicts[claim.verdict].rstrip("."))) for claim in found)
    blocks: list[Block] = [
        Heading(words.claims_title, 1),
        in_short(summary, words),
        Table((words.claims_claim, words.claims_verdict), rows),
        Paragraph(Line(words.claims_how)),
    ]
    for claim in found:
        blocks += [
            Heading(f'"{claim.claim}"', 3),
            Paragraph(Line(verdicts[claim.verdict]), "strong"),
            Bullets(lines(claim.text)),
        ]
    return finish(blocks, frame)
