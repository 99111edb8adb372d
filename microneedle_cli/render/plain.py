"""A document as plain text: for pipes, files, screen readers and terminals that cannot do more.

Nothing is ever cut: what does not fit in a line goes on in the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from microneedle_cli.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Line,
    Paragraph,
    Table,
    Timeline,
    visible,
)

WIDE = 70  # columns below which a table becomes records, and a picture its twin in words
WIDEST_PICTURE = 100
MARKS = {"point": "- ", "check": "[ ] ", "yes": "+ ", "no": "x "}


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
            yield from marked(block.lines, MARKS[block.mark] if drawn else "- ", numbers, width)
        case Callout():
            yield ""
            alarm = "!! " if drawn and block.level != "note" else ""
            yield from wrap(block.title.upper() if drawn else block.title, width, alarm)
            for line in block.intro:
                yield from wrap(cited(line, numbers), width)
            yield from marked(block.lines, "- ", numbers, width)
        case Table():
            yield ""
            yield from table(block, numbers, width, drawn)
        case Timeline():
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


def cited(line: Line, numbers: Mapping[str, int]) -> str:
    """The text of a line with the numbers of its sources: "Wait 24 hours. [1, 3]"."""
    if not line.sources:
        return line.text
    return f"{line.text} [{', '.join(str(numbers[source]) for source in line.sources)}]"


def table(block: Table, numbers: Mapping[str, int], width: int | None, drawn: bool, mark: str = "- ") -> Iterator[str]:
    """Columns where they fit; else records."""
    rows = [(cited(Line(row.cells[0], row.sources), numbers), *row.cells[1:]) for row in block.rows]
    lengths = [max(len(visible(cell)) for cell in column) for column in zip(block.columns, *rows, strict=True)]
    if not drawn or sum(lengths) + 2 * (len(lengths) - 1) > (width or 80) or (width or 80) < WIDE:
        yield from records(block, numbers, width, mark)
        return
    for cells in (block.columns, tuple("-" * length for length in lengths), *rows):
        row = "  ".join(visible(cell).ljust(length) for cell, length in zip(cells, lengths, strict=True))
        yield row.rstrip()


def records(block: Table, numbers: Mapping[str, int], width: int | None, mark: str) -> Iterator[str]:
    """A table as a line a row: "- Session 2: Thu 5 February 2025. Not before: ..."."""
    for row in block.rows:
        named = [f"{title}: {cell}." for title, cell in zip(block.columns[2:], row.cells[2:], strict=True) if cell]
        said = " ".join((f"{row.cells[0]}: {row.cells[1]}.", *named))
        yield from wrap(cited(Line(said, row.sources), numbers), width, mark)


def label_width(block: Timeline) -> int:
    return max(len(visible(label)) for label in (block.now_label, *(bar.label for bar in block.bars)))


def has_room(block: Timeline, width: int) -> bool:
    """Whether a picture of the timeline would show anything at this width."""
    return width >= WIDE and label_width(block) <= width // 2


def picture(block: Timeline, width: int) -> Iterator[str]:
    """A bar a line over the scale, with a mark for today."""
    label = label_width(block)
    room = width - label - 2
    span = max(block.last - block.first, 1)

    def column(day: int) -> int:
        return round((day - block.first) * (room - 1) / span)

    ends = visible(block.first_label), visible(block.last_label)
    yield " " * (label + 2) + ends[0] + ends[1].rjust(room - len(ends[0]))
    for bar in block.bars:
        first, last = column(bar.first), column(bar.last)
        drawn = ["."] * room
        drawn[first : last + 1] = "#" * (last + 1 - first)
        yield f"{visible(bar.label).ljust(label)}  {''.join(drawn)}"
    if block.now is not None:
        yield f"{visible(block.now_label).ljust(label)}  {' ' * column(block.now)}^"


def wrap(text: str, width: int | None, mark: str = "") -> list[str]:
    """The text behind a mark, broken between words; a word longer than a line is broken, never cut."""
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
            lines.append(current + word[:room])
            word, current = word[room:], indent
    lines.append(current)
    return lines
