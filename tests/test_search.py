"""Words find what they name, danger words are noticed, and what no topic explains finds nothing."""

from __future__ import annotations

import pytest

from microneedle_cli.knowledge import Book
from microneedle_cli.search import Found, search


def found(words: str, book: Book) -> Found:
    return search(words, book.all("question"), book.all("level"), book.one("stop_words"))


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("gym after microneedling", "gym-after"),
        ("When can I wear makeup after microneedling?", "makeup-after"),
        ("swimming", "swimming"),
        ("Accutane", "isotretinoin-wait"),
        ("microneedling while pregnant", "pregnant"),
        ("melasma", "melasma"),
    ],
)
def test_the_right_answer_comes_first(words: str, id: str, book: Book) -> None:
    assert found(words, book).answers[0] == id


@pytest.mark.parametrize(
    "words", ["what is the capital of france", "best pizza near me", "zzz", "???", "the the the", ""]
)
def test_what_no_topic_explains_finds_nothing(words: str, book: Book) -> None:
    assert found(words, book).answers == ()
    assert found(words, book).urgency is None


def test_the_more_urgent_level_wins(book: Book) -> None:
    assert found("there is pus", book).urgency == "same-day"
    assert found("there is pus and I cannot breathe", book).urgency == "emergency"
    assert found("my skin is a bit red", book).urgency is None
