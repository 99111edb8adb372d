"""A course as it really goes: dates are counted from what happened, within the windows and the rules."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microneedle_cli import course, plan
from microneedle_cli.course import Course, Happening, Limits, OpenDays
from microneedle_cli.dates import Length, later
from microneedle_cli.errors import UsageMistake

START = date(2027, 1, 15)  # a Friday
FIVE_WEEKS = plan.Spacing(Length(days=28), Length(days=35), Length(days=42))
LIMITS = Limits(Length(days=14), Length(days=14), Length(days=7), Length(months=6))


def three(**changes: object) -> Course:
    return Course(START, 3, FIVE_WEEKS).replace(**changes)  # type: ignore[no-any-return]


def happened(doing: str, session: int = 0, day: date | None = None, reason: str = "") -> Happening:
    return Happening(START, doing, session, day, reason)  # type: ignore[arg-type]


def days(known: Course, *log: Happening) -> list[str]:
    return [told.day.isoformat() for told in course.appointments(known, log)]


def test_without_anything_happening_the_usual_gap_counts_from_the_first_day() -> None:
    assert days(three()) == ["2027-01-15", "2027-02-19", "2027-03-26"]


def test_what_took_place_later_moves_everything_after_it() -> None:
    assert days(three(), happened("done", 1, date(2027, 1, 20))) == ["2027-01-20", "2027-02-24", "2027-03-31"]


def test_the_last_that_was_told_of_a_session_counts() -> None:
    log = (happened("done", 1, date(2027, 1, 20)), happened("done", 1, date(2027, 1, 18)))
    assert days(three(), *log)[:2] == ["2027-01-18", "2027-02-22"]


def test_a_moved_session_stands_and_those_after_it_count_from_it() -> None:
    stands = course.appointments(three(), (happened("move", 2, date(2027, 3, 1)),))
    assert [(told.status, told.day.isoformat()) for told in stands] == [
        ("planned", "2027-01-15"),
        ("moved", "2027-03-01"),
        ("planned", "2027-04-05"),
    ]
    assert (stands[2].earliest, stands[2].latest) == (date(2027, 3, 29), date(2027, 4, 12))


def test_a_moved_session_is_counted_anew_when_the_one_before_it_comes_too_near() -> None:
    moved = happened("move", 2, date(2027, 2, 20))
    slipped = (moved, happened("done", 1, date(2027, 2, 10)))
    assert days(three(least=Length(days=14)), *slipped) == ["2027-02-10", "2027-03-17", "2027-04-21"]
    kept = (moved.replace(clinic_said=True), happened("done", 1, date(2027, 2, 10)))
    assert days(three(least=Length(days=14)), *kept)[:2] == ["2027-02-10", "2027-02-20"]


def test_a_session_left_out_keeps_its_place() -> None:
    stands = course.appointments(three(), (happened("skip", 2),))
    assert [told.status for told in stands] == ["planned", "skipped", "planned"]
    assert stands[2].day == date(2027, 3, 26)


def test_months_do_not_drift_from_the_last_day_of_a_month() -> None:
    monthly = plan.Spacing(Length(months=1), Length(months=1), Length(months=2))
    assert days(Course(date(2027, 1, 31), 4, monthly)) == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]


def test_a_pause_holds_what_is_to_come_and_after_it_nothing_lies_before_its_end() -> None:
    paused = (happened("done", 1, START), happened("pause", 0, date(2027, 2, 1), "sunburn"))
    assert [told.held for told in course.appointments(three(), paused)] == [False, True, True]
    stands = course.appointments(three(), (*paused, happened("resume", 0, date(2027, 4, 10), "sunburn")))
    assert [told.day.isoformat() for told in stands] == ["2027-01-15", "2027-04-10", "2027-05-15"]
    assert not any(told.held for told in stands)
    assert stands[1].earliest == stands[1].day == date(2027, 4, 10)  # not before the end of the pause
    assert stands[1].latest == date(2027, 4, 17)


def test_a_short_pause_moves_nothing() -> None:
    log = (happened("pause", 0, date(2027, 1, 20)), happened("resume", 0, date(2027, 1, 25)))
    assert days(three(), happened("done", 1, START), *log) == days(three())


def test_a_date_that_was_moved_into_a_pause_is_counted_anew_after_it() -> None:
    log = (
        happened("done", 1, START),
        happened("move", 2, date(2027, 2, 22)),
        happened("pause"),
        happened("resume", 0, date(2027, 3, 10)),
    )
    assert days(three(), *log)[1] == "2027-03-10"


def test_sessions_land_on_open_days_within_the_window() -> None:
    weekdays = three(start=date(2027, 1, 16), open_days=OpenDays(True, (date(2027, 2, 22),)))  # a Saturday
    stands = course.appointments(weekdays)
    assert stands[0].closed  # the day that the user gave stays, and is said to be closed
    assert stands[1].day == date(2027, 2, 23)  # Sat 20, Sun 21 and the closed Monday are passed over
    assert all(told.earliest <= told.day <= told.latest for told in stands)


def test_the_day_before_is_taken_when_no_later_day_of_the_window_is_open() -> None:
    closed = tuple(date(2027, 2, 19) + timedelta(days=n) for n in range(8))
    assert course.appointments(three(open_days=OpenDays(False, closed)))[1].day == date(2027, 2, 18)


def test_no_open_day_in_the_window_is_said() -> None:
    closed = tuple(date(2027, 2, 1) + timedelta(days=n) for n in range(60))
    told = course.appointments(three(open_days=OpenDays(False, closed)))[1]
    assert told.closed
    assert told.day == date(2027, 2, 19)


@pytest.mark.parametrize(
    ("number", "day", "rule"),
    [
        (2, date(2027, 1, 28), "too-soon"),
        (2, date(2027, 3, 10), "sun-after"),
        (2, date(2027, 3, 22), "sun-before"),
        (2, date(2027, 2, 21), "closed"),
    ],
)
def test_a_day_that_breaks_a_rule_is_named_with_the_rule(number: int, day: date, rule: str) -> None:
    limits = LIMITS.replace(sunny=(date(2027, 3, 20),))
    known = three(open_days=OpenDays(True))
    assert [found.rule for found in course.objections(number, day, known, (), limits)] == [rule]


def test_the_days_that_fit_a_sunny_trip_are_named() -> None:
    trip = tuple(date(2027, 3, 10) + timedelta(days=n) for n in range(10))
    (found,) = course.sun(date(2027, 3, 1), LIMITS.replace(sunny=trip))
    assert (found.rule, found.day, found.until, found.first) == (
        "sun-after",
        date(2027, 3, 10),
        date(2027, 2, 24),
        date(2027, 3, 26),
    )
    for day in (found.until, found.first):
        assert day
        assert list(course.sun(day, LIMITS.replace(sunny=trip))) == []
    (late,) = course.sun(date(2027, 3, 20), LIMITS.replace(sunny=trip))
    assert (late.rule, late.day, late.first) == ("sun-before", date(2027, 3, 19), date(2027, 3, 26))


def test_the_first_day_after_the_least_gap_breaks_no_rule() -> None:
    assert course.objections(2, START + timedelta(days=14), three(), (), LIMITS) == ()


def test_a_day_too_near_to_a_later_session_that_stands_is_refused() -> None:
    log = (happened("move", 3, date(2027, 3, 26)),)
    found = course.objections(2, date(2027, 3, 20), three(), log, LIMITS)
    assert [(objection.rule, objection.day) for objection in found] == [("next-too-soon", date(2027, 3, 26))]


def test_a_new_scar_waits() -> None:
    limits = LIMITS.replace(wound=date(2026, 9, 1))
    found = course.objections(2, date(2027, 2, 19), three(), (), limits)
    assert [(objection.rule, objection.first) for objection in found] == [("scar-too-new", date(2027, 3, 1))]
    assert course.objections(2, date(2027, 3, 1), three(), (), limits) == ()


def test_nothing_moves_while_a_pause_is_on() -> None:
    found = course.objections(2, date(2027, 3, 1), three(), (happened("pause"),), LIMITS)
    assert [objection.rule for objection in found] == ["paused"]


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (1, date(2027, 2, 1)),  # still to come
        (2, date(2027, 1, 20)),  # session 1 is open
    ],
)
def test_what_cannot_have_taken_place_is_refused(number: int, day: date) -> None:
    stands = course.appointments(three())
    with pytest.raises(UsageMistake):
        course.check_done(stands[number - 1], day, date(2027, 1, 25), stands)


def test_a_session_cannot_move_past_its_neighbours_or_into_the_past() -> None:
    stands = course.appointments(three(), (happened("done", 1, START), happened("move", 3, date(2027, 3, 20))))
    today = date(2027, 1, 25)
    course.check_move(stands[1], date(2027, 2, 22), today, stands)
    for number, day in ((2, date(2027, 1, 24)), (2, date(2027, 3, 20)), (1, date(2027, 2, 1)), (3, date(2027, 2, 19))):
        with pytest.raises(UsageMistake):
            course.check_move(stands[number - 1], day, today, stands)


def test_changes_name_what_moved_came_and_went() -> None:
    def event(id: str, day: date) -> plan.Event:
        return plan.Event(id, "session", 1, day, day, day)

    before = (event("a", START), event("b", START), event("c", START))
    after = (event("a", START), event("b", START + timedelta(days=1)), event("d", START))
    told = {change.id: (change.before, change.after) for change in course.changes(before, after)}
    assert told == {"b": (START, START + timedelta(days=1)), "d": (None, START), "c": (START, None)}


def test_back_from_an_event_leaves_time_and_says_how_many_sessions_fit() -> None:
    wedding = date(2027, 6, 14)
    found = course.back_from(wedding, 3, FIVE_WEEKS, Length(days=14), START)
    assert (found.first, found.last, found.fitting) == (date(2027, 3, 22), date(2027, 5, 31), 3)
    late = course.back_from(wedding, 3, FIVE_WEEKS, Length(days=14), date(2027, 5, 1))
    assert (late.first, late.fitting) == (date(2027, 5, 31), 1)
    assert course.back_from(wedding, 3, FIVE_WEEKS, Length(days=14), date(2027, 6, 1)).fitting == 0


doings = st.one_of(
    st.tuples(st.just("done"), st.integers(1, 4), st.integers(0, 200)),
    st.tuples(st.just("move"), st.integers(1, 4), st.integers(0, 200)),
    st.tuples(st.just("skip"), st.integers(1, 4), st.just(0)),
    st.tuples(st.sampled_from(["pause", "resume"]), st.just(0), st.integers(0, 200)),
)


def test_going_on_after_a_pause_does_not_move_a_session_that_comes_before_one_that_took_place() -> None:
    log = [
        happened("done", 2, START + timedelta(days=1)),
        happened("pause"),
        happened("resume", 0, START + timedelta(days=1)),
    ]
    assert days(three(), *log)[:2] == ["2027-01-15", "2027-01-16"]


@given(st.lists(doings, max_size=12), st.booleans())
def test_whatever_is_told_dates_keep_their_order_and_windows(told: list[tuple[str, int, int]], weekdays: bool) -> None:
    """What the commands refuse is left out, as they would."""
    known = three(sessions=4, open_days=OpenDays(weekdays))
    log: list[Happening] = []
    for doing, number, offset in told:
        day = START + timedelta(days=offset)
        stands = course.appointments(known, log)
        try:
            if doing == "done":
                course.check_done(stands[number - 1], day, day, stands)
            elif doing == "move":
                course.check_move(stands[number - 1], day, START, stands)
            elif doing == "skip" and stands[number - 1].status == "done":
                continue
        except UsageMistake:
            continue
        log.append(happened(doing, number, day if doing != "skip" else None))
        stands = course.appointments(known, log)
        assert all(told.earliest <= told.day <= told.latest for told in stands)
        kept = [told for told in stands if told.status != "skipped"]
        assert all(one.day < two.day for one, two in pairwise(kept))
        for before, told_now in pairwise(stands):
            if told_now.status == "planned":
                assert told_now.day >= later(before.day, FIVE_WEEKS.earliest)
