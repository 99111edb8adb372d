"""What the user keeps: plans, what happened, ticks, questions. One SQLite file in the user's own folder, 0600 in 0700.

A command is one transaction: after a kill at any moment the old or the new state is there. The file is never made in
place: it appears whole, so that an empty or strange file is known to be damaged, and is left alone. It is deleted only
while no other command has it open, see `held`. Whatever goes wrong is a `FileTrouble` with one sentence and what to do.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sqlite3
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from microneedle_cli.course import Change, Happening, Sent, Settings
from microneedle_cli.dates import FIRST_YEAR, LAST_YEAR
from microneedle_cli.errors import SAFETY, FileTrouble, UsageMistake
from microneedle_cli.record import Record

if sys.platform != "win32":
    import fcntl

FILE = "plans.sqlite3"
APPLICATION = 0x6D6E706C  # "mnpl": says whose file it is (PRAGMA application_id)
BUSY_SECONDS = 20.0  # how long a command waits for another one
HEADER = b"SQLite format 3\0"
MOST = 20_000  # entries of a kind in a plan, many more than a life brings
MOST_PLANS = 100
LONGEST_QUESTION = 2_000  # characters
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
UID = re.compile(r"[A-Za-z0-9-]{1,64}", re.ASCII)
# What a terminal or a calendar would obey instead of showing, and what SQLite cannot keep.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# Each step brings the file from one version to the next (PRAGMA user_version); never change a step, add one.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE plan (name TEXT PRIMARY KEY, uid TEXT NOT NULL, settings TEXT NOT NULL)",
        "CREATE TABLE happening (plan TEXT NOT NULL REFERENCES plan(name) ON DELETE CASCADE, number INTEGER NOT NULL, "
        "happening TEXT NOT NULL, changes TEXT NOT NULL, PRIMARY KEY (plan, number))",
        "CREATE TABLE tick (plan TEXT NOT NULL REFERENCES plan(name) ON DELETE CASCADE, session INTEGER NOT NULL, "
        "item TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (plan, session, item, day))",
        "CREATE TABLE sent (plan TEXT NOT NULL REFERENCES plan(name) ON DELETE CASCADE, item TEXT NOT NULL, "
        "sent TEXT NOT NULL, PRIMARY KEY (plan, item))",
    ),
    ("CREATE TABLE question (number INTEGER PRIMARY KEY, question TEXT NOT NULL)",),
)
VERSION = len(MIGRATIONS)


class Told(Record):
    """What happened, and which dates that changed at the time."""

    happening: Happening
    changes: tuple[Change, ...]


class Tick(Record):
    """An item of a checklist that the user ticked on a day, for a session."""

    session: int
    item: str
    day: date


class Question(Record):
    """A question that the user wants to ask the clinic, and the day on which it was noted."""

    noted: date
    text: str


class Plan(Record):
    """A saved plan; `uid` names it in calendars and says nothing of the person."""

    name: str
    uid: str
    settings: Settings
    told: tuple[Told, ...] = ()
    ticks: tuple[Tick, ...] = ()
    sent: tuple[Sent, ...] = ()

    @property
    def happened(self) -> tuple[Happening, ...]:
        return tuple(told.happening for told in self.told)


# Records <-> JSON values. The types of the fields decide, so that a damaged or a hostile value is noticed.


def as_json(value: Any) -> Any:
    """The record as JSON values: days as ISO text, tuples as lists."""
    if isinstance(value, Record):
        return {field: as_json(getattr(value, field)) for field in value.fields}
    if isinstance(value, tuple):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def day_from(value: Any) -> date:
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("a day is missing or no day")
    day = date.fromisoformat(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR + 100:  # what is counted from the last year lies after it
        raise ValueError(f"{value} is too far away")
    return day


def plan_from(value: Any) -> Plan:
    """The plan that JSON values say. Raises ValueError."""
    plan: Plan = record_from(Plan, value)
    if not NAME.fullmatch(plan.name) or not UID.fullmatch(plan.uid):
        raise ValueError("a plan has a name that cannot be")
    if not re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", plan.settings.at) or not plan.settings.every:
        raise ValueError("the time of day or the time between sessions is missing")
    if len({sent.item for sent in plan.sent}) < len(plan.sent):
        raise ValueError("a date stands twice among those sent to a calendar")
    for sent in plan.sent:
        day_from(sent.stamp[:10])
        if not re.fullmatch("T([01][0-9]|2[0-3])(:[0-5][0-9]){2}", sent.stamp[10:]):
            raise ValueError("a date was sent to a calendar at no time")
    return plan


def json_from(text: Any) -> Any:
    if not isinstance(text, str):
        raise ValueError("a value is no text")
    return json.loads(text)


def record_from(kind: type[Record], value: Any) -> Any:
    """The record that JSON values say. Raises ValueError for a missing, unknown or wrong value."""
    if not isinstance(value, dict) or not set(value) <= set(kind.fields):
        raise ValueError(f"{kind.__name__.lower()}: unknown or no fields")
    try:
        return kind(**{field: field_from(kind.__annotations__[field], given) for field, given in value.items()})
    except TypeError as error:
        raise ValueError(str(error)) from None


def field_from(annotation: str, value: Any) -> Any:
    kinds: dict[str, type] = {"int": int, "bool": bool, "str": str}
    nested = {
        "Plan": Plan,
        "Settings": Settings,
        "Happening": Happening,
        "Change": Change,
        "Told": Told,
        "Tick": Tick,
        "Sent": Sent,
        "Question": Question,
    }
    if annotation.startswith("tuple["):
        inner = annotation.removeprefix("tuple[").removesuffix(", ...]")
        if not isinstance(value, list) or len(value) > MOST:
            raise ValueError("a list is missing or too long")
        return tuple(field_from(inner, item) for item in value)
    if annotation.endswith("| None"):
        return None if value is None else field_from(annotation.removesuffix("| None").strip(), value)
    if annotation in nested:
        return record_from(nested[annotation], value)
    if annotation == "date":
        return day_from(value)
    if annotation == "Doing":
        if value not in ("done", "move", "skip", "pause", "resume"):
            raise ValueError("something unknown happened")
        return value
    fits = type(value) is kinds[annotation]
    if not fits or (type(value) is int and not 0 <= value < 2**32):
        raise ValueError(f"a value is no {annotation}")
    if type(value) is str and (len(value) > 20_000 or UNSEEN.search(value)):
        raise ValueError("a text is too long, or has signs that cannot be seen")
    return value


# The file.


class Store:
    """The open file within one transaction."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def names(self) -> tuple[str, ...]:
        """The names of all plans, oldest first. Raises `FileTrouble` when they make no sense."""
        found = self.connection.execute(f"SELECT name FROM plan ORDER BY rowid LIMIT {MOST_PLANS + 1}").fetchall()  # noqa: S608
        if len(found) > MOST_PLANS or not all(isinstance(name, str) and NAME.fullmatch(name) for (name,) in found):
            raise damaged(self.path)
        return tuple(name for (name,) in found)

    def plan(self, name: str) -> Plan:
        """The plan of that name, which `names` knows. Raises `FileTrouble` when what is stored makes no sense."""
        try:
            return self.read(name)
        except (ValueError, RecursionError):
            raise damaged(self.path) from None

    def read(self, name: str) -> Plan:
        uid, settings = self.connection.execute("SELECT uid, settings FROM plan WHERE name = ?", (name,)).fetchone()
        told = self.rows("happening, changes", "happening", name, "number")
        ticks = self.rows("session, item, day", "tick", name)
        return plan_from(
            {
                "name": name,
                "uid": uid,
                "settings": json_from(settings),
                "told": [{"happening": json_from(one), "changes": json_from(changes)} for one, changes in told],
                "ticks": [{"session": session, "item": item, "day": day} for session, item, day in ticks],
                "sent": [json_from(sent) for (sent,) in self.rows("sent", "sent", name)],
            }
        )

    def rows(self, columns: str, table: str, name: str, order: str = "rowid") -> list[Any]:
        # One more than a plan can have, so that too many are noticed and none is left out unsaid.
        query = f"SELECT {columns} FROM {table} WHERE plan = ? ORDER BY {order} LIMIT {MOST + 1}"  # noqa: S608
        return self.connection.execute(query, (name,)).fetchall()

    def add(self, plan: Plan) -> None:
        """Keep a whole plan; one of the same name is replaced. Raises `UsageMistake` when there are too many."""
        self.erase(plan.name)
        if len(self.names()) >= MOST_PLANS:
            raise UsageMistake(f"{MOST_PLANS} plans are kept, and there is no room for more.", "Erase one first.")
        self.connection.execute(
            "INSERT INTO plan VALUES (?, ?, ?)", (plan.name, plan.uid, json.dumps(as_json(plan.settings)))
        )
        for told in plan.told:
            self.tell(plan.name, told)
        for tick in plan.ticks:
            self.tick(plan.name, tick)
        self.put_sent(plan.name, plan.sent)

    def tell(self, name: str, told: Told) -> None:
        """Add what happened at the end."""
        self.connection.execute(
            "INSERT INTO happening SELECT ?, coalesce(max(number), 0) + 1, ?, ? FROM happening WHERE plan = ?",
            (name, json.dumps(as_json(told.happening)), json.dumps(as_json(told.changes)), name),
        )

    def take_back(self, name: str) -> None:
        """Forget what was told last."""
        self.connection.execute(
            "DELETE FROM happening WHERE plan = ? AND number = (SELECT max(number) FROM happening WHERE plan = ?)",
            (name, name),
        )

    def tick(self, name: str, tick: Tick) -> None:
        values = (name, tick.session, tick.item, tick.day.isoformat())
        self.connection.execute("INSERT OR IGNORE INTO tick VALUES (?, ?, ?, ?)", values)

    def untick(self, name: str, tick: Tick) -> None:
        values = (name, tick.session, tick.item, tick.day.isoformat())
        self.connection.execute("DELETE FROM tick WHERE plan = ? AND session = ? AND item = ? AND day = ?", values)

    def put_sent(self, name: str, sent: tuple[Sent, ...]) -> None:
        """Remember what was put into a calendar file, in place of what was remembered."""
        self.connection.execute("DELETE FROM sent WHERE plan = ?", (name,))
        rows = [(name, entry.item, json.dumps(as_json(entry))) for entry in sent]
        self.connection.executemany("INSERT INTO sent VALUES (?, ?, ?)", rows)

    def erase(self, name: str) -> None:
        self.connection.execute("DELETE FROM plan WHERE name = ?", (name,))

    def questions(self) -> tuple[Question, ...]:
        """The questions for the clinic, oldest first. Raises `FileTrouble` when what is stored makes no sense."""
        rows = self.connection.execute(f"SELECT question FROM question ORDER BY number LIMIT {MOST}")  # noqa: S608
        try:
            return tuple(record_from(Question, json_from(text)) for (text,) in rows)
        except (ValueError, RecursionError):
            raise damaged(self.path) from None

    def note(self, question: Question) -> None:
        """Keep a question; one with the same words is kept once."""
        if question.text not in {known.text for known in self.questions()}:
            values = (json.dumps(as_json(question)),)
            self.connection.execute("INSERT INTO question (question) VALUES (?)", values)

    def forget_questions(self) -> None:
        self.connection.execute("DELETE FROM question")


class Brought(Record):
    """What a file of `mn plan export` holds."""

    plans: tuple[Plan, ...]
    questions: tuple[Question, ...] = ()


def everything(store: Store) -> dict[str, Any]:
    """All that is kept, as JSON values."""
    plans = [as_json(store.plan(name)) for name in store.names()]
    return {"mn-export": 1, "plans": plans, "questions": as_json(store.questions()), "safety": SAFETY}


def from_export(text: str, name: str) -> Brought:
    """What an exported file says. Raises `UsageMistake` when it is none."""
    try:
        found = json.loads(text)
        if not isinstance(found, dict) or type(found.get("mn-export")) is not int:
            raise ValueError("it does not begin as an export")
        if found["mn-export"] != 1:
            raise ValueError("another version of mn wrote it")
        if (
            not {"plans"} <= set(found) - {"mn-export"} <= {"plans", "questions", "safety"}
            or type(found["plans"]) is not list
        ):
            raise ValueError("it has parts that are unknown, or none")
        if len(found["plans"]) > MOST_PLANS:
            raise ValueError(f"it has more than {MOST_PLANS} plans")
        plans = tuple(plan_from(value) for value in found["plans"])
        if len({plan.name for plan in plans}) < len(plans):
            raise ValueError("two plans have the same name")
        return Brought(plans, field_from("tuple[Question, ...]", found.get("questions", [])))
    except (ValueError, RecursionError) as error:
        reason = str(error) if type(error) is ValueError else "it is no JSON"
        raise UsageMistake(f"{name} is not what 'mn plan export' writes: {reason}.", "Give an exported file.") from None


def bring(store: Store, brought: Brought) -> None:
    """Keep what a file holds; plans of the same names are replaced."""
    for plan in brought.plans:
        store.add(plan)
    for question in brought.questions:
        store.note(question)


@contextlib.contextmanager
def reading(folder: Path) -> Iterator[Store | None]:
    """The file to read from; None when nothing was ever kept. Raises `FileTrouble`."""
    path = folder / FILE
    with told_plainly(path), held(folder) as there:
        if not there or not looked_at(path):
            yield None
            return
        with opened(path) as connection:
            connection.execute("BEGIN")
            if checked(path, connection) == VERSION:
                yield Store(connection, path)
                return
    with writing(folder) as store:  # an older file: brought up to date first
        yield store


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[Store]:
    """The file to change; made when there is none. What was done is kept only when the block ends without an error.

    Raises `FileTrouble`.
    """
    path = folder / FILE
    with told_plainly(path), held(folder, make=True), locked(path) as connection:
        if (version := checked(path, connection)) < VERSION:
            keep_older(path, version)
            migrate(connection, version)
        yield Store(connection, path)
        connection.execute("COMMIT")


def erase(folder: Path, name: str | None) -> None:
    """Erase a plan, or the questions (None), and the copies of older versions; with the last of all the file.

    Raises `FileTrouble`.
    """
    path = folder / FILE
    with told_plainly(path), held(folder, alone=True) as there:
        if not there or not looked_at(path):
            return
        with locked(path) as connection:
            version = checked(path, connection)
            store = Store(connection, path)
            questions = store.questions() if version == VERSION and name is not None else ()
            if set(store.names()) <= {name} and not questions:
                # Nothing was written, so there is no journal that could come back, and a full disk is no hindrance.
                if os.name == "nt":  # where a file that is open cannot be deleted
                    connection.close()
                remove(folder)
                return
            remove_copies(folder)  # first, so that after a kill no copy outlives the plan
            if version < VERSION:
                migrate(connection, version)
            if name is None:
                store.forget_questions()
            else:
                store.erase(name)
            connection.execute("COMMIT")


def erase_all(folder: Path) -> None:
    """Delete everything that was ever kept, damaged or not. Raises `FileTrouble`."""
    with told_plainly(folder / FILE), held(folder, alone=True) as there:
        if there and any(name.startswith(FILE) for name in os.listdir(folder)):
            remove(folder)


def remove(folder: Path) -> None:
    """Delete the file with all that lies beside it, and the folder when nothing else is in it."""
    remove_copies(folder)
    for name in (f"{FILE}-journal", f"{FILE}-wal", f"{FILE}-shm", FILE):
        (folder / name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # other files of the user are in it
        folder.rmdir()


def remove_copies(folder: Path) -> None:
    """Delete copies of older versions and what a killed command left unfinished."""
    for copy in (*folder.glob(f"{FILE}.bak-*"), *folder.glob(f"{FILE}.new-*")):
        copy.unlink(missing_ok=True)


class Busy(FileTrouble):
    """Another command holds the file."""


def busy(path: Path) -> Busy:
    return Busy(f"Another mn command is using {shown(path)}.", "Wait a moment and try again.")


@contextlib.contextmanager
def held(folder: Path, make: bool = False, alone: bool = False) -> Iterator[bool]:
    """Hold the folder while the file is open, so that nobody deletes the file meanwhile; `alone`: to delete it.

    SQLite finds a journal by its name. A command that still had a deleted file open would take the journal of the new
    file in its place for a leftover, and delete it. Whether there is a folder is what the block gets. Raises
    `FileTrouble` for a folder that is not the user's own.
    """
    number = hold(folder, make, alone)
    try:
        yield number is not None
    finally:
        if number is not None and number >= 0:
            os.close(number)


def hold(folder: Path, make: bool, alone: bool) -> int | None:
    """A descriptor of the folder with a lock on it, where the system has such locks; None: there is no folder."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        if make:
            own_folder(folder)
        if sys.platform == "win32":
            return -1 if folder.is_dir() else None
        try:
            number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except (FileNotFoundError, NotADirectoryError):
            if not make:
                return None
            number = None  # erased meanwhile, with the folder
        if number is not None and has_lock(number, folder, fcntl.LOCK_EX if alone else fcntl.LOCK_SH):
            return number
        if time.monotonic() > end:
            raise busy(folder / FILE)
        time.sleep(0.005)


def has_lock(number: int, folder: Path, kind: int) -> bool:
    """Whether this is the folder, and it could be locked; closes the descriptor otherwise."""
    kept = False
    try:
        check_own(folder, os.fstat(number))
        with contextlib.suppress(OSError):  # a disk without such locks: those of SQLite must do
            try:
                fcntl.flock(number, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        with contextlib.suppress(FileNotFoundError):
            kept = os.path.samestat(os.fstat(number), os.stat(folder))
        return kept
    finally:
        if not kept:
            os.close(number)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that nobody else writes beside. What is not committed when the block ends is taken back."""
    if not looked_at(path):
        create(path)
    before = os.stat(path)
    with opened(path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        if not os.path.samestat(before, os.stat(path)):
            raise busy(path)
        yield connection


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    try:
        for setting in (
            "secure_delete = ON", "trusted_schema = OFF", "cell_size_check = ON", "foreign_keys = ON",
            "synchronous = EXTRA", "temp_store = MEMORY",
        ):  # fmt: skip
            connection.execute(f"PRAGMA {setting}")
        yield connection
    finally:
        connection.close()


def checked(path: Path, connection: sqlite3.Connection) -> int:
    """The version of the file. Raises `FileTrouble` when it is damaged, newer, or not ours."""
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise damaged(path)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION or version < 1:
        raise FileTrouble(f"{shown(path)} is not a file of mn.", "Move it away, or set MN_HOME to another folder.")
    if version > VERSION:
        raise FileTrouble(
            f"{shown(path)} was written by a newer mn (version {version} of the file, this one knows {VERSION}).",
            "Update mn. The file was left as it is.",
        )
    return version


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the file to the newest version, within the transaction that is open."""
    for step in MIGRATIONS[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def create(path: Path) -> None:
    """Make an empty file of the newest version: beside its place first, so that it appears whole or not at all."""
    for beside in (f"{path}-journal", f"{path}-wal"):
        if os.path.lexists(beside):  # SQLite would write what it says into the new file
            raise FileTrouble(
                f"{shown(path)} is gone, but a part of it is left: {shown(beside)}.",
                "Put a copy back, or move that part away. To start afresh: mn plan erase --all",
            )
    new = beside_name(path)
    try:
        with opened(new) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            migrate(connection, 0)
            connection.execute("COMMIT")
        try:
            os.link(new, path)
        except FileExistsError:
            pass  # another command was first
        except OSError:  # a disk without hard links
            os.rename(new, path)
    finally:
        new.unlink(missing_ok=True)
        Path(f"{new}-journal").unlink(missing_ok=True)


def beside_name(path: Path) -> Path:
    """A new empty file beside the path, for the user alone whatever the umask says."""
    number, name = tempfile.mkstemp(prefix=f"{FILE}.new-", dir=path.parent)
    os.close(number)
    os.chmod(name, 0o600)
    return Path(name)


def keep_older(path: Path, version: int) -> None:
    """Copy a file of an older version, before it is brought up to date; nobody may write to it meanwhile."""
    new = beside_name(path)
    try:
        with opened(path) as older, contextlib.closing(sqlite3.connect(new)) as copy:
            older.backup(copy)
        os.replace(new, path.with_name(f"{FILE}.bak-{version}"))
    finally:
        new.unlink(missing_ok=True)
        Path(f"{new}-journal").unlink(missing_ok=True)


def own_folder(folder: Path) -> None:
    """Make the folder, for this user alone. Raises `FileTrouble` when it is no folder of the user's own."""
    try:
        for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
            os.chmod(missing, 0o700)  # whatever the umask says
        with contextlib.suppress(FileNotFoundError):  # erased meanwhile
            found = os.stat(folder)
            check_own(folder, found)
            if found.st_mode & 0o777 != 0o700:
                kept = os.listdir(folder)
                if kept and FILE not in kept:  # other programs or people may need to get in
                    raise not_alone(folder)
                os.chmod(folder, 0o700)
    except (FileExistsError, NotADirectoryError):
        raise FileTrouble(f"{shown(folder)} is not a folder.", "Set MN_HOME to a folder.") from None
    except OSError as trouble:
        raise FileTrouble(
            f"The folder {shown(folder)} cannot be used: {trouble.strerror}.",
            "Set MN_HOME to a folder that you can write to.",
        ) from None


def check_own(folder: Path, found: os.stat_result) -> None:
    """Raises `FileTrouble` for a folder of someone else, one of many people, the home folder and the root."""
    shared = os.name != "nt" and (found.st_uid != os.getuid() or found.st_mode & stat.S_ISVTX)
    home = os.path.expanduser("~")  # stays as it is where the user has none
    if shared or folder.resolve() in (Path(home).resolve() if os.path.isabs(home) else None, Path(folder.anchor)):
        raise not_alone(folder)


def not_alone(folder: Path) -> FileTrouble:
    return FileTrouble(f"{shown(folder)} is not a folder for mn alone.", "Set MN_HOME to a folder of its own.")


def looked_at(path: Path) -> bool:
    """Whether the file is there; mends its mode. Raises `FileTrouble` for a link, a folder, or no SQLite file."""
    for beside in (f"{path}-journal", f"{path}-wal", f"{path}-shm"):
        with contextlib.suppress(FileNotFoundError):
            if not stat.S_ISREG(os.lstat(beside).st_mode):
                raise FileTrouble(f"{shown(beside)} is not an ordinary file.", "Look at it and move it away.")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if stat.S_ISLNK(os.lstat(path).st_mode):
            raise FileTrouble(f"{shown(path)} is a symbolic link.", "Put the file itself there, or set MN_HOME.")
        number = os.open(path, flags)
    except FileNotFoundError:
        return False
    except OSError as trouble:
        raise FileTrouble(f"{shown(path)} cannot be read: {trouble.strerror}.", "Check who may read it.") from None
    # Closed before SQLite opens the file: a second descriptor closed later would take SQLite's locks away.
    try:
        found = os.fstat(number)
        if not stat.S_ISREG(found.st_mode):
            raise FileTrouble(f"{shown(path)} is not an ordinary file.", "Look at it and move it away.")
        if os.read(number, len(HEADER)) != HEADER:
            raise damaged(path)
        if os.name != "nt" and found.st_mode & 0o777 != 0o600:
            with contextlib.suppress(OSError):
                os.fchmod(number, 0o600)
    finally:
        os.close(number)
    return True


def shown(path: Path | str) -> str:
    """The path with control characters written out."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in str(path))


def damaged(path: Path) -> FileTrouble:
    return FileTrouble(
        f"{shown(path)} is damaged and cannot be read. It was left as it is.",
        "Put a copy back, or import what 'mn plan export' saved. To start afresh: mn plan erase --all",
    )


@contextlib.contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into one sentence and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")):
            raise busy(path) from None
        if name == "SQLITE_FULL":
            raise FileTrouble(
                f"The disk is full; {shown(path)} was left as it was.", "Make room and try again."
            ) from None
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
            raise FileTrouble(
                f"{shown(path)} cannot be written here; it was left as it was.",
                "Set MN_HOME to a folder that you can write to.",
            ) from None
        if name.startswith("SQLITE_IOERR"):
            raise FileTrouble(
                f"The disk of {shown(path)} reports an error.",
                "Check the disk, and how much you may keep on it; then try again.",
            ) from None
        if isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError:
            raise damaged(path) from None
        raise  # no fault of the file
    except OSError as trouble:
        raise FileTrouble(
            f"{shown(path)} cannot be used: {trouble.strerror}.", "Check the disk, or set MN_HOME to another folder."
        ) from None
