"""What every page for patients shares: its sources, when to get help, whose word counts, and how old it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    Share,
    Shares,
    cited,
    terms_in,
)
from microneedle_cli.facts import fill, of_hundred, parse_amount
from microneedle_cli.model import (
    Edition,
    Fact,
    InShort,
    Item,
    Level,
    Part,
    Picture,
    Sign,
    Source,
    Statement,
    Step,
    Term,
    Words,
)
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
        LOUDNESS[level.level],
        level.title,
        (Line(level.act),),
        tuple(Line(sign.text) for sign in level.items),
        tuple(sign.heading for sign in level.items),
    )


def in_short(summary: InShort, words: Words) -> Callout:
    """The card that stands first on a page."""
    told = lines(summary.text)
    if summary.main is None:
        return Callout("note", words.in_short, (), told)
    return Callout("note", words.in_short, (told[0], main_thing(summary.main, words)), told[1:])


def main_thing(statement: Statement, words: Words) -> Line:
    """The one thing to do or remember."""
    return Line(fill(words.main_thing, {"text": statement.text}), statement.sources)


def parted(
    entries: Sequence[Item | Step],
    parts: Mapping[str, Part],
    title: str,
    mark: Literal["point", "check"],
    told: set[str],
    words: Words,
) -> Iterator[Block]:
    """A list with a heading for each of its parts. Why a part matters stands where it first comes up on the page.

    `told` holds the parts whose reason the page has given.
    """
    for id in ("", *parts):
        mine = lines(entry for entry in entries if (entry.under or "") == id)
        if not mine:
            continue
        part = parts.get(id)
        if part is None:
            heading = title
        else:
            heading = fill(words.part_of, {"list": title, "part": part.title}) if title else part.title
        if heading:
            yield Heading(heading, 3)
        if part and id not in told:
            told.add(id)
            yield Bullets(
                tuple(
                    Line(why.text if number else fill(words.part_why, {"why": why.text}), why.sources)
                    for number, why in enumerate(part.why)
                )
            )
        yield Bullets(mine, mark)


def finish(blocks: Sequence[Block], frame: Frame, beside: Sequence[Block] = ()) -> Document:
    """The page for patients: the blocks, their sources, and the closing that no page goes without.

    `beside` names other pages: its words are not explained here.
    """
    words = frame.words
    closing: tuple[Block, ...] = (
        *(danger(level) for level in frame.levels if level.level != "normal"),
        Paragraph(Line(words.own_clinic), "strong"),
        Paragraph(Line(f"{words.not_advice} {reviewed_by(frame)}")),
        Paragraph(Line(f"{words.made_by} {checked(frame)}"), "faint"),
    )
    shown = (*blocks, *explained(blocks, frame), *beside)
    sources = fill(words.sources, {"date": day_in_words(frame.edition.reviewed, words)})
    return Document(shown, references(blocks, frame), sources, closing)


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


def support(frame: Frame) -> tuple[Block, ...]:
    """Where else to read and who else can help."""
    told = tuple(addressed(text, frame) for text in frame.words.support)
    return (Heading(frame.words.support_title), Bullets(told))


def addressed(text: str, frame: Frame) -> Line:
    """A line in which {source} is the address of a source."""
    return Line(fill(text, {id: source.url for id, source in frame.sources.items() if source.url}))


PEOPLE_PER_MARK = 5


def shares(picture: Picture, facts: Mapping[str, Fact], words: Words) -> Shares:
    """Shares in 100 people as bars; whoever cannot see them reads both sides of each."""
    bars = []
    for bar in picture.shares:
        part = of_hundred(parse_amount(facts[bar.share].value)) or 0
        filled = max(round(part / PEOPLE_PER_MARK), 1 if part else 0)
        share = fill(words.in_whole, {"number": str(part), "whole": "100"})
        said = fill(words.share_words, {"share": share, "rest": str(100 - part)})
        bars.append(Share(bar.label, filled, 100 // PEOPLE_PER_MARK - filled, said))
    return Shares(picture.title, line(picture.means), words.share_key, tuple(bars))
