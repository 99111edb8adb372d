"""What two calendar clients make of the files of a plan that changes: khal, and ical.js (the reader of Thunderbird).

    python benchmarks/calendar_clients.py [--khal COMMAND] [--node COMMAND] [--node-folder FOLDER]

Installs nothing. It needs `pip install khal`, best in an environment of its own, and `npm install ical.js` in the
folder that `--node-folder` names (the current one by default). Uses the `mn` beside this Python, with a plan, a
calendar and settings of its own in a folder that is deleted at the end.

khal imports the files one after the other into one calendar, the first of them twice; after each import it is asked
what it shows. ical.js reads each file by itself, and its events are put together as a calendar does it: of two with
one UID that with the higher SEQUENCE holds. Both are compared with what `mn plan show --json` says at that time.
Exits 1 when a date is doubled, lost, not moved, or dropped and still shown; 2 when a client is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

MN = str(Path(sysconfig.get_path("scripts"), "mn"))
TODAY = "2026-11-20"  # before the first date of the plan, as what is past stays in a calendar
UNTIL = "2040-01-01"  # after the last reminder of the plan
NEW = ("plan", "new", "--start", "2026-12-15", "--sessions", "4")
# What is typed before a file is written and imported; nothing: the same file once more.
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("new plan", NEW),
    ("imported again", ()),
    ("session 2 moved", ("plan", "move", "2", "2027-01-25")),
    ("imported again", ()),
    ("session 4 left out", ("plan", "skip", "4")),
    ("taken back", ("plan", "undo")),
    ("paused", ("plan", "pause", "holiday")),
    ("resumed", ("plan", "resume")),
    ("discreet", ()),
)
KHAL_SETTINGS = """
[calendars]
[[course]]
path = {folder}/calendar
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = course
"""
SEPARATOR = "\x1f"
KHAL_FIELDS = SEPARATOR.join(
    ("{uid}", "{start-long}", "{end-long}", "{title}", "{cancelled}", "{alarm-symbol}", "{description}")
)
# ical.js reads the files that are named, and writes what it found as JSON.
ICAL_JS = """
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
const read = (file) => new ICAL.Component(ICAL.parse(readFileSync(file, "utf-8")))
  .getAllSubcomponents("vevent").map((part) => {
    const event = new ICAL.Event(part);
    return {
      uid: event.uid, title: event.summary, text: event.description || "", sequence: event.sequence,
      start: event.startDate.toString(), minutes: event.duration.toSeconds() / 60,
      floating: event.startDate.zone === ICAL.Timezone.localTimezone,
      cancelled: part.getFirstPropertyValue("status") === "CANCELLED",
      alarms: part.getAllSubcomponents("valarm").map((alarm) =>
        [alarm.getFirstPropertyValue("action"), alarm.getFirstPropertyValue("trigger").toSeconds() / 60]),
    };
  });
console.log(JSON.stringify(process.argv.slice(1).map(read)));
"""


class Date(NamedTuple):
    """A date as a client shows it; minutes where it says so."""

    uid: str
    title: str
    day: str
    clock: str
    minutes: float
    cancelled: bool
    has_alarm: bool
    has_text: bool


class Step(NamedTuple):
    """What was done, the file that was written then, and what the plan says: title and day of each date."""

    name: str
    file: Path
    plan: Counter[tuple[str, str]]
    paused: bool
    discreet: bool


def run(command: list[str], environment: dict[str, str], folder: Path) -> str:
    ran = subprocess.run(command, env=environment, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if ran.returncode:
        sys.exit(f"{Path(command[0]).name} failed: {ran.stderr.strip()[-500:]}")
    return ran.stdout


def written(environment: dict[str, str], folder: Path) -> list[Step]:
    """Live through the steps, with a file after each."""
    found: list[Step] = []
    for number, (name, typed) in enumerate(STEPS):
        if typed:
            run([MN, *typed], environment, folder)
        file = folder / f"{number}.ics"
        discreet = name == "discreet"
        run([MN, "plan", "show", "--ics", str(file), *(["--discreet"] if discreet else [])], environment, folder)
        data = json.loads(run([MN, "plan", "show", "--json"], environment, folder))["data"]
        plan = Counter((entry["title"], entry["date"]) for entry in data["events"])
        found.append(Step(name, file, plan, data["paused"] is not None, discreet))
    return found


def shown_by_khal(khal: str, environment: dict[str, str], folder: Path) -> list[Date]:
    listed = run(
        [khal, "list", "--once", "--day-format", "", "--format", f"\x1e{KHAL_FIELDS}", TODAY, UNTIL],
        environment, folder,
    )  # fmt: skip
    found = []
    for entry in listed.split("\x1e")[1:]:
        uid, start, end, title, cancelled, alarm, text = entry.rstrip("\n").split(SEPARATOR)
        day, clock = start.split(" ")
        minutes = sum(int(part) * factor for part, factor in zip(end.split(" ")[1].split(":"), (60, 1), strict=True))
        minutes -= sum(int(part) * factor for part, factor in zip(clock.split(":"), (60, 1), strict=True))
        found.append(Date(uid, title, day, clock, minutes, bool(cancelled.strip()), bool(alarm), bool(text.strip())))
    return found


def shown_by_ical_js(read: list[dict[str, Any]], calendar: dict[str, dict[str, Any]]) -> list[Date]:
    """What a calendar shows that takes these events in; `calendar` is what it held, and holds then."""
    for event in read:
        if event["uid"] not in calendar or event["sequence"] > calendar[event["uid"]]["sequence"]:
            calendar[event["uid"]] = event
    return [
        Date(
            event["uid"],
            event["title"],
            event["start"][:10],
            event["start"][11:16] if event["floating"] else "a zone",
            event["minutes"],
            event["cancelled"],
            len(event["alarms"]) == 1 and event["alarms"][0][0] == "DISPLAY" and event["alarms"][0][1] < 0,
            bool(event["text"]),
        )
        for event in calendar.values()
    ]


def row(client: str, step: Step, shown: list[Date], before: list[Date]) -> tuple[str, list[int], int]:
    """A row of the table, and how many dates in it are wrong."""
    live = [date for date in shown if not date.cancelled]
    wanted = Counter() if step.paused else step.plan
    if step.discreet:  # the titles say nothing, so days are compared
        wanted = Counter(("", day) for _, day in wanted.elements())
    seen = Counter(("" if step.discreet else date.title.removeprefix("Microneedling: "), date.day) for date in live)
    uids = Counter(date.uid for date in shown)
    days = {date.uid: date.day for date in before if not date.cancelled}
    doubled = sum(count - 1 for count in uids.values()) + (seen - wanted).total()
    lost = (wanted - seen).total()
    moved = sum(days.get(date.uid, date.day) != date.day for date in live)
    odd = sum(
        date.clock != "09:00" or date.minutes != 15 or not date.has_alarm or date.has_text is step.discreet
        for date in live
    )
    odd += sum(date.has_alarm or date.has_text for date in shown if date.cancelled)
    counts = [wanted.total(), len(live), len(shown) - len(live), moved, doubled, lost, odd]
    return f"{client:8}{step.name:20}", counts, doubled + lost + odd


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--khal", default="khal", help="the khal command")
    parser.add_argument("--node", default="node", help="the node command")
    parser.add_argument("--node-folder", default=".", help="the folder in which npm put ical.js")
    given = parser.parse_args()
    for command, needed in ((given.khal, "pip install khal"), (given.node, "Node.js, then npm install ical.js")):
        if not shutil.which(command):
            print(f"{command} is missing. It needs: {needed}", file=sys.stderr)
            raise SystemExit(2)
    if not Path(given.node_folder, "node_modules", "ical.js").is_dir():
        print("ical.js is missing. In the folder of --node-folder it needs: npm install ical.js", file=sys.stderr)
        raise SystemExit(2)
    khal = os.path.abspath(str(shutil.which(given.khal)))
    with tempfile.TemporaryDirectory() as name:
        raise SystemExit(compared(khal, given.node, Path(given.node_folder), Path(name)))


def compared(khal: str, node: str, node_folder: Path, folder: Path) -> int:
    """Print the table; 1 when something is wrong."""
    settings = folder / "khal" / "config"  # where khal looks
    settings.parent.mkdir()
    (folder / "calendar").mkdir()
    settings.write_text(KHAL_SETTINGS.format(folder=folder), "utf-8")
    environment = {
        **os.environ, "HOME": str(folder), "MN_HOME": str(folder / "kept"), "MN_TODAY": TODAY,
        "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CACHE_HOME": str(folder),
        "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    steps = written(environment, folder)
    read = json.loads(
        run(
            [node, "--input-type=module", "--eval", ICAL_JS, *(str(step.file) for step in steps)],
            dict(os.environ), node_folder,
        )
    )  # fmt: skip
    khal_before: list[Date] = []
    js_before: list[Date] = []
    calendar: dict[str, dict[str, Any]] = {}
    rows = []
    for step, found in zip(steps, read, strict=True):
        run([khal, "import", "--batch", str(step.file)], environment, folder)
        khal_now = shown_by_khal(khal, environment, folder)
        js_now = shown_by_ical_js(found, calendar)
        rows += [row("khal", step, khal_now, khal_before), row("ical.js", step, js_now, js_before)]
        khal_before, js_before = khal_now, js_now
    heads = ("in the plan", "shown", "cancelled", "moved", "doubled", "lost", "odd")
    print(f"{'client':8}{'step':20}" + "".join(f"{head:>13}" for head in heads))
    for start, counts, _ in sorted(rows, key=lambda found: found[0].startswith("ical.js")):
        print(start + "".join(f"{count:13}" for count in counts))
    wrong = sum(found[2] for found in rows)
    moved = {found[0]: found[1][3] for found in rows}
    still = [start for start, count in moved.items() if "moved" in start and not count]
    print("\nmoved: since the step before; odd: another hour or length, no alarm, or the wrong text")
    print(f"{wrong} dates are wrong." if wrong else "No date is doubled or lost.")
    for start in still:
        print(f"{start.strip()}: nothing moved.")
    return int(bool(wrong or still))


if __name__ == "__main__":
    main()
