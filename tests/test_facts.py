"""A number has one home and comes out in words."""

from __future__ import annotations

import contextlib

import pytest
from conftest import DATA
from hypothesis import given
from hypothesis import strategies as st

from microneedle_cli import facts, knowledge
from microneedle_cli.facts import Quantity, day_range, first_day_after, in_words, parse_amount, unit_words, whole_days

UNITS = unit_words(knowledge.open_book(str(DATA), "en").words)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("24 hours", "24 hours"),
        ("1 hour", "1 hour"),
        ("1 hours", "1 hour"),
        ("4 to 6 weeks", "4 to 6 weeks"),
        ("12 hours to 2 weeks", "12 hours to 2 weeks"),
        ("1 day to 2 weeks", "1 day to 2 weeks"),
        ("24 hours to 48 hours", "24 to 48 hours"),
        ("14 of 19 people", "14 of 19 people (about 74 in 100)"),
        ("4 of 14 studies", "4 of 14 studies"),
        ("0 to 17 in 100", "0 to 17 in 100"),
        ("10 in 100", "10 in 100"),
        ("1 of 10 points", "1 of 10 points"),
        ("SPF 30", "SPF 30"),
        ("day 5", "day 5"),
        ("day 1 to 3", "days 1 to 3"),
        ("week 2 to 6", "weeks 2 to 6"),
        ("type 4 to 6", "types 4 to 6"),
        ("1.5 mm", "1.5 mm"),
        ("100.4 F", "100.4 F"),
        ("3 to 4 times a day", "3 to 4 times a day"),
        ("1 to 2 sessions a year", "1 to 2 sessions a year"),
        ("1 person", "1 person"),
        ("1 study", "1 study"),
    ],
)
def test_an_amount_is_read_and_said(written: str, words: str) -> None:
    assert in_words(parse_amount(written), UNITS) == words


@pytest.mark.parametrize(
    "written",
    ["", "24", "hours", "about 24 hours", "24 fortnights", "6 to 4 weeks", "2 weeks to 12 hours", "20 of 19 people",
     "-1 days", "1 to 2", "3 to 4 in 2", "2 C to 3 weeks"],
)  # fmt: skip
def test_a_strange_amount_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"expected|unit|smaller|larger|compared"):
        parse_amount(written)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(parse_amount(text), Quantity)


@pytest.mark.parametrize(
    ("written", "days", "first"),
    [("24 hours", 1, 2), ("72 hours", 3, 4), ("25 hours", 2, 3), ("2 weeks", 14, 15), ("5 to 7 days", 7, 8)],
)
def test_a_wait_ends_with_the_first_whole_day_after_it(written: str, days: int, first: int) -> None:
    assert whole_days(parse_amount(written)) == days
    assert first_day_after(parse_amount(written)) == first


def test_phases_are_days() -> None:
    assert day_range(parse_amount("day 0")) == (0, 0)
    assert day_range(parse_amount("day 1 to 3")) == (1, 3)
    assert day_range(parse_amount("week 2 to 6")) == (8, 42)
    assert day_range(parse_amount("week 7")) == (43, None)


def test_only_known_blanks_are_filled() -> None:
    assert facts.fill("{a} and {b} and {0}", {"a": "{b}"}) == "{b} and {b} and {0}"


def test_a_length_is_drawn_from_its_start_to_its_end() -> None:
    drawn = {text: facts.about_days(facts.parse_amount(text)) for text in ("72 hours", "4 to 6 weeks", "12 months")}
    assert drawn == {"72 hours": (0, 3), "4 to 6 weeks": (28, 42), "12 months": (0, 360)}
    with pytest.raises(ValueError, match="cannot be drawn"):
        facts.about_days(facts.parse_amount("3 to 6 sessions"))
