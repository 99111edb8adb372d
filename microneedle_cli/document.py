"""A page as a value: a few kinds of block with plain text inside, for any medium to draw.

Text here is never markup. A `Line` carries the ids of its sources; a renderer shows them as the numbers that the
references of the document give them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from microneedle_cli.record import Record


class Line(Record):
    """One thought, with the ids of the sources it rests on."""

    text: str
    sources: tuple[str, ...] = ()


class Heading(Record):
    """The title of the page (level 1), of a part (2) or of a part of that (3)."""

    text: str
    level: int = 2


class Paragraph(Record):
    """A line on its own. `faint` is for what is good to know and need not be read."""

    line: Line
    tone: Literal["normal", "strong", "faint"] = "normal"


class Bullets(Record):
    """A list; `mark` says what its lines are. After each line there is room to write, under the name `blank`."""

    lines: tuple[Line, ...]
    mark: Literal["point", "check", "yes", "no", "step", "write", "alarm"] = "point"
    blank: str = ""


class Callout(Record):
    """What must not be overlooked. Renderers show it whole, whatever the width."""

    level: Literal["urgent", "caution", "note"]
    title: str
    intro: tuple[Line, ...]
    lines: tuple[Line, ...] = ()
    headings: tuple[str, ...] = ()  # a small heading before each line, empty for none; only where pages are drawn


class Row(Record):
    """The cells of a row of a table; the first names the row and carries the sources."""

    cells: tuple[str, ...]
    sources: tuple[str, ...] = ()


class Table(Record):
    """Rows under column titles, with what it is and how to use it. Narrow media show one record after another."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = ""
    how: str = ""
    spaced: bool = False  # an empty line between rows, where cells are long


class Bar(Record):
    """A stretch of a timeline, from one day to another, and the same in words."""

    label: str
    first: int
    last: int
    words: str
    note: str = ""  # stands between label and stretch


class Timeline(Record):
    """Bars over days, to look at; `words` of the bars are its twin for whoever reads or listens.

    Bars without words show what the page has said already: for readers and listeners there is nothing then.

    `first` and `last` are the ends of the scale, with their labels; `ticks` label days on it instead, and `unit`
    stands before them; `heads` stand over the labels and the notes. `now` marks today when it lies between.
    """

    title: str
    key: str
    bars: tuple[Bar, ...]
    first: int
    last: int
    first_label: str
    last_label: str
    now: int | None = None
    now_label: str = ""
    ticks: tuple[tuple[int, str], ...] = ()
    unit: str = ""
    heads: tuple[str, str] = ("", "")


class Share(Record):
    """A share as a bar of filled and empty marks, and the same in words."""

    label: str
    filled: int
    empty: int
    words: str


class Shares(Record):
    """Shares to look at: `means` says what they show, `key` what a mark is, for those who see the marks."""

    title: str
    means: Line
    key: str
    shares: tuple[Share, ...]


class Reference(Record):
    """A source that lines point to."""

    id: str
    text: str


Block = Heading | Paragraph | Bullets | Callout | Table | Timeline | Shares


class Document(Record):
    """A page: blocks in reading order, the references under their title, and the closing that ends the page."""

    blocks: tuple[Block, ...]
    references: tuple[Reference, ...] = ()
    references_title: str = ""
    closing: tuple[Block, ...] = ()


def lines_of(blocks: Iterable[Block]) -> Iterable[Line]:
    """All lines of the blocks, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.line
        elif isinstance(block, Bullets):
            yield from block.lines
        elif isinstance(block, Callout):
            yield from block.intro
            yield from block.lines
        elif isinstance(block, Table):
            yield from (Line(row.cells[0], row.sources) for row in block.rows)
        elif isinstance(block, Shares):
            yield block.means


def split_words(text: str) -> list[str]:
    """The words of a text in small letters, as terms are looked up by."""
    return re.findall(r"[a-z0-9]+", text.casefold())


def terms_in(blocks: Iterable[Block], forms: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the terms that the blocks use and do not explain at their first use, in reading order.

    `forms` maps their words to ids.
    """
    longest = max((form.count(" ") for form in forms), default=0) + 1
    told: dict[str, bool] = {}
    for line in lines_of(blocks):
        places = list(re.finditer("[A-Za-z0-9]+", line.text))
        words = [place[0].casefold() for place in places]
        start = 0
        while start < len(words):
            for length in range(min(longest, len(words) - start), 0, -1):
                id = forms.get(" ".join(words[start : start + length]))
                if id:
                    span = places[start].start(), places[start + length - 1].end()
                    told.setdefault(id, explained_there(line.text, *span))
                    start += length - 1
                    break
            start += 1
    return tuple(id for id, done in told.items() if not done)


def explained_there(text: str, start: int, end: int) -> bool:
    """Whether brackets explain a word where it stands: "keloid (a raised scar)" or "skin doctor (dermatologist)"."""
    return text[:start].endswith("(") or re.match(r"[^().,:;!?]{0,20} \(", text[end:]) is not None


def cited(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The ids of the sources of all lines, each once, in the order in which a reader meets them."""
    return tuple(dict.fromkeys(source for line in lines_of(blocks) for source in line.sources))


def visible(text: str) -> str:
    """The text with every control character written out, so that no medium acts on it; line breaks become spaces."""
    if text.isprintable():
        return text
    shown = []
    for character in text:
        if character.isprintable() or character in "\u200c\u200d\u200e\u200f":  # joiners and direction marks
            shown.append(character)
        elif character in "\t\n\r":
            shown.append(" ")
        else:
            shown.append(f"\\u{ord(character):04x}")
    return "".join(shown)
