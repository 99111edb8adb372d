"""The danger signs and what to do are in everything that a patient sees, whole."""

from __future__ import annotations

import re

import pytest
from conftest import Run

from microneedle_cli.errors import SAFETY
from microneedle_cli.knowledge import Book

PAGES = [
    (),
    ("faq",),
    ("faq", "--all"),
    ("faq", "makeup-after"),
    ("faq", "gym", "after", "microneedling"),
    ("faq", "what", "is", "the", "capital", "of", "france"),
    ("faq", "pus"),
    ("explain",),
    ("explain", "risks"),
    ("explain", "risks", "--more", "--scar", "burn"),
    ("aftercare",),
    ("aftercare", "--scar", "burn", "--skin", "6"),
    ("aftercare", "--day", "0"),
    ("aftercare", "--day", "3", "--scar", "acne"),
    ("aftercare", "--treated", "2026-11-17"),
    ("prepare",),
    ("prepare", "--on", "2027-01-15", "--scar", "surgical"),
    ("schedule", "--start", "2025-01-01"),
    ("schedule", "--start", "2025-01-01", "--scar", "keloid"),
    ("schedule", "--start", "2025-01-01", "--scar", "burn"),
    ("warnings",),
    ("glossary",),
    ("glossary", "keloid"),
    ("sources", "fda-mn"),
    ("facts", "makeup-wait"),
    ("check",),
    ("options", "--scar", "acne"),
    ("claims",),
    ("faq", "--explain", "gym"),
    ("faq", "--kept"),
    ("schedule", "--ready-by", "2027-06-14", "--event", "wedding"),
    ("schedule", "--ready-by", "2026-11-25"),
]
KEPT = [
    ("plan",),
    ("plan", "show"),
    ("plan", "history"),
    ("today",),
    ("today", "--done", "sunscreen-early"),
    ("plan", "done", "1"),
    ("plan", "move", "2", "2027-01-20"),
    ("plan", "pause", "sunburn"),
    ("plan", "resume"),
    ("plan", "skip", "3"),
    ("plan", "undo"),
    ("plan", "erase", "--yes"),
]  # in this order: each is a page of a plan that is kept


def squeezed(text: str) -> str:
    """Without styles, spaces, list marks, frames and the numbers of sources."""
    return re.sub(r"\[[0-9, ]+\]|\x1b\[[0-9;]*m|[\s│╭╮╰╯─•|+-]+", "", text).casefold()


def safety_lines(book: Book) -> list[str]:
    found = [book.words.own_clinic, book.words.not_advice, "content version " + book.edition.version]
    for level in book.all("level"):
        if level.level != "normal":
            found += [level.title, level.act, *(sign.text for sign in level.items)]
    return found


@pytest.mark.parametrize("width", ["20", "40", "80", "120"])
@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_every_page_has_all_safety_lines_whole(page: tuple[str, ...], width: str, mn: Run, book: Book) -> None:
    shown = squeezed(mn("--width", width, *page).out)
    for line in safety_lines(book):
        assert squeezed(line) in shown


@pytest.mark.parametrize("width", ["20", "40", "80"])
def test_every_page_of_a_kept_plan_has_them_too(width: str, mn: Run, book: Book) -> None:
    assert mn("plan", "new", "--start", "2026-11-18").code == 0
    for page in KEPT:
        ran = mn("--width", width, *page)
        assert ran.code == 0, page
        for line in safety_lines(book):
            assert squeezed(line) in squeezed(ran.out), page


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_plain_pages_have_them_one_a_line(page: tuple[str, ...], mn: Run, book: Book) -> None:
    lines = {re.sub(r" \[[0-9, ]+\]$", "", line.removeprefix("- ")) for line in mn("--plain", *page).out.split("\n")}
    for level in book.all("level"):
        if level.level != "normal":
            assert {level.title, level.act, *(sign.text for sign in level.items)} <= lines


@pytest.mark.usefixtures("on_terminal")
@pytest.mark.parametrize("width", ["20", "40", "80"])
def test_terminal_pages_have_them(width: str, mn: Run, book: Book) -> None:
    for page in PAGES[:12]:
        ran = mn("--width", width, *page)
        assert "\x1b[" in ran.out
        for line in safety_lines(book):
            assert squeezed(line) in squeezed(ran.out)


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_json_carries_them(page: tuple[str, ...], mn: Run, book: Book) -> None:
    warnings = mn("--json", *page).json["warnings"]
    assert [warning["level"] for warning in warnings] == ["emergency", "same-day"]
    for warning in warnings:
        level = book.sections["level"][warning["level"]]
        assert warning["text"] == level.act
        assert warning["items"] == [sign.text for sign in level.items]


@pytest.mark.parametrize(
    "wrong",
    [("aftercare", "--day", "soon"), ("aftercare", "--scar", "acen"), ("fqa",), ("schedule",), ("faq", "--nope")],
    ids=" ".join,
)
def test_even_a_mistake_ends_with_what_to_do_in_an_emergency(wrong: tuple[str, ...], mn: Run) -> None:
    ran = mn(*wrong)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.endswith(SAFETY + "\n")


@pytest.mark.parametrize("words", ["pus", "cannot breathe", "my throat is swelling"])
def test_urgent_words_bring_the_card_before_anything_else(words: str, mn: Run, book: Book) -> None:
    out = mn("faq", *words.split()).out
    urgency = mn("faq", *words.split(), "--json").json["data"]["urgency"]
    assert out.startswith(f"!! {book.sections['level'][urgency].title.upper()}")


def test_the_sources_of_a_danger_sign_are_shown_where_it_is_explained(mn: Run) -> None:
    out = mn("warnings").out
    assert "feel faint" in out
    assert re.search(r"[Oo]r you see pus .{0,140} \[[0-9, ]+\]", " ".join(out.split()))
    assert "sp-man" in out
