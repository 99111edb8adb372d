"""What every page for patients shares: its sources, when to get help, whose word counts, and how old it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from microneedle_cli.dates import day_in_words
from microneedle_cli.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Line,
    Paragraph,
    Reference,
    cited,
    terms_in,
)
from microneedle_cli.facts import fill
from microneedle_cli.model import Edition, InShort, Item, Level, Sign, Source, Statement, Step, Term, Words
from microneedle_cli.record import Record


class Frame(Record):
    """What a page needs besides its own content; `sources` is the bibliography by id."""

    words: Words
    levels: tuple[Level, ...]
    edition: Edition
    sources: Mapping[str, Source]
    terms: Mapping[str, Term]
    term_forms: Mapping[str, str]


def line(statement: Statement | Item | Step | Sign) -> Line:
    return Line(statement.text, statement.sources)


def lines(statements: Iterable[Statement | Item | Step | Sign]) -> tuple[Line, ...]:
    return tuple(line(statement) for statement in statements)


LOUDNESS: Mapping[str, Literal["urgent", "caution", "note"]] = {
    "emergency": "urgent",
    "same-day": "caution",
    "normal": "note",
}


def danger(level: Level) -> Callout:
    """The card of a level: what to do, then the signs, any one of which is enough."""
    return Callout(
        LOUDNESS[level.level], level.title, (Line(level.act),), tuple(Line(sign.text) for sign in level.items)
    )


def in_short(summary: InShort, words: Words) -> Callout:
    """The card that stands first on a page."""
    return Callout("note", words.in_short, (), lines(summary.text))


def finish(blocks: Sequence[Block], frame: Frame) -> Document:
    """The page for patients: the blocks, their sources, and the closing that no page goes without."""
    words = frame.words
    closing: tuple[Block, ...] = (
        *(danger(level) for level in frame.levels if level.level != "normal"),
        Paragraph(Line(words.own_clinic), "strong"),
        Paragraph(Line(f"{words.not_advice} {reviewed_by(frame)}")),
        Paragraph(Line(f"{words.made_by} {checked(frame)}"), "faint"),
    )
    shown = (*blocks, *explained(blocks, frame))
    return Document(shown, references(blocks, frame), words.sources, closing)


def explained(blocks: Sequence[Block], frame: Frame) -> tuple[Block, ...]:
    """The medical words that the blocks use, with what they mean."""
    terms = [frame.terms[id] for id in terms_in(blocks, frame.term_forms)]
    if not terms:
        return ()
    meanings = tuple(Line(f"{term.term}: {term.meaning}") for term in terms)
    return (Heading(frame.words.page_words), Bullets(meanings))


def reviewed_by(frame: Frame) -> str:
    """Who has reviewed the content, or that no clinician has."""
    who = frame.edition.reviewed_by
    return fill(frame.words.own_review, {"who": who}) if who else frame.words.no_review


def checked(frame: Frame) -> str:
    """The review dates and the content version."""
    day, due = (day_in_words(day, frame.words) for day in (frame.edition.reviewed, frame.edition.next_review))
    written = day_in_words(frame.edition.written, frame.words)
    blanks = {"written": written, "date": day, "next": due, "version": frame.edition.version}
    return fill(frame.words.checked, blanks)


def references(blocks: Sequence[Block], frame: Frame) -> tuple[Reference, ...]:
    return tuple(Reference(id, f"{frame.sources[id].short} ({id})") for id in cited(blocks))


def certainty(level: str, words: Words) -> str:
    """How sure we are, in words."""
    said = {
        "high": words.sure_high,
        "moderate": words.sure_moderate,
        "low": words.sure_low,
        "very-low": words.sure_very_low,
        "unknown": words.sure_unknown,
    }[level]
    return fill(words.how_sure, {"certainty": said})
