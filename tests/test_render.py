"""What is in a document reaches the reader whole, as it is, at any width."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microneedle_cli.document import (
    Bar,
    Bullets,
    Callout,
    Document,
    Heading,
    Line,
    Paragraph,
    Reference,
    Row,
    Share,
    Shares,
    Table,
    Timeline,
    visible,
)
from microneedle_cli.render import letters, plain, terminal

HOSTILE = (
    "[bold]not bold[/bold] [/x] [link=file:///etc/passwd]here[/link] :warning: :x: "
    "\x1b[31mred\x1b[0m \x9b31m \x1b]8;;http://x\x07y\x1b]8;;\x07 \x00 \x07 \u202e {0} %s [ ] [x] done\\"
)
SGR = re.compile(r"\x1b\[[0-9;]*m")


def document(text: str) -> Document:
    """A document with the text in every place a text can have."""
    line = Line(text, ("one", "two"))
    return Document(
        (
            Heading(text, 1),
            Heading(text, 2),
            Heading(text, 3),
            Paragraph(line),
            Paragraph(line, "strong"),
            Paragraph(line, "faint"),
            Bullets((line, line)),
            Bullets((line,), "check"),
            Bullets((line,), "yes"),
            Bullets((line,), "no"),
            Callout("urgent", text, (line,), (line,)),
            Callout("note", text, (line,)),
            Bullets((line,), "step"),
            Bullets((line,), "check", text),
            Bullets((line,), "write"),
            Table((text, text), (Row((text, text), ("one",)),)),
            Table((text, text), (Row((text, text), ("one",)),), text, text),
            Shares(text, line, text, (Share(text, 1, 19, text),)),
            Timeline(text, text, (Bar(text, 0, 3, text),), 0, 10, "first", "last", 2, "now"),
        ),
        (Reference("one", text), Reference("two", text)),
        text,
        (Paragraph(line),),
    )


def squeezed(text: str) -> str:
    """The text without styles, spaces and frames, to compare across widths."""
    return re.sub(r"[\s│╭╮╰╯─|]+", "", SGR.sub("", text))


def drawings(page: Document, width: int) -> dict[str, str]:
    return {
        "plain": plain.render(page, width, drawn=False),
        "drawn": plain.render(page, width, drawn=True),
        "terminal": terminal.render(page, width, colour=True),
        "no colour": terminal.render(page, width, colour=False),
    }


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_hostile_text_is_shown_and_never_obeyed(width: int) -> None:
    shown = visible(HOSTILE)
    assert "\\u001b[31mred" in shown
    for name, drawn in drawings(document(HOSTILE), width).items():
        bare = SGR.sub("", drawn)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", bare), name
        assert squeezed(shown).lower() in squeezed(drawn).lower(), name


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"]), min_size=1, max_size=30)


@given(st.lists(WORDS, min_size=1, max_size=20), st.integers(20, 120))
def test_every_word_arrives_at_any_width(words: list[str], width: int) -> None:
    text = " ".join(words)
    for mark in ("", "- ", "[ ] "):
        lines = plain.wrap(text, width, mark)
        assert all(len(line) <= width for line in lines)
        assert squeezed("".join(lines)) == squeezed(mark + visible(text))


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_no_line_is_wider_than_asked_and_nothing_ends_in_dots(width: int) -> None:
    text = "A sentence that is long enough to be broken, with acetaminophenparacetamolibuprofen in it."
    for drawn in drawings(document(text), width).values():
        assert all(len(SGR.sub("", line)) <= width for line in drawn.split("\n"))
        assert "…" not in drawn


def test_plain_is_one_thought_a_line_with_nothing_but_words() -> None:
    drawn = plain.render(document("One thought."), None, drawn=False)
    assert set(drawn) <= set("\n -.,:[]0123456789") | set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert "- One thought. [1, 2]\n" in drawn


def test_a_timeline_has_a_mark_a_day_and_its_scale_where_they_fit() -> None:
    bars = (Bar("Gym", 0, 3, "Gym: wait until day 4.", "72 hours"), Bar("Sun", 0, 14, "Sun: until day 15.", "2 weeks"))
    waits = Timeline(
        "Waits", "Each # is a day.", bars, 0, 28, "", "", ticks=((0, "0"), (7, "7"), (14, "14")), unit="Day"
    )
    lines = plain.render(Document((waits,)), 80, drawn=True).split("\n")
    assert lines[2:5] == [
        "           Day 0      7      14",
        "Gym  72 hours  ####.........................",
        "Sun  2 weeks   ###############..............",
    ]
    repeated = waits.replace(bars=(bars[0].replace(words=""),))
    assert plain.render(Document((repeated,)), 40, drawn=True).strip() == ""
    assert terminal.render(Document((repeated,)), 40, colour=False).strip() == ""


def test_a_timeline_is_drawn_where_there_is_room_and_told_elsewhere() -> None:
    page = Document(
        (
            Timeline(
                "Waits", "Each # is a wait.", (Bar("Gym", 0, 3, "Gym: wait until day 4."),), 0, 15, "Day 0", "Day 15"
            ),
        )
    )
    assert "####" in plain.render(page, 80, drawn=True)
    assert "Gym: wait until day 4." in plain.render(page, 40, drawn=True)
    assert "Gym: wait until day 4." in plain.render(page, None, drawn=False)


def test_a_card_has_small_headings_where_it_is_drawn_and_none_in_plain() -> None:
    lines = (Line("You faint."), Line("You have a fit."), Line("Your eye hurts."))
    page = Document((Callout("urgent", "Call", (Line("Now."),), lines, ("Fainting", "", "Eyes")),))
    assert "Fainting:\n- You faint.\n- You have a fit.\nEyes:\n- Your" in plain.render(page, 20, drawn=True)
    assert "Fainting:" in terminal.render(page, 20, colour=False)
    assert "Fainting" not in plain.render(page, None, drawn=False)


def test_shares_are_drawn_where_there_is_room_and_told_elsewhere() -> None:
    bar = Share("Dark marks", 1, 19, "7 in 100 did, 93 did not")
    page = Document((Shares("Who got them", Line("Most did not."), "Each # is 5 people.", (bar,)),))
    assert "Dark marks  #...................  7 in 100 did, 93 did not" in plain.render(page, 80, drawn=True)
    assert "- Dark marks: 7 in 100 did, 93 did not." in plain.render(page, 40, drawn=True)
    assert "#" not in plain.render(page, None, drawn=False)


def test_steps_are_numbered_and_answers_have_a_line() -> None:
    page = Document((Bullets((Line("Read."), Line("Ask.")), "step"), Bullets((Line("Why?"),), "check", "Answer")))
    assert "1. Read.\n2. Ask.\n[ ] Why?\n    Answer: ____" in plain.render(page, 80, drawn=True)
    assert "1. Read.\n2. Ask.\n- Why?\n" in plain.render(page, None, drawn=False)


def test_long_cells_are_broken_inside_their_column() -> None:
    rows = (Row(("Redness", "one two three four five six seven eight nine ten eleven twelve")),)
    drawn = plain.render(Document((Table(("What", "How long"), rows),)), 70, drawn=True)
    assert drawn.count("Redness") == 1
    assert all(len(line) <= 70 for line in drawn.split("\n"))


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437", "utf-8"])
def test_poorer_encodings_get_readable_letters(encoding: str) -> None:
    shown = letters.encodable("☐ café “now” — 38 °C • Ελ", encoding).decode(encoding)
    assert "now" in shown
    assert "caf" in shown
    assert "?" not in shown.replace("Ελ", "").replace("??", "")
