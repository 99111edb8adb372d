"""A plan that is kept: what the user tells moves the dates, and every page says what moved and when to get help."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

SAFE = "Call your local emergency number now"


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make it that day."""
    return lambda day: monkeypatch.setenv("MN_TODAY", day)


@pytest.fixture
def made(mn: Run) -> None:
    assert mn("plan", "new", "--start", "2026-12-01").code == 0


def dates(mn: Run, *arguments: str) -> dict[str, str]:
    """Id -> day of the sessions of the plan."""
    data = mn("plan", "show", "--json", *arguments).json["data"]
    return {event["id"]: event["date"] for event in data["events"] if event["kind"] == "session"}


def test_a_new_plan_has_the_dates_of_the_schedule(made: None, mn: Run) -> None:
    schedule = mn("schedule", "--start", "2026-12-01", "--json").json["data"]["events"]
    kept = mn("plan", "show", "--json").json["data"]["events"]
    assert [(event["id"], event["date"]) for event in kept] == [(event["id"], event["date"]) for event in schedule]


def test_what_really_happened_moves_the_rest_and_is_told(made: None, mn: Run, on: Callable[[str], None]) -> None:
    on("2026-12-05")
    ran = mn("plan", "done", "1", "--on", "2026-12-04")
    assert ran.code == 0
    assert "Session 1 took place on Fri 4 December 2026." in ran.out
    assert "Session 2: from Tue 5 January 2027 to Fri 8 January 2027." in " ".join(ran.out.split())
    assert SAFE in " ".join(ran.out.split())
    assert dates(mn) == {"session-1": "2026-12-04", "session-2": "2027-01-08", "session-3": "2027-02-12"}


def test_history_tells_it_later_in_the_same_words(made: None, mn: Run) -> None:
    mn("plan", "move", "2", "2027-01-11")
    mn("plan", "skip", "3")
    told = mn("plan", "history", "--plain").out
    assert "You moved session 2 to Mon 11 January 2027." in told
    assert "Session 2: from Tue 5 January 2027 to Mon 11 January 2027." in told
    assert "Session 3: no longer planned. It was on Mon 15 February 2027." in told
    assert [entry["happening"]["doing"] for entry in mn("plan", "history", "--json").json["data"]["history"]] == [
        "move",
        "skip",
    ]


def test_undo_takes_back_the_last_only(made: None, mn: Run) -> None:
    mn("plan", "move", "2", "2027-01-11")
    mn("plan", "skip", "3")
    assert mn("plan", "undo").code == 0
    assert dates(mn) == {"session-1": "2026-12-01", "session-2": "2027-01-11", "session-3": "2027-02-15"}
    mn("plan", "undo")
    assert mn("plan", "undo").code == 1


@pytest.mark.parametrize(
    ("options", "number", "day", "said"),
    [
        ((), "2", "2026-12-08", "The usual days are Tue 29 December 2026 to Tue 12 January 2027."),
        (("--sunny-trip", "2027-01-20"), "2", "2027-01-11", "sunny trip on Wed 20 January 2027"),
        (("--scar-since", "2026-05-10"), "1", "2026-11-24", ""),
        (("--on", "weekdays"), "2", "2027-01-09", "closed"),
        (("--closed", "2027-01-08"), "2", "2027-01-08", "closed"),
    ],
)
def test_a_move_against_a_rule_is_refused_or_kept_and_marked(
    options: tuple[str, ...], number: str, day: str, said: str, mn: Run
) -> None:
    mn("plan", "new", "--start", "2026-12-01", *options)
    before = dates(mn)
    ran = mn("plan", "move", number, day)
    if not said:  # no rule is broken: the scar is old enough
        assert ran.code == 0
        return
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "--my-clinic-said-so" in ran.err
    assert dates(mn) == before
    assert mn("plan", "move", number, day, "--my-clinic-said-so").code == 0
    assert dates(mn)[f"session-{number}"] == day
    assert "kept, your clinic said so" in mn("plan", "show", "--plain").out


def test_a_scar_that_is_too_new_is_refused_at_the_start(mn: Run) -> None:
    ran = mn("plan", "new", "--start", "2026-12-01", "--scar", "surgical", "--scar-since", "2026-09-01")
    assert ran.code == 2
    assert "younger than" in ran.err
    assert mn("plan", "show").code == 1


def test_a_pause_says_what_it_means_and_resuming_leaves_time(made: None, mn: Run, on: Callable[[str], None]) -> None:
    mn("plan", "done", "1", "--on", "2026-11-20")
    ran = mn("plan", "pause", "sunburn")
    assert "tanned or sunburnt skin" in " ".join(ran.out.split())
    assert mn("plan", "move", "2", "2027-01-05").code == 2
    assert mn("due", "--within", "1y").code == 1
    on("2027-03-10")
    mn("plan", "resume", "--on", "2027-03-08")
    assert dates(mn)["session-2"] == "2027-03-24"  # time to ask and to get ready, after 7 days without strong sun


def test_unknown_reasons_and_numbers_are_named_with_what_is_known(made: None, mn: Run) -> None:
    ran = mn("plan", "pause", "coldsor")
    assert ran.code == 2
    assert "cold-sore" in ran.err
    assert "pregnancy" in ran.err
    ran = mn("plan", "done", "7")
    assert ran.code == 2
    assert "no session 7" in ran.err


def test_several_plans_need_a_name(made: None, mn: Run) -> None:
    assert mn("plan", "new", "--start", "2027-02-01", "--name", "left-knee", "--scar", "injury").code == 0
    ran = mn("plan", "show")
    assert ran.code == 2
    assert "left-knee" in ran.err
    assert "left-knee" in mn("plan", "show", "--name", "left-knee", "--plain").out
    assert dates(mn, "--name", "main")["session-1"] == "2026-12-01"
    assert mn("plan", "new", "--start", "2027-02-01", "--name", "Ünïcode/../x").code == 2


def test_without_a_plan_every_command_says_so_and_makes_nothing(mn: Run, tmp_path: Path) -> None:
    for command in (
        ("plan", "show"), ("plan", "done", "1"), ("plan", "move", "1", "2027-01-01"), ("plan", "skip", "1"),
        ("plan", "pause", "holiday"), ("plan", "resume"), ("plan", "history"), ("plan", "undo"), ("plan", "export"),
        ("plan", "erase", "--yes"), ("today",), ("today", "--done", "sunscreen"), ("due",),
    ):  # fmt: skip
        ran = mn(*command)
        assert (ran.code, ran.out) == (1, ""), command
        assert "mn plan new --start DATE" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_keloid_gets_no_plan(mn: Run) -> None:
    ran = mn("plan", "new", "--start", "2026-12-01", "--scar", "keloid")
    assert ran.code == 1
    assert "dermatologist" in ran.err


def test_a_specialist_decides_first_about_a_burn_scar(mn: Run) -> None:
    ran = mn("plan", "new", "--start", "2026-12-01", "--scar", "burn")
    assert ran.code == 0
    assert "A SPECIALIST DECIDES FIRST" in ran.out
    assert mn("schedule", "--start", "2026-12-01", "--scar", "burn").out.count("A SPECIALIST DECIDES FIRST") == 1


def test_the_card_of_the_day_counts_from_the_last_session(made: None, mn: Run, on: Callable[[str], None]) -> None:
    on("2026-12-05")
    mn("plan", "done", "1", "--on", "2026-12-02")
    ran = mn("today")
    text = " ".join(ran.out.split())
    assert ran.code == 0
    assert "Day 3 after session 1" in text
    assert "We count from the planned date" not in text
    assert SAFE in text
    aftercare = " ".join(mn("aftercare", "--scar", "acne", "--treated", "2026-12-02").out.split())
    for line in ("Hard exercise and gym: not yet",):
        assert line in text
        assert line in aftercare


def test_a_planned_day_that_came_is_counted_and_asked_about(made: None, mn: Run, on: Callable[[str], None]) -> None:
    on("2026-12-03")
    text = " ".join(mn("today").out.split())
    assert "Day 2 after session 1" in text
    assert "We count from the planned date, Tue 1 December 2026." in text
    assert "You were treated on" not in text
    assert "Did it take place?" in " ".join(mn("due").out.split())


def test_ticks_are_remembered_for_their_day_and_can_be_taken_back(
    made: None, mn: Run, on: Callable[[str], None]
) -> None:
    on("2026-12-03")
    items = mn("today", "--json").json["data"]["can_be_ticked"]
    item = items[0]
    assert mn("today", "--done", item).code == 0
    assert mn("today", "--json").json["data"]["ticked"] == [item]
    assert f"+ {item}: " in mn("today").out
    on("2026-12-04")
    assert item not in mn("today", "--json").json["data"]["ticked"]
    on("2026-12-03")
    mn("today", "--undo", item)
    assert mn("today", "--json").json["data"]["ticked"] == []
    ran = mn("today", "--done", item + "x")
    assert ran.code == 2
    assert item in ran.err


def test_steps_before_a_session_stay_ticked_until_it_is_over(made: None, mn: Run, on: Callable[[str], None]) -> None:
    on("2026-11-25")
    before = mn("today", "--json").json["data"]["prepare"]
    assert before
    mn("today", "--done", before[0]["id"])
    on("2026-11-26")
    data = mn("today", "--json").json["data"]
    assert before[0]["id"] in data["ticked"]
    assert before[0]["id"] not in [step["id"] for step in data["prepare"]]


def test_nothing_due_is_an_honest_nothing(made: None, mn: Run, on: Callable[[str], None]) -> None:
    on("2026-10-01")
    ran = mn("today")
    assert ran.code == 1
    assert "Nothing is due today." in ran.out
    assert "Next: Session 1, Tue 1 December 2026." in " ".join(ran.out.split())
    quiet = mn("due", "--within", "7d")
    assert (quiet.code, quiet.out, quiet.err) == (1, "", "")


def test_due_lists_what_is_near_with_the_danger_line(made: None, mn: Run, on: Callable[[str], None]) -> None:
    on("2026-11-28")
    ran = mn("due", "--within", "7d")
    assert ran.code == 0
    assert "Tue 1 December 2026: Session 1" in ran.out
    assert "call your local emergency number now" in ran.out
    data = mn("due", "--within", "7d", "--json").json["data"]
    assert "session-1" in [entry["id"] for entry in data["due"]]
    assert [entry["session"] for entry in data["steps_due"]] == [1]


def test_whatever_makes_due_speak_is_in_its_json(made: None, mn: Run, on: Callable[[str], None]) -> None:
    on("2026-11-21")  # no date within the week, but steps that should be done by now
    assert "steps to get ready are due" in mn("due", "--within", "1d").out
    data = mn("due", "--within", "1d", "--json").json["data"]
    assert data["due"] == data["not_told"] == []
    assert [entry["session"] for entry in data["steps_due"]] == [1]


def test_export_and_import_bring_everything_back(made: None, mn: Run, tmp_path: Path) -> None:
    mn("plan", "move", "2", "2027-01-11")
    mn("plan", "show", "--ics", str(tmp_path / "a.ics"))
    file = tmp_path / "plan.json"
    assert mn("plan", "export", str(file)).code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    before, calendar = mn("plan", "show", "--json").out, (tmp_path / "a.ics").read_bytes()
    assert mn("plan", "import", str(file)).code == 2  # it is there already
    assert mn("plan", "erase", "--yes").code == 0
    assert mn("plan", "import", str(file)).code == 0
    assert mn("plan", "show", "--json").out == before
    mn("plan", "show", "--ics", str(tmp_path / "b.ics"))
    assert (tmp_path / "b.ics").read_bytes() == calendar
    exported = json.loads(mn("plan", "export").out)
    assert exported == json.loads(file.read_text())
    assert "call your local emergency number now" in exported["safety"]


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", '{"mn-export": 2, "plans": []}', '{"mn-export": 1, "plans": {}}', "{" * 5000, "NaN",
        '{"mn-export": 1, "plans": [{"name": "../x", "uid": "u", "settings": {}}]}',
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused(text: str, mn: Run, tmp_path: Path) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(text)
    ran = mn("plan", "import", str(file))
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert not (tmp_path / "kept").exists()


def changed(file: Path, **settings: Any) -> None:
    content = json.loads(file.read_text())
    content["plans"][0]["settings"].update(settings)
    file.write_text(json.dumps(content))


@pytest.mark.parametrize(
    "settings",
    [
        {"sessions": 999}, {"sessions": -1}, {"sessions": True}, {"scar": "nose"}, {"every": "1d"}, {"every": "x"},
        {"at": "25:00"}, {"start": "2027-02-30"}, {"start": 5}, {"years": 4000}, {"closed": ["no"]}, {"more": 1},
        {"skin": "nine"}, {"maintenance": "1d"},
    ],
)  # fmt: skip
def test_an_export_that_was_changed_by_hand_is_checked(settings: Any, made: None, mn: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    mn("plan", "export", str(file))
    changed(file, **settings)
    mn("plan", "erase", "--yes")
    ran = mn("plan", "import", str(file))
    assert ran.code == 2
    assert mn("plan", "show").code == 1


def test_erasing_asks_first_and_leaves_nothing(made: None, mn: Run, tmp_path: Path) -> None:
    ran = mn("plan", "erase")
    assert ran.code == 2
    assert "--yes" in ran.err
    assert mn("plan", "show").code == 0
    ran = mn("plan", "erase", "--yes")
    assert ran.code == 0
    assert "A calendar still holds what you imported" in " ".join(ran.out.split())
    assert list(tmp_path.iterdir()) == []


def test_only_the_user_can_read_it(made: None, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in folder.iterdir()] == [0o600]


def test_the_start_page_shows_the_card_of_a_plan(made: None, mn: Run, on: Callable[[str], None]) -> None:
    on("2026-12-03")
    assert "Day 2 after session 1" in mn().out
    assert mn("plan", "erase", "--yes").code == 0
    assert "after session" not in mn().out


def test_a_damaged_plan_does_not_take_the_start_page_away(made: None, mn: Run, tmp_path: Path) -> None:
    file = tmp_path / "kept" / "plans.sqlite3"
    os.truncate(file, 100)
    ran = mn()
    assert ran.code == 0
    assert "damaged" in ran.err
    assert file.stat().st_size == 100


def test_back_from_an_event_warns_of_sun_and_of_results_to_come_later(mn: Run) -> None:
    ran = mn(
        "schedule", "--ready-by", "2027-06-14", "--event", "wedding [x]", "--sunny-trip", "2027-06-05", "--scar", "acne"
    )
    text = " ".join(ran.out.split())
    assert ran.code == 0
    assert "wedding [x]" in text.lower()
    assert "Last session: Mon 31 May 2027." in text
    assert "Do not count on the result by then." in text
    assert "sunny trip on Sat 5 June 2027" in text
    assert "Ask your clinic" in text


def test_no_time_before_an_event_is_an_honest_nothing(mn: Run) -> None:
    ran = mn("schedule", "--ready-by", "2026-11-28")
    assert ran.code == 1
    assert "Not even one session fits" in " ".join(ran.out.split())
    assert "Session 1" not in ran.out
    assert mn("schedule", "--ready-by", "2026-11-28", "--json").json["data"]["events"] == []
    assert mn("schedule", "--ready-by", "2026-11-20").code == 2
    assert mn("schedule", "--ready-by", "2027-01-01", "--start", "2027-01-01").code == 2


def test_questions_are_noted_only_when_the_user_says_so(mn: Run, tmp_path: Path) -> None:
    mn("faq", "is", "my", "cat", "hungry")
    assert list(tmp_path.iterdir()) == []
    ran = mn("faq", "--keep", "does", "[x]", "it\x1bhurt")
    assert "mn faq --kept" in ran.err
    assert "\x1b" not in ran.out + ran.err
    mn("faq", "--keep", "is my cat hungry")
    mn("faq", "--keep", "is my cat hungry")  # kept once
    told = mn("faq", "--kept").out
    assert "[ ] does [x] it hurt" in told
    assert told.count("is my cat hungry") == 1
    assert "My clinic says" in told
    assert [entry["text"] for entry in mn("faq", "--kept", "--json").json["data"]["kept"]] == [
        "does [x] it hurt",
        "is my cat hungry",
    ]
    assert mn("faq", "--kept", "--clear").code == 0
    assert list(tmp_path.iterdir()) == []
    assert "You have noted no questions." in mn("faq", "--kept").out


def test_questions_and_plans_do_not_take_each_other_away(made: None, mn: Run, tmp_path: Path) -> None:
    mn("faq", "--keep", "may I swim")
    mn("plan", "erase", "--yes")
    assert "may I swim" in mn("faq", "--kept").out
    mn("plan", "new", "--start", "2026-12-01")
    mn("faq", "--kept", "--clear")
    assert mn("plan", "show").code == 0
    mn("faq", "--keep", "may I run")
    file = tmp_path / "plan.json"
    mn("plan", "export", str(file))
    mn("plan", "erase", "--all", "--yes")
    mn("plan", "import", str(file))
    assert "may I run" in mn("faq", "--kept").out


@pytest.mark.parametrize("arguments", [("--keep",), ("--clear",), ("--kept", "words"), ("--keep", "a" * 3000)])
def test_what_cannot_be_noted_is_refused(arguments: tuple[str, ...], mn: Run, tmp_path: Path) -> None:
    assert mn("faq", *arguments).code == 2
    assert list(tmp_path.iterdir()) == []
