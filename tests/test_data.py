"""The shipped knowledge: complete, sourced, short sentences, and every text of it is printed somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import DATA, TODAY, Run

from microneedle_cli import assemble, model
from microneedle_cli.knowledge import Book
from microneedle_cli.record import Record


def test_the_shipped_knowledge_has_no_mistakes() -> None:
    checked = assemble.check_path(DATA, str(DATA), TODAY)
    assert [str(problem) for problem in checked.problems] == []
    assert [str(notice) for notice in checked.notices] == []


def test_it_covers_what_it_promises(book: Book) -> None:
    assert len(book.sections["question"]) >= 86
    assert len(book.sections["group"]) == 10
    assert list(book.sections["scar"]) == list(model.SCAR_IDS)
    assert list(book.sections["skin_type"]) == ["1", "2", "3", "4", "5", "6"]
    assert list(book.sections["level"]) == ["emergency", "same-day", "normal"]
    topics = {
        "what-it-is", "how-it-works", "devices", "results", "how-long", "sessions", "scar-types", "skin-tone", "risks",
        "who-should-wait", "add-ons", "provider", "how-sure",
    }  # fmt: skip
    assert topics <= set(book.sections["topic"])


def statements(value: Any) -> Iterator[Any]:
    """Every record with a text of its own."""
    if isinstance(value, (model.Statement, model.Item, model.Step, model.Sign)):
        yield value
    elif isinstance(value, Record):
        for field in value.fields:
            yield from statements(getattr(value, field))
    elif isinstance(value, tuple):
        for inner in value:
            yield from statements(inner)


def all_statements(book: Book) -> list[Any]:
    return [found for section in book.sections.values() for entry in section.values() for found in statements(entry)]


def test_every_statement_has_a_source_or_is_our_own_advice(book: Book) -> None:
    found = all_statements(book)
    assert len(found) > 1_000
    for statement in found:
        assert statement.sources or statement.basis == "editorial"
        assert statement.basis in ("regulator", "guideline", "study", "clinic-practice", "editorial")
        assert set(statement.sources) <= set(book.sections["source"])
        assert "{" not in statement.text


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def test_sentences_are_short(book: Book) -> None:
    lengths = []
    for statement in all_statements(book):
        for sentence in sentences(statement.text):
            words = len(sentence.split())
            assert words <= 20, sentence
            lengths.append(words)
    assert sum(lengths) / len(lengths) <= 12


SELLING = re.compile(
    r"\b(guarantee|permanent(ly)?|painless|miracle|amazing|flawless|best clinic|risk-free|perfectly safe|100)\b"
    r"|you are suitable|suitable for you|completely safe|is safe for",
    re.IGNORECASE,
)


def test_nothing_is_promised_or_sold(book: Book) -> None:
    allowed = ("permanent make-up", "in 100", "100.4", "not painless", "may be permanent", "results are permanent")
    for statement in all_statements(book):
        text = statement.text
        for phrase in allowed:
            text = text.replace(phrase, "")
        assert not SELLING.search(text), statement.text


@pytest.mark.parametrize("width", [20, 40, 79])
def test_every_sentence_reaches_the_reader_whole(width: int, mn: Run, book: Book) -> None:
    """Whatever is written in the knowledge is printed by one of the commands, whole, at any width."""

    def squeezed(text: str) -> str:
        return re.sub(r"\[[0-9, ]+\]|[\s+x-]+", "", text)

    runs = [("faq", "--all"), ("warnings",), ("glossary",), ("schedule", "--start", "2025-01-01"), ()]
    runs += [("check",), ("options",), ("claims",), ("preview", str(DATA / "en" / "plan.yaml"))]
    runs += [("explain", topic, "--more") for topic in book.sections["topic"]]
    for scar in model.SCAR_IDS:
        runs += [("aftercare", "--scar", scar), ("prepare", "--scar", scar), ("explain", "--scar", scar)]
    for skin in range(1, 7):
        runs += [("aftercare", "--skin", str(skin)), ("prepare", "--skin", str(skin))]
    runs += [("aftercare", "--day", day) for day in ("0", "3", "60")]
    shown = squeezed("".join(mn("--width", str(width), *run).out for run in runs))
    for statement in all_statements(book):
        assert squeezed(statement.text) in shown, statement.text


def test_claims_and_topics_stand_in_short_groups(book: Book) -> None:
    for section, field in (("claim", "group"), ("topic", "under")):
        headings = [getattr(entry, field) for entry in book.all(section)]
        runs = [heading for heading, before in zip(headings, ["", *headings], strict=False) if heading != before]
        assert sorted(runs) == sorted(set(headings))
        assert all(headings.count(heading) <= 7 for heading in runs)
