"""What helps to decide: what to tell the clinician, the choices side by side, and claims against studies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from microneedle_cli.document import Block, Bullets, Callout, Document, Heading, Line, Paragraph
from microneedle_cli.facts import fill
from microneedle_cli.model import CheckFile, Choice, Claim, OptionsFile, ScarText
from microneedle_cli.pages.frame import Frame, certainty, finish, line, lines


def check(found: CheckFile, frame: Frame) -> Document:
    """Any of these, or none of these; no verdict."""
    words = frame.words
    advice = {
        "postpone": words.check_advice_postpone,
        "not-while": words.check_advice_not_while,
        "ask-first": words.check_advice_ask_first,
    }
    blocks: list[Block] = [Heading(words.check_title, 1), *(Paragraph(line(text)) for text in found.intro)]
    for group in found.checks:
        blocks += [
            Heading(group.title),
            Paragraph(Line(f"{advice[group.advice]}:"), "strong"),
            Bullets(lines(group.items), "check"),
        ]
    blocks += [Heading(words.check_none), Bullets((line(found.none),), "check")]
    blocks += [Heading(words.check_after), Bullets(lines(found.after))]
    return finish(blocks, frame)


def options(found: OptionsFile, chosen: Sequence[Choice], scar: ScarText | None, frame: Frame) -> Document:
    """The choices side by side, with the same headings for each."""
    words = frame.words
    blocks: list[Block] = [Heading(words.options_title, 1)]
    if scar:
        blocks.append(Paragraph(Line(fill(words.options_for, {"scar": scar.name}))))
    blocks += [Paragraph(line(text)) for text in found.intro]
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


def claims(found: Iterable[Claim], frame: Frame) -> Document:
    """Each claim as people meet it, the verdict, and what studies show."""
    words = frame.words
    verdicts = {
        "supported": words.verdict_supported,
        "partly": words.verdict_partly,
        "unproven": words.verdict_unproven,
        "wrong": words.verdict_wrong,
    }
    blocks: list[Block] = [Heading(words.claims_title, 1), Paragraph(Line(words.claims_how))]
    for claim in found:
        blocks += [
            Heading(f'"{claim.claim}"', 3),
            Paragraph(Line(verdicts[claim.verdict]), "strong"),
            Bullets(lines(claim.text)),
        ]
    return finish(blocks, frame)
