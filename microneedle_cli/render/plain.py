"""A document as plain text: for pipes, files, screen readers and terminals that cannot do more.

Nothing is ever cut: what does not fit in a line goes on in the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import assert_never

from microneedle_cli.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Line,
    Paragraph,
    Shares,
    Table,
    Timeline,
    visible,
)

WIDE = 70  # columns below which a table becomes records, and a picture its twin in words
WIDEST_PICTURE = 100
NARROWEST_PICTURE = 24  # columns of bars
NARROWEST_COLUMN = 12  # columns of a table below which it becomes records
MARKS = {"point": "- ", "check": "[ ] ", "yes": "+ ", "no": "x ", "alarm": "!! "}


def render(document: Document, width: int | None, drawn: bool) -> str:
    """The page as lines of at most `width` columns (None: one thought a line, however long).

    `drawn` allows pictures and check boxes; without it there is nothing but words and hyphens.
    """
    numbers = {reference.id: number for number, reference in enumerate(document.references, 1)}
    written: list[str] = []
    for block in document.blocks:
        written += block_lines(block, numbers, width, drawn)
    if document.references:
        written += ["", *wrap(document.references_title, width)]
        for reference in document.references:
            written += wrap(reference.text, width, f"{numbers[reference.id]}. ")
    for block in document.closing:
        written += block_lines(block, numbers, width, drawn)
    while written and not written[0]:
        del written[0]
    return "\n".join(written) + "\n"


def block_lines(block: Block, numbers: Mapping[str, int], width: int | None, drawn: bool) -> Iterator[str]:
    match block:
        case Heading():
            yield ""
            yield from wrap(block.text.upper() if block.level == 1 and drawn else block.text, width)
            if drawn and block.level < 3:
                yield ("=" if block.level == 1 else "-") * min(len(visible(block.text)), width or 80)
        case Paragraph():
            yield ""
            yield from wrap(cited(block.line, numbers), width)
        case Bullets():
            for mark, line in zip(line_marks(block, MARKS if drawn else {}, "- "), block.lines, strict=True):
                if drawn and block.mark == "write":
                    yield from room_to_write(line.text, width or 80)
                    continue
                yield from wrap(cited(line, numbers), width, mark)
                if drawn:
                    yield from room_to_write(block.blank, width or 80)
        case Callout():
            yield ""
            alarm = "!! " if drawn and block.level != "note" else ""
            yield from wrap(block.title.upper() if drawn else block.title, width, alarm)
            for line in block.intro:
                yield from wrap(cited(line, numbers), width)
            for heading, line in under_headings(block):
                if heading and drawn:
                    yield from wrap(f"{heading}:", width)
                yield from wrap(cited(line, numbers), width, "- ")
        case Table():
            yield ""
            for text in filter(None, (block.title, block.how)):
                yield from wrap(text, width)
            yield from table(block, numbers, width, drawn)
        case Shares():
            yield ""
            yield from wrap(block.title, width)
            yield from wrap(cited(block.means, numbers), width)
            if drawn and shares_fit(block, width or 80):
                yield from wrap(block.key, width)
                yield from bars(block)
            else:
                yield from marked(
                    [Line(f"{share.label}: {share.words}.") for share in block.shares], "- ", numbers, width
                )
        case Timeline():
            if not block.bars[0].words and not (drawn and has_room(block, width or 80)):
                return
            yield ""
            yield from wrap(block.title, width)
            if drawn and has_room(block, width or 80):
                yield from wrap(block.key, width)
                yield from picture(block, min(width or 80, WIDEST_PICTURE))
            else:
                yield from marked([Line(bar.words) for bar in block.bars], "- ", numbers, width)
        case _:
            assert_never(block)


def marked(lines: Iterable[Line], mark: str, numbers: Mapping[str, int], width: int | None) -> Iterator[str]:
    for line in lines:
        yield from wrap(cited(line, numbers), width, mark)


def under_headings(block: Callout) -> Iterator[tuple[str, Line]]:
    """The lines of a card, each with the small heading that stands before it, or none."""
    return zip(block.headings or ("",) * len(block.lines), block.lines, strict=True)


def line_marks(block: Bullets, marks: Mapping[str, str], other: str) -> Iterable[str]:
    """What stands before each line of a list; steps are numbered everywhere."""
    if block.mark == "step":
        return [f"{number}. " for number in range(1, len(block.lines) + 1)]
    return [marks.get(block.mark, other)] * len(block.lines)


def room_to_write(label: str, width: int) -> Iterator[str]:
    """A line to fill in by hand."""
    if label:
        start = f"    {visible(label)}: "
        if len(start) + 8 <= width:
            yield start + "_" * (min(width, WIDEST_PICTURE) - len(start))
        else:
            yield from (*wrap(f"{label}:", width), "_" * width)


def cited(line: Line, numbers: Mapping[str, int]) -> str:
    """The text of a line with the numbers of its sources: "Wait 24 hours. [1, 3]"."""
    if not line.sources:
        return line.text
    return f"{line.text} [{', '.join(str(numbers[source]) for source in line.sources)}]"


def table(block: Table, numbers: Mapping[str, int], width: int | None, drawn: bool, mark: str = "- ") -> Iterator[str]:
    """Columns where they fit, with long cells broken into lines; else records."""
    rows = [(cited(Line(row.cells[0], row.sources), numbers), *row.cells[1:]) for row in block.rows]
    lengths = column_widths([block.columns, *rows], width or 80) if drawn else []
    if not lengths:
        yield from records(block, numbers, width, mark)
        return
    for number, cells in enumerate((block.columns, tuple("-" * length for length in lengths), *rows)):
        if block.spaced and number > 2:
            yield ""
        broken = [wrap(cell or "-", length) for cell, length in zip(cells, lengths, strict=True)]
        for parts in zip_longest(*broken, fillvalue=""):
            yield "  ".join(part.ljust(length) for part, length in zip(parts, lengths, strict=True)).rstrip()


def column_widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """How wide each column is; the widest give way until all fit. Nothing where that would break words."""
    lengths = [max(len(visible(cell)) for cell in column) for column in zip(*rows, strict=True)]
    words = [
        max(len(word) for cell in column for word in (*visible(cell).split(), "")) for column in zip(*rows, strict=True)
    ]
    excess = sum(lengths) + 2 * (len(lengths) - 1) - width
    for _ in range(excess):
        lengths[lengths.index(max(lengths))] -= 1
    fits = all(length >= word for length, word in zip(lengths, words, strict=True))
    narrow = excess > 0 and min(lengths) < NARROWEST_COLUMN and max(lengths) < 2 * NARROWEST_COLUMN
    return lengths if fits and not narrow and width >= WIDE else []


def records(block: Table, numbers: Mapping[str, int], width: int | None, mark: str) -> Iterator[str]:
    """A table as a line a row: "- Session 2: Thu 5 February 2025. Not before: ..."."""
    for row in block.rows:
        named = [f"{title}: {cell}." for title, cell in zip(block.columns[2:], row.cells[2:], strict=True) if cell]
        said = " ".join((f"{row.cells[0]}: {row.cells[1]}.", *named))
        yield from wrap(cited(Line(said, row.sources), numbers), width, mark)


def shares_fit(block: Shares, width: int) -> bool:
    """Whether the bars have room at this width."""
    return all(len(line) <= width for line in bars(block))


def bars(block: Shares, filled: str = "#", empty: str = ".") -> Iterator[str]:
    """A bar a line, between its label and its words."""
    label = max(len(visible(share.label)) for share in block.shares)
    longest = max(share.filled + share.empty for share in block.shares)
    for share in block.shares:
        marks = filled * share.filled + empty * share.empty
        yield f"{visible(share.label).ljust(label)}  {marks.ljust(longest)}  {visible(share.words)}"


def label_width(block: Timeline) -> int:
    return max(len(visible(label)) for label in (block.heads[0], block.now_label, *(bar.label for bar in block.bars)))


def head_width(block: Timeline) -> int:
    """How much of a line stands before the bars: the label, and the note where bars have one."""
    notes = max(len(visible(bar.note)) for bar in block.bars)
    if block.heads[1]:
        notes = max(notes, len(visible(f"{block.heads[1]} {block.unit}")))
    return label_width(block) + 2 + (notes + 2 if notes else 0)


def has_room(block: Timeline, width: int) -> bool:
    """Whether a picture of the timeline would show anything at this width."""
    return width >= WIDE and width - head_width(block) >= NARROWEST_PICTURE


def picture(block: Timeline, width: int) -> Iterator[str]:
    """A bar a line over the scale, with a mark for today."""
    label, head = label_width(block), head_width(block)
    span = max(block.last - block.first, 1)
    room = min(span + 1, width - head)  # a mark a day where they fit

    def column(day: int) -> int:
        return round((day - block.first) * (room - 1) / span)

    ends = ((block.first, block.first_label), (block.last, block.last_label))
    labels = [(column(day), visible(text)) for day, text in block.ticks or ends]
    heads = f"{visible(block.heads[0]).ljust(label)}  {visible(block.heads[1])}".rstrip()
    yield (
        heads
        + f"{visible(block.unit)} ".rjust(head - len(heads))
        + scale(labels, width - head if block.ticks else room)
    )
    for bar in block.bars:
        first, last = column(bar.first), column(bar.last)
        drawn = ["."] * room
        drawn[first : last + 1] = "#" * (last + 1 - first)
        yield f"{visible(bar.label).ljust(label)}  {visible(bar.note)}".ljust(head) + "".join(drawn)
    if block.now is not None:
        yield visible(block.now_label).ljust(head) + " " * column(block.now) + "^"


def scale(labels: Iterable[tuple[int, str]], room: int) -> str:
    """Labels over their columns; one that would touch the one before is left out, or that one if it is the first."""
    line, first = "", True
    for column, text in labels:
        start = max(min(column, room - len(text)), 0)
        if start > len(line) or not line:
            first = not line
            line = line.ljust(start) + text
        elif first:
            line, first = " " * start + text, False
    return line


def wrap(text: str, width: int | None, mark: str = "") -> list[str]:
    """The text behind a mark, broken between words; a longer word is broken (an address after a slash), never cut."""
    text = visible(text)
    if width is None:
        return [f"{mark}{text}"]
    indent = " " * len(mark)
    lines: list[str] = []
    current = mark
    for word in text.split():
        while True:
            gap = "" if current in (mark, indent) else " "
            if len(current) + len(gap) + len(word) <= width:
                current += gap + word
                break
            if current not in (mark, indent):
                lines.append(current)
                current = indent
                continue
            room = max(width - len(current), 1)
            room = word.rfind("/", 0, room) + 1 or room
            lines.append(current + word[:room])
            word, current = word[room:], indent
    lines.append(current)
    return lines
