"""Dates as an iCalendar file (RFC 5545), for any calendar: timed, floating, transparent, one alarm before each.

All-day events with an alarm are dropped by Outlook and rung the day before by Exchange; floating local time means the
same hour wherever the person is. The same dates give the same bytes.
"""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from microneedle_cli.course import Sent
from microneedle_cli.document import visible
from microneedle_cli.record import Record

LASTS = timedelta(minutes=15)
AHEAD = timedelta(hours=-12)  # the alarm: the evening before a morning date
OURS = uuid.UUID("6f1c2f0e-6d0e-5d0c-9a9c-6d6e706c616e")  # the name space of our UIDs (RFC 9562, version 5)


class Entry(Record):
    """A date for a calendar; `sequence` and `stamp` grow when it changes (RFC 5545, 3.8.7.4 and 3.8.7.3)."""

    uid: str
    day: date
    at: time
    title: str
    text: str
    sequence: int
    stamp: datetime  # UTC
    cancelled: bool = False


def uid(plan: str, item: str) -> str:
    """The lasting name of a date of a plan; says nothing of the person."""
    return f"{uuid.uuid5(OURS, f'{plan}/{item}')}@mn"


def revised(
    entries: Mapping[str, Entry],
    before: Iterable[Sent],
    plan: str,
    today: date,
    at: time,
    titles: Mapping[str, str],
) -> tuple[list[Entry], tuple[Sent, ...]]:
    """The entries with their sequence and stamp, and what is to be remembered of them.

    What differs from what was sent before is one higher and later than that; what is dropped and still to come is sent
    as cancelled, at the hour `at`, under its title in `titles` or the one it had. What is past stays as it was.
    """
    known = {sent.item: sent for sent in before}
    gone = {
        item: Entry(
            uid(plan, item), sent.day, at, titles.get(item, sent.title), "", 0, datetime.combine(today, time()), True
        )
        for item, sent in known.items()
        if item not in entries and (sent.day >= today or sent.cancelled)
    }
    found: list[Entry] = []
    kept = {item: sent for item, sent in known.items() if item not in entries and item not in gone}
    for item, entry in {**entries, **gone}.items():
        digest = zlib.crc32("\n".join((entry.at.isoformat(), entry.title, entry.text)).encode())
        sequence, stamp = entry.sequence, entry.stamp
        if last := known.get(item):
            sequence, stamp = last.sequence, datetime.fromisoformat(last.stamp)
            if (last.day, last.digest, last.cancelled) != (entry.day, digest, entry.cancelled):
                sequence, stamp = sequence + 1, max(stamp + timedelta(seconds=1), entry.stamp)
        found.append(entry.replace(sequence=sequence, stamp=stamp))
        kept[item] = Sent(item, sequence, stamp.isoformat(), entry.day, entry.title, digest, entry.cancelled)
    return found, tuple(kept.values())


def calendar(entries: Iterable[Entry], version: str) -> bytes:
    """The file, with lines folded and ended as RFC 5545 wants."""
    from icalendar import Alarm, Calendar, Event

    found = Calendar()
    found.add("prodid", f"-//mn//dates {version}//EN")  # says nothing of the treatment: the file may be discreet
    found.add("version", "2.0")
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", entry.stamp)
        event.add("last-modified", entry.stamp)
        event.add("sequence", entry.sequence)
        start = datetime.combine(entry.day, entry.at)
        event.add("dtstart", start)
        event.add("dtend", start + LASTS)
        event.add("summary", one_line(entry.title))
        if entry.text:
            event.add("description", "\n".join(one_line(line) for line in entry.text.split("\n")))
        event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        if not entry.cancelled:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("trigger", AHEAD)
            alarm.add("description", one_line(entry.title))
            event.add_component(alarm)
        found.add_component(event)
    return bytes(found.to_ical())


def one_line(text: str) -> str:
    """The text on one line with control characters written out: some calendars split a title at a line break."""
    return visible(text)
