"""The course in dates, and what is allowed on which day."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microneedle_cli import facts, plan
from microneedle_cli.dates import Length, add_months, parse_length
from microneedle_cli.errors import UsageMistake
from microneedle_cli.knowledge import Book
from microneedle_cli.model import Fact, Item

REVIEWED = date(2026, 11, 20)
USUAL = Fact("spacing", "x", "4 to 6 weeks", "study", ("a",), REVIEWED, usual="5 weeks")
SLACK = Fact("slack", "x", "2 weeks", "editorial", (), REVIEWED)
LEAST = Fact("least", "x", "2 weeks", "study", ("a",), REVIEWED)
CHECKS = Fact("checks", "x", "3 to 6 months", "study", ("a",), REVIEWED)


def spacing(given: str | None = None) -> plan.Spacing:
    return plan.spacing_of(USUAL, parse_length(given, "--every") if given else None, LEAST, SLACK)


def test_each_session_has_a_window_after_the_one_before() -> None:
    first, second, third = plan.sessions(date(2025, 1, 1), 3, spacing())
    assert (first.earliest, first.day, first.latest) == (date(2025, 1, 1),) * 3
    assert (second.earliest, second.day, second.latest) == (date(2025, 1, 29), date(2025, 2, 5), date(2025, 2, 12))
    assert (third.earliest, third.day, third.latest) == (date(2025, 3, 5), date(2025, 3, 12), date(2025, 3, 19))


@pytest.mark.parametrize(("given", "days"), [("3w", (21, 21, 42)), ("8w", (28, 56, 56)), ("4w", (28, 28, 42))])
def test_a_spacing_outside_the_usual_window_widens_it(given: str, days: tuple[int, int, int]) -> None:
    found = spacing(given)
    assert (found.earliest.days, found.usual.days, found.latest.days) == days


def test_a_gap_without_an_end_gets_one() -> None:
    at_least = Fact("spacing", "x", "6 weeks", "clinic-practice", ("a",), REVIEWED)
    found = plan.spacing_of(at_least, None, LEAST, SLACK)
    assert (found.earliest.days, found.usual.days, found.latest.days) == (42, 42, 56)


@pytest.mark.parametrize("given", ["13d", "1w", "0d", "0m", "2y"])
def test_a_spacing_under_two_weeks_or_over_a_year_is_refused(given: str) -> None:
    with pytest.raises(UsageMistake):
        spacing(given)


def test_two_weeks_are_the_least() -> None:
    assert spacing("2w").usual == Length(days=14)


@given(
    st.dates(date(1900, 1, 1), date(2190, 1, 1)),
    st.integers(1, 20),
    st.sampled_from([None, "2w", "30d", "1m", "6w", "3m"]),
)
def test_sessions_keep_their_order_and_their_windows(start: date, number: int, given: str | None) -> None:
    found = plan.sessions(start, number, spacing(given))
    assert len(found) == number
    assert found[0].day == start
    for event in found:
        assert event.earliest <= event.day <= event.latest
    for before, after in itertools.pairwise(found):
        assert after.earliest - before.day >= timedelta(days=14)


def test_months_between_sessions_do_not_drift() -> None:
    found = plan.sessions(date(2025, 1, 31), 4, spacing("1m"))
    assert [event.day for event in found] == [
        date(2025, 1, 31),
        date(2025, 2, 28),
        date(2025, 3, 31),
        date(2025, 4, 30),
    ]


def test_results_are_looked_at_three_and_six_months_after_the_last_session() -> None:
    assert [event.day for event in plan.checks(date(2025, 8, 31), CHECKS)] == [date(2025, 11, 30), date(2026, 2, 28)]


@given(st.dates(date(1900, 1, 1), date(2150, 1, 1)), st.integers(1, 24), st.integers(0, 20))
def test_reminders_are_counted_from_the_last_session(last: date, months: int, years: int) -> None:
    found = plan.reminders(last, Length(months=months), years)
    assert len(found) == years * 12 // months
    assert [event.day for event in found] == [add_months(last, months * n) for n in range(1, len(found) + 1)]


def test_no_reminders_when_none_are_wanted() -> None:
    assert plan.reminders(date(2025, 1, 1), None, 2) == ()


def test_past_next_and_later_are_told_apart() -> None:
    events = plan.sessions(date(2025, 1, 1), 4, spacing())
    states = [plan.state(event, events, date(2025, 2, 5)) for event in events]
    assert states == ["past", "today", "next", "later"]


@given(st.integers(0, 4000))
def test_every_day_lies_in_one_phase(book: Book, day: int) -> None:
    amounts = book.sections["fact"]
    phases = [phase for phase in book.all("phase") if plan.in_phase(day, plan.phase_days(phase, amounts))]
    assert len(phases) == 1


def test_what_is_allowed_stays_allowed(book: Book) -> None:
    amounts = book.sections["fact"]
    before: set[str] = set()
    for day in range(60):
        allowed = {wait.activity.id for wait in plan.waits(day, book.all("activity"), amounts) if wait.allowed}
        assert before <= allowed
        before = allowed
    assert before == {activity.id for activity in book.all("activity")}


def test_make_up_is_allowed_after_its_wait_has_passed_for_certain(book: Book) -> None:
    amounts = book.sections["fact"]
    first = {wait.activity.id: wait.first_day for wait in plan.waits(0, book.all("activity"), amounts)}
    assert facts.parse_amount(amounts["makeup-wait"].value).number == 24
    assert first["make-up"] == 2
    assert first["gym"] == 4


def test_a_line_for_some_is_shown_to_them_only() -> None:
    line = Item("a", "text", scars=("burn",), skins=(5, 6))
    assert plan.concerns(line, "burn", 6)
    assert not plan.concerns(line, "burn", None)
    assert not plan.concerns(line, "acne", 6)
    assert not plan.concerns(line, None, None)
    assert plan.concerns(Item("b", "text"), None, None)
