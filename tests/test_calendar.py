"""Calendar files: what RFC 5545 and real calendars want, and that a date that moves is moved and never doubled."""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, TODAY, Run
from icalendar import Calendar

from microneedle_cli.commands import shared_course
from microneedle_cli.knowledge import Book
from microneedle_cli.render import ics

START = ("--start", "2027-01-15")
SCARS = ("acne", "icepick", "boxcar", "rolling", "surgical", "injury", "burn", "stretch-marks", "hypertrophic")
OPTIONS: tuple[tuple[str, ...], ...] = (
    *((*START, "--scar", scar) for scar in SCARS),
    (*START, "--at", "18:30", "--discreet"),
    (*START, "--at", "0:00", "--on", "weekdays", "--closed", "2027-02-19", "--closed", "2027-03-26"),
    (*START, "--at", "23:59", "--sunny-trip", "2027-02-25", "--scar-since", "2026-10-01"),
    ("--start", "2027-01-31", "--sessions", "20", "--every", "7w", "--years", "20", "--maintenance", "3m"),
    ("--start", "2028-02-29", "--sessions", "1", "--years", "0", "--maintenance", "none"),
    ("--ready-by", "2027-09-01", "--event", "wed;d,ing\\n"),
)
Step = tuple[str, tuple[str, ...]]  # a day, and what is typed after `mn plan` that day
STORY: tuple[Step, ...] = (
    ("2026-11-20", ("move", "2", "2027-01-11")),
    ("2026-11-21", ("skip", "4")),
    ("2026-11-21", ("undo",)),
    ("2026-12-03", ("done", "1", "--on", "2026-12-02")),
    ("2026-12-05", ("pause", "cold-sore")),
    ("2026-12-20", ("resume",)),
    ("2027-01-12", ("done", "2", "--on", "2027-01-11")),
    ("2027-01-12", ("move", "3", "2027-03-01")),
    ("2027-01-13", ("undo",)),
    ("2027-01-14", ("skip", "4")),
    ("2027-01-14", ("pause", "holiday")),
    ("2027-01-30", ("undo",)),
)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make it that day."""
    return lambda day: monkeypatch.setenv("MN_TODAY", day)


@pytest.fixture
def made(mn: Run) -> None:
    """A plan of four sessions, the first on 1 December 2026."""
    assert mn("plan", "new", "--start", "2026-12-01", "--sessions", "4").code == 0


def written(mn: Run, *arguments: str) -> bytes:
    """The calendar on stdout."""
    ran = mn(*arguments, "--ics", "-")
    assert ran.code == 0
    return ran.out.encode()


def events(content: bytes) -> list[Any]:
    found = Calendar.from_ical(content)
    assert found.errors == []
    assert all(event.errors == [] for event in found.walk())
    return list(found.walk("VEVENT"))


def by_uid(content: bytes) -> dict[str, Any]:
    found = {str(event["UID"]): event for event in events(content)}
    assert len(found) == len(events(content))
    return found


def is_cancelled(event: Any) -> bool:
    return bool(event["STATUS"] == "CANCELLED")


def listed(mn: Run, *arguments: str) -> Counter[tuple[str, date]]:
    """The dates as the JSON of the same command says them."""
    found = mn(*arguments, "--json").json["data"]["events"]
    return Counter((entry["title"], date.fromisoformat(entry["date"])) for entry in found)


def shown(found: Mapping[str, Any]) -> Counter[tuple[str, date]]:
    """The dates that a calendar with these events shows."""
    live = [event for event in found.values() if not is_cancelled(event)]
    return Counter((str(event["SUMMARY"]).removeprefix("Microneedling: "), event.start.date()) for event in live)


# The raw bytes, as the library that reads them back is the one that wrote them, and forgives much.

ONCE = {
    "VCALENDAR": ("VERSION", "PRODID"),
    "VEVENT": (
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP", "CLASS",
    ),
    "VALARM": ("ACTION", "TRIGGER", "DESCRIPTION"),
}  # fmt: skip
WITHIN = {"VCALENDAR": "", "VEVENT": "VCALENDAR", "VALARM": "VEVENT"}
SHAPE = {
    "VERSION": r"2\.0",
    "DTSTART": r"\d{8}T\d{6}",
    "DTEND": r"\d{8}T\d{6}",
    "DTSTAMP": r"\d{8}T\d{6}Z",
    "LAST-MODIFIED": r"\d{8}T\d{6}Z",
    "SEQUENCE": r"\d+",
    "STATUS": r"CONFIRMED|CANCELLED",
    "TRANSP": r"TRANSPARENT",
    "ACTION": r"DISPLAY",
    "TRIGGER": r"-PT\d+[HM]",
    "SUMMARY": r"(?:[^\\;,]|\\[\\;,])+",  # on one line: some calendars split a title
    "DESCRIPTION": r"(?:[^\\;,]|\\[\\;,n])+",
    "UID": r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}@mn",
}


def faults(content: bytes) -> list[str]:
    """What is wrong with the bytes of a calendar that mn wrote."""
    found = []
    *lines, rest = content.split(b"\r\n")
    if rest:
        found.append("the last line has no end")
    for line in lines:
        if len(line) > 75:
            found.append("a line is longer than 75 octets")
        if b"\r" in line or b"\n" in line:
            found.append("a line does not end with CRLF")
        try:
            if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", line.decode()):
                found.append("a control character")
        except UnicodeDecodeError:
            found.append("a line is broken within a letter")
    text = content.replace(b"\r\n ", b"").decode(errors="replace")
    open_ones: list[tuple[str, list[tuple[str, str]]]] = []
    uids = []
    for unfolded in text.split("\r\n")[:-1]:
        name, colon, value = unfolded.partition(":")
        if not colon:
            return [*found, "a line without a value"]
        if name == "BEGIN":
            if WITHIN.get(value) != (open_ones[-1][0] if open_ones else ""):
                return [*found, f"{value} stands in the wrong place"]
            open_ones.append((value, []))
        elif name == "END":
            if not open_ones or open_ones[-1][0] != value:
                return [*found, f"{value} ends where it did not begin"]
            found += wrong_values(*open_ones.pop())
        elif not open_ones:
            return [*found, "a line outside the calendar"]
        else:
            open_ones[-1][1].append((name, value))
            if name == "UID":
                uids.append(value)
    if open_ones:
        found.append("a part does not end")
    if len(set(uids)) != len(uids):
        found.append("a UID twice")
    return found


def wrong_values(part: str, values: list[tuple[str, str]]) -> list[str]:
    counts = Counter(name for name, _ in values)
    found = [f"{part} has {counts[name]} {name}" for name in ONCE[part] if counts[name] != 1]
    found += [f"{part} has {counts[name]} {name}" for name in counts if counts[name] > 1]
    found += [f"{name} is {value[:40]}" for name, value in values if not re.fullmatch(SHAPE.get(name, ".*"), value)]
    given = dict(values)
    if part == "VEVENT" and given.get("DTEND", "") <= given.get("DTSTART", ""):
        found.append("an event ends before it starts")
    return found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"\r\n", b"\n", "without a value|CRLF|no end"),
        (b"\r\nVERSION", b"\nVERSION", "CRLF"),
        (b"\r\n ", b"", "longer than 75"),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR", "no end"),
        (b"END:VCALENDAR\r\n", b"", "does not end"),
        (b"END:VALARM\r\n", b"", "did not begin"),
        (b"BEGIN:VALARM\r\n", b"", "did not begin"),
        (b"BEGIN:VEVENT\r\n", b"BEGIN:VEVENT\r\nBEGIN:VEVENT\r\n", "wrong place"),
        (b"VERSION:2.0", b"VERSION:1.0", "VERSION"),
        (b"PRODID:", b"X-PRODID:", "0 PRODID"),
        (b"\r\nUID:", b"\r\nX-UID:", "0 UID"),
        (b"\r\nDTSTAMP:", b"\r\nX-DTSTAMP:", "0 DTSTAMP"),
        (b"\r\nSEQUENCE:0", b"\r\nSEQUENCE:0\r\nSEQUENCE:1", "2 SEQUENCE"),
        (b"\r\nSEQUENCE:0", b"\r\nSEQUENCE:-1", "SEQUENCE is"),
        (b"T000000Z", b"T000000", "DTSTAMP is"),
        (b"T090000\r\n", b"T090000Z\r\n", "DTSTART is"),
        (b"DTSTART:", b"DTSTART;TZID=Europe/London:", "0 DTSTART"),
        (b"T091500", b"T090000", "ends before"),
        (b"\\,", b",", "SUMMARY is|DESCRIPTION is"),
        (b"SUMMARY:Micro", b"SUMMARY:Mi\\ncro", "SUMMARY is"),
        (b"TRIGGER:-", b"TRIGGER:", "TRIGGER is"),
        (b"ACTION:DISPLAY", b"ACTION:AUDIO", "ACTION is"),
        (b"TRANSPARENT", b"OPAQUE", "TRANSP is"),
        (b"Microneedling", b"Micro\x1bneedling", "control character"),
        (b"Microneedling", b"Micro\xc2\x9bneedling", "control character"),
        (b"Microneedling", b"Micro\xc3\r\n \xa9needling", "within a letter"),
    ],
)  # fmt: skip
def test_the_check_of_the_bytes_sees_what_is_wrong(old: bytes, new: bytes, said: str, mn: Run) -> None:
    content = written(mn, "schedule", *START)
    assert old in content
    assert re.search(said, "; ".join(faults(content.replace(old, new))))


def test_the_check_of_the_bytes_sees_a_uid_twice(mn: Run) -> None:
    content = written(mn, "schedule", *START)
    first, second = re.findall(rb"\r\nUID:(\S+)", content)[:2]
    assert faults(content.replace(first, second)) == ["a UID twice"]


# What every calendar promises.


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_every_calendar_keeps_its_promises(options: tuple[str, ...], mn: Run) -> None:
    content = written(mn, "schedule", *options)
    assert faults(content) == []
    found = by_uid(content)
    at = options[options.index("--at") + 1].zfill(5) if "--at" in options else "09:00"
    for event in found.values():
        assert event.start.tzinfo is None  # floating: the same hour wherever the person is
        assert event.start.time() == time.fromisoformat(at)
        assert event.end - event.start == timedelta(minutes=15)
        assert (event["TRANSP"], event["STATUS"], event["CLASS"]) == ("TRANSPARENT", "CONFIRMED", "PRIVATE")
        (alarm,) = event.walk("VALARM")
        assert alarm["ACTION"] == "DISPLAY"
        assert alarm["TRIGGER"].params.get("RELATED", "START") == "START"
        assert timedelta(days=-2) < alarm["TRIGGER"].dt < timedelta(0)
        assert alarm["DESCRIPTION"] == event["SUMMARY"]
    expected = listed(mn, "schedule", *options)
    assert len(expected) > 3
    if "--discreet" in options:
        assert Counter(event.start.date() for event in found.values()) == Counter(day for _, day in expected.elements())
    else:
        assert shown(found) == expected


def test_a_scar_type_without_dates_gets_no_calendar(mn: Run, tmp_path: Path) -> None:
    file = tmp_path / "course.ics"
    assert mn("schedule", *START, "--scar", "keloid", "--ics", str(file)).code == 1
    assert mn("schedule", "--ready-by", "2026-11-25", "--ics", str(file)).code == 1
    assert not file.exists()


@pytest.mark.parametrize("at", ["24:00", "9", "9:5", "09:60", "-1:00", "９:００", "09:00:00", "noon", "9:00\n10:00"])
def test_what_is_no_time_of_day_is_refused(at: str, mn: Run, tmp_path: Path) -> None:
    file = tmp_path / "course.ics"
    ran = mn("schedule", *START, "--at", at, "--ics", str(file))
    assert (ran.code, ran.out) == (2, "")
    assert "time of day" in ran.err
    assert not file.exists()


def test_the_hour_of_a_plan_is_kept(mn: Run) -> None:
    mn("plan", "new", *START, "--at", "18:30")
    assert {event.start.time() for event in events(written(mn, "plan", "show"))} == {time(18, 30)}


def test_a_discreet_calendar_says_nothing_of_the_treatment(mn: Run) -> None:
    content = written(mn, "schedule", *START, "--scar", "acne", "--discreet")
    unfolded = content.replace(b"\r\n ", b"").lower()
    for word in (b"needl", b"scar", b"acne", b"session", b"skin", b"clinic", b"emergency"):
        assert word not in unfolded
    assert {str(event["SUMMARY"]) for event in events(content)} == {"Appointment", "Reminder"}
    assert not [event for event in events(content) if "DESCRIPTION" in event]
    open_one = by_uid(written(mn, "schedule", *START, "--scar", "acne"))
    assert list(open_one) == list(by_uid(content))  # so that it takes the place of the open one, or the other way round


def test_a_discreet_calendar_after_an_open_one_says_nothing_of_dropped_dates(made: None, mn: Run) -> None:
    written(mn, "plan", "show")
    mn("plan", "skip", "4")
    content = written(mn, "plan", "show", "--discreet")
    assert [event for event in events(content) if is_cancelled(event)]
    assert b"microneedling" not in content.replace(b"\r\n ", b"").lower()


@pytest.mark.parametrize("person", [("--scar", "acne"), ("--scar", "burn", "--skin", "5")], ids=" ".join)
def test_the_description_says_what_to_do_and_when_to_call(person: tuple[str, ...], mn: Run, book: Book) -> None:
    """The lines for that day are those that the pages about it give this person."""
    cards = []
    for level in book.all("level"):
        if level.level in ("emergency", "same-day"):
            cards += [level.title, level.act, *(f"- {sign.text}" for sign in level.items)]
    assert len(cards) > 15
    steps = mn("prepare", "--json", *person).json["data"]["steps"]
    todo = [step["text"] for step in steps if step["days_before"] == 0]
    (phase,) = mn("aftercare", "--day", "0", "--json", *person).json["data"]["phases"]
    todo += [line["text"] for line in phase["do"]]
    assert len(todo) > 5
    mn("plan", "new", *START, *person)
    named = {entry["title"]: entry for entry in mn("plan", "show", "--json").json["data"]["events"]}
    seen = set()
    for event in events(written(mn, "plan", "show")):
        lines = str(event["DESCRIPTION"]).split("\n")
        assert lines[-len(cards) :] == cards
        assert lines[-len(cards) - 1] == book.words.own_clinic
        told = lines[: -len(cards) - 1]
        assert all(line.startswith("- ") for line in told)
        entry = named[str(event["SUMMARY"]).removeprefix("Microneedling: ")]
        seen.add(entry["kind"])
        if entry["kind"] == "session":
            assert told == [f"- {text}" for text in todo]
        else:
            assert " ".join(line.removeprefix("- ") for line in told) == entry["why"]
    assert seen == {"prepare", "session", "check", "maintenance"}


# The same dates give the same bytes and names; what changes replaces what was there.


def test_names_of_events_never_change() -> None:
    """Another name would double every event in the calendars of those who import again."""
    assert ics.uid("plan", "session-1") == "59cf6b4f-f82f-5bd5-b634-4ac3e09bdafe@mn"


def test_the_same_schedule_names_its_dates_alike(mn: Run, on: Callable[[str], None]) -> None:
    first = by_uid(written(mn, "schedule", *START))
    on("2026-11-22")
    longer = by_uid(written(mn, "schedule", *START, "--every", "6w", "--at", "10:00"))
    assert list(longer) == list(first)
    assert all(longer[uid]["DTSTAMP"].dt > first[uid]["DTSTAMP"].dt for uid in first)
    assert not set(first) & set(by_uid(written(mn, "schedule", "--start", "2027-01-16")))


def test_the_names_in_a_plan_say_nothing_of_it(mn: Run) -> None:
    """Two plans alike share no name, so nobody can find out a plan by trying."""
    names: list[set[str]] = []
    for name in ("one", "two"):
        mn("plan", "new", *START, "--name", name)
        names.append(set(by_uid(written(mn, "plan", "show", "--name", name))))
    assert len(names[0]) == len(names[1])
    assert not names[0] & names[1]
    assert not names[0] & set(by_uid(written(mn, "schedule", *START)))


def test_the_same_plan_gives_the_same_bytes(made: None, mn: Run, on: Callable[[str], None]) -> None:
    content = written(mn, "plan", "show")
    assert written(mn, "plan", "show") == content
    on("2026-11-25")  # nothing changed, so nothing is newer
    assert written(mn, "plan", "show") == content


def test_a_move_moves_the_event_and_leaves_the_others(made: None, mn: Run, on: Callable[[str], None]) -> None:
    before = by_uid(written(mn, "plan", "show"))
    assert {event["SEQUENCE"] for event in before.values()} == {0}
    on("2026-11-25")
    mn("plan", "move", "4", "2027-03-22")
    after = by_uid(written(mn, "plan", "show"))
    assert sorted(after) == sorted(before)
    moved = {uid for uid in before if before[uid].start != after[uid].start}
    session = next(uid for uid, event in before.items() if event["SUMMARY"] == "Microneedling: Session 4")
    assert session in moved
    assert after[session].start == datetime(2027, 3, 22, 9)
    for uid, event in after.items():
        if uid in moved:
            assert event["SEQUENCE"] == before[uid]["SEQUENCE"] + 1
            assert before[uid]["LAST-MODIFIED"].dt.date() == TODAY
            assert event["LAST-MODIFIED"].dt.date() == date(2026, 11, 25)
            assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
        else:
            assert event.to_ical() == before[uid].to_ical()
    assert 0 < len(moved) < len(before)
    mn("plan", "move", "4", "2027-03-23")  # once more on the same day
    again = by_uid(written(mn, "plan", "show"))[session]
    assert again["SEQUENCE"] == after[session]["SEQUENCE"] + 1
    assert again["LAST-MODIFIED"].dt > after[session]["LAST-MODIFIED"].dt


@pytest.mark.parametrize("more", [(), ("--discreet",)], ids=["open", "discreet"])
def test_what_is_dropped_is_cancelled_and_comes_back(more: tuple[str, ...], made: None, mn: Run) -> None:
    before = by_uid(written(mn, "plan", "show", *more))
    planned = listed(mn, "plan", "show")
    mn("plan", "skip", "4")
    left = {title for title, _ in listed(mn, "plan", "show")}
    dropped = sorted(day for title, day in planned if title not in left)
    assert dropped
    content = written(mn, "plan", "show", *more)
    assert faults(content) == []
    after = by_uid(content)
    gone = [uid for uid, event in after.items() if is_cancelled(event)]
    assert sorted(before[uid].start.date() for uid in gone) == dropped
    for uid in gone:
        assert after[uid].start == before[uid].start
        assert after[uid]["SUMMARY"] == before[uid]["SUMMARY"]
        assert after[uid]["SEQUENCE"] == before[uid]["SEQUENCE"] + 1
        assert after[uid]["LAST-MODIFIED"].dt > before[uid]["LAST-MODIFIED"].dt
        assert after[uid].walk("VALARM") == []
        assert "DESCRIPTION" not in after[uid]
    if not more:
        assert shown(after) == listed(mn, "plan", "show")
    assert written(mn, "plan", "show", *more) == content  # once is enough
    mn("plan", "undo")
    back = by_uid(written(mn, "plan", "show", *more))
    assert not [event for event in back.values() if is_cancelled(event)]
    for uid in gone:
        assert back[uid]["SEQUENCE"] == after[uid]["SEQUENCE"] + 1
        assert back[uid].walk("VALARM")


def test_what_is_past_stays_as_it_was(made: None, mn: Run, on: Callable[[str], None]) -> None:
    """What took place is no longer listed as something to get ready for, but that is no reason to strike it out."""
    before = by_uid(written(mn, "plan", "show"))
    on("2026-12-03")
    mn("plan", "done", "1", "--on", "2026-12-01")
    after = by_uid(written(mn, "plan", "show"))
    assert {before[uid].start.date() < date(2026, 12, 3) for uid in set(before) - set(after)} == {True}
    assert not [event for event in after.values() if is_cancelled(event)]


def test_what_was_cancelled_stays_so_when_it_is_past(made: None, mn: Run, on: Callable[[str], None]) -> None:
    """For a calendar that has not read the files since."""
    written(mn, "plan", "show")
    mn("plan", "skip", "4")
    content = written(mn, "plan", "show")
    on("2027-08-01")
    assert written(mn, "plan", "show") == content


@pytest.mark.parametrize("read", [1, 2], ids=["every-file", "every-second-file"])
def test_a_calendar_that_reads_the_files_shows_the_plan(
    read: int, made: None, mn: Run, on: Callable[[str], None]
) -> None:
    """As RFC 5545 wants it: of two events with one UID that with the higher SEQUENCE holds."""
    kept: dict[str, Any] = {}
    paused = False
    for number, (day, typed) in enumerate([("2026-11-20", ()), *STORY]):
        on(day)
        if typed:
            assert mn("plan", *typed).code == 0, typed
        content = written(mn, "plan", "show")
        assert faults(content) == []
        paused = typed[:1] == ("pause",)
        if number % read:
            continue
        for uid, event in by_uid(content).items():
            if uid in kept and event["SEQUENCE"] == kept[uid]["SEQUENCE"]:
                assert event.to_ical() == kept[uid].to_ical()
            else:
                assert uid not in kept or event["SEQUENCE"] > kept[uid]["SEQUENCE"]
                assert uid not in kept or event["LAST-MODIFIED"].dt > kept[uid]["LAST-MODIFIED"].dt
                kept[uid] = event
        today = date.fromisoformat(day)
        in_calendar = Counter({entry: count for entry, count in shown(kept).items() if entry[1] >= today})
        in_plan = Counter({entry: count for entry, count in listed(mn, "plan", "show").items() if entry[1] >= today})
        assert in_calendar == (Counter() if paused else in_plan)
        assert in_plan


def test_a_file_that_was_not_written_was_not_sent(made: None, mn: Run, tmp_path: Path) -> None:
    file = tmp_path / "course.ics"
    file.write_text("mine")
    assert mn("plan", "show", "--ics", str(file)).code == 2
    assert mn("plan", "export").json["plans"][0]["sent"] == []
    assert mn("plan", "show", "--ics", str(file), "--force").code == 0
    assert len(mn("plan", "export").json["plans"][0]["sent"]) == len(events(file.read_bytes()))


def test_bytes_do_not_depend_on_the_machine(tmp_path: Path) -> None:
    found = set()
    for seed, zone, code in (("1", "Pacific/Apia", "C.UTF-8"), ("2", "America/New_York", "C")):
        environment = {
            **os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": code, "PYTHONIOENCODING": "ascii",
            "MN_TODAY": TODAY.isoformat(), "MN_HOME": str(tmp_path / "kept"),
        }  # fmt: skip
        command = [sys.executable, "-m", "microneedle_cli", "schedule", *START, "--ics", "-"]
        ran = subprocess.run(command, env=environment, capture_output=True, timeout=30, check=True)
        assert ran.stderr == b""
        found.add(ran.stdout)
    assert len(found) == 1
    assert faults(found.pop()) == []


def test_only_a_calendar_loads_the_library() -> None:
    code = "import sys; from microneedle_cli import cli; cli.main(sys.argv[1:]); print('icalendar' in sys.modules)"
    for more, is_loaded in ((), "False"), (("--ics", "-"), "True"):
        command = [sys.executable, "-c", code, "schedule", *START, *more]
        ran = subprocess.run(command, capture_output=True, timeout=30, check=True)
        assert ran.stdout.split()[-1].decode() == is_loaded


# Any text, whole.


def entry(title: str, text: str) -> ics.Entry:
    return ics.Entry(ics.uid("p", "i"), date(2027, 1, 15), time(9), title, text, 0, datetime(2026, 11, 20))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("plain", "plain"),
        ("a;b,c:d\\e\"f'g\\n", "a;b,c:d\\e\"f'g\\n"),
        ("été – Жизнь 治療 🧴👩🏽‍⚕️" * 30, "été – Жизнь 治療 🧴👩🏽‍⚕️" * 30),
        ("é" * 500, "é" * 500),
        ("a" + "é" * 500, "a" + "é" * 500),
        ("治" * 300, "治" * 300),
        ("🧴" * 300, "🧴" * 300),
        ("e\u0301" * 200, "e\u0301" * 200),
        ("w" * 5000, "w" * 5000),
        (" leading and trailing ", " leading and trailing "),
        ("\x1b[31mred\x07\x00\x7f\x9b", "\\u001b[31mred\\u0007\\u0000\\u007f\\u009b"),
        ("\u2028\u202e\ufeff", "\\u2028\\u202e\\ufeff"),
        ("\ud800", "\\ud800"),
        ("tab\there", "tab here"),
        ("x\r\nEND:VEVENT\r\nBEGIN:VEVENT", "x  END:VEVENT  BEGIN:VEVENT"),
    ],
    ids=range(15),
)  # fmt: skip
def test_any_text_is_written_whole(text: str, read: str) -> None:
    content = ics.calendar([entry(text, "day")], "1")
    assert faults(content) == []
    (event,) = events(content)
    assert str(event["SUMMARY"]) == read
    (alarm,) = event.walk("VALARM")
    assert str(alarm["DESCRIPTION"]) == read
    content = ics.calendar([entry("title", text.replace("\n", "\r"))], "1")
    assert faults(content) == []
    assert str(events(content)[0]["DESCRIPTION"]) == read


def test_lines_of_a_description_stay_lines() -> None:
    content = ics.calendar([entry("title", "- one\n- two\\nthree\n\nfour")], "1")
    assert faults(content) == []
    assert str(events(content)[0]["DESCRIPTION"]).split("\n") == ["- one", "- two\\nthree", "", "four"]


# Where it goes.


def test_stdout_holds_the_calendar_alone(made: None, mn: Run, tmp_path: Path) -> None:
    for number, command in enumerate((("schedule", *START), ("plan", "show"))):
        for more in ((), ("--json",), ("--plain",)):
            file = tmp_path / f"{number}{''.join(more)}.ics"
            ran = mn(*command, *more, "--ics", "-")
            assert (ran.code, ran.err) == (0, "")
            assert mn(*command, *more, "--ics", str(file)).code == 0
            assert ran.out.encode() == file.read_bytes()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16"])
def test_stdout_is_utf_8_whatever_the_terminal_shows(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = ics.calendar([entry("Жизнь – été", "治療" * 60)], "1")
    kept = io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(kept, encoding=encoding))
        shared_course.write_out("-", content, False)
        assert kept.getvalue() == content


def test_a_translated_calendar_reaches_stdout_as_it_is(mn: Run, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    file = folder / "en" / "plan.yaml"
    text = file.read_text("utf-8")
    assert '"Microneedling: {title}"' in text
    file.write_text(text.replace('"Microneedling: {title}"', '"Иглы – été: {title}"'), "utf-8")
    content = written(mn, "--data", str(folder), "schedule", *START)
    assert faults(content) == []
    assert all(str(event["SUMMARY"]).startswith("Иглы – été: ") for event in events(content))


@pytest.mark.parametrize("command", [("schedule", *START), ("plan", "show")], ids=["schedule", "plan"])
def test_a_file_that_is_there_stays_without_force(
    command: tuple[str, ...], made: None, mn: Run, tmp_path: Path
) -> None:
    file = tmp_path / "course.ics"
    file.write_bytes(b"mine")
    ran = mn(*command, "--ics", str(file))
    assert (ran.code, ran.out) == (2, "")
    assert "--force" in ran.err
    assert file.read_bytes() == b"mine"
    ran = mn(*command, "--ics", str(file), "--force")
    assert ran.code == 0
    assert "Import it into your calendar" in ran.err
    assert faults(file.read_bytes()) == []


def test_only_the_user_can_read_the_file(mn: Run, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        file = tmp_path / "course.ics"
        mn("schedule", *START, "--ics", str(file))
        assert file.stat().st_mode & 0o777 == 0o600
        file.chmod(0o644)
        mn("schedule", *START, "--ics", str(file), "--force")
        assert file.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)


@pytest.mark.parametrize("command", [("schedule", *START), ("plan", "show")], ids=["schedule", "plan"])
def test_a_full_disk_leaves_what_was_there(
    command: tuple[str, ...], made: None, mn: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    folder = tmp_path / "calendars"
    folder.mkdir()
    (folder / "old.ics").write_bytes(b"mine")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for name in ("old.ics", "new.ics"):
            ran = mn(*command, "--ics", str(folder / name), "--force")
            assert (ran.code, ran.out) == (4, "")
            assert "No space left" in ran.err
    assert [(file.name, file.read_bytes()) for file in folder.iterdir()] == [("old.ics", b"mine")]
    assert mn("plan", "export").json["plans"][0]["sent"] == []


@pytest.mark.parametrize("name", ["", "missing/course.ics"], ids=["folder", "no-folder"])
def test_what_cannot_be_a_file_is_refused(name: str, mn: Run, tmp_path: Path) -> None:
    ran = mn("schedule", *START, "--ics", str(tmp_path / name), "--force")
    assert (ran.code, ran.out) == (4, "")
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_not_written_through(mn: Run, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_bytes(b"mine")
    (tmp_path / "link.ics").symlink_to(tmp_path / "kept.txt")
    assert mn("schedule", *START, "--ics", str(tmp_path / "link.ics"), "--force").code == 4
    assert (tmp_path / "kept.txt").read_bytes() == b"mine"


@pytest.mark.parametrize("options", [("--start", "2027-01-15", "--scar", "keloid"), ("--ready-by", "2026-11-25")])
def test_no_dates_put_nothing_on_stdout(options: tuple[str, ...], mn: Run) -> None:
    ran = mn("schedule", *options, "--ics", "-")
    assert (ran.code, ran.out) == (1, "")
    assert "no dates" in ran.err
