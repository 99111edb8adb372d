"""The file with what the user keeps: its modes, its versions, damage, links in its place, hostile imports, erasing."""

from __future__ import annotations

import functools
import json
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer.main
from conftest import Run

from microneedle_cli import edge, files, knowledge, saved
from microneedle_cli.course import Change, Happening, Sent, Settings
from microneedle_cli.errors import FileTrouble, UsageMistake
from microneedle_cli.saved import Plan, Tick, Told

SETTINGS = Settings(date(2026, 12, 1), "acne", 3, "5w", "6m", 2, closed=(date(2026, 12, 24),), wound=date(2020, 2, 29))
MOVED = Told(
    Happening(date(2026, 11, 20), "move", 2, date(2027, 1, 11), clinic_said=True),
    (Change("session-2", "session", 2, date(2027, 1, 5), date(2027, 1, 11)),),
)
FULL = Plan(
    "main",
    "0123456789abcdef",
    SETTINGS,
    (MOVED, Told(Happening(date(2026, 11, 20), "pause", 0, date(2026, 11, 20), "cold-sore"), ())),
    (Tick(1, "tell-now", date(2026, 11, 20)),),
    (Sent("session-1", 0, "2026-11-20T00:00:00", date(2026, 12, 1), "Session\u00a01", 2**32 - 1, False),),
)
POSIX = pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")
OPEN_BOOK = functools.cache(knowledge.open_book)
GET_COMMAND = functools.cache(typer.main.get_command)


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The knowledge and the command line are made once for all the commands that are run here."""
    monkeypatch.setattr(knowledge, "open_book", OPEN_BOOK)
    monkeypatch.setattr(typer.main, "get_command", GET_COMMAND)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where MN_HOME points to in tests; not made yet."""
    return tmp_path / "kept"


@pytest.fixture
def file(folder: Path) -> Path:
    """The file with one full plan in it."""
    with saved.writing(folder) as store:
        store.add(FULL)
    return folder / saved.FILE


def plans(folder: Path) -> tuple[Plan, ...]:
    with saved.reading(folder) as store:
        return tuple(store.plan(name) for name in store.names()) if store else ()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def by_hand(file: Path, *statements: str) -> None:
    """Change the file without mn."""
    with sqlite3.connect(file) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def refused(mn: Run, *arguments: str, code: int = 4) -> str:
    """What a command says that must not work: one sentence and what to do, no bug and no traceback."""
    ran = mn(*arguments)
    assert (ran.code, ran.out) == (code, ""), (arguments, ran.err)
    assert "Traceback" not in ran.err
    assert "\x1b" not in ran.err
    return " ".join(ran.err.split())


READ = ("plan", "show")
WRITES = [
    ("plan", "new", "--start", "2026-12-01"),
    ("plan", "move", "2", "2027-01-11"),
    ("plan", "undo"),
    ("plan", "erase", "--yes"),
]


def test_what_is_kept_comes_back(folder: Path) -> None:
    second = FULL.replace(name="left-cheek", uid="second")
    with saved.writing(folder) as store:
        store.add(FULL)
        store.add(second)
    assert plans(folder) == (FULL, second)
    with saved.writing(folder) as store:
        store.tell("main", MOVED)
        store.untick("main", FULL.ticks[0])
        store.put_sent("main", ())
        store.take_back("left-cheek")
    assert plans(folder) == (
        FULL.replace(told=(*FULL.told, MOVED), ticks=(), sent=()),
        second.replace(told=second.told[:-1]),
    )


def test_an_error_within_a_command_takes_everything_back(file: Path, folder: Path) -> None:
    def fail() -> None:
        with saved.writing(folder) as store:
            store.erase("main")
            store.add(FULL.replace(name="other", uid="other"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert plans(folder) == (FULL,)


def test_reading_makes_nothing(folder: Path, mn: Run) -> None:
    refused(mn, *READ, code=1)
    refused(mn, "plan", "erase", "--yes", code=1)
    assert mn("plan", "erase", "--all", "--yes").code == 0
    assert not folder.exists()


# Modes.


@POSIX
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_the_file_is_the_users_alone_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    folder = tmp_path / "not" / "there"
    before = os.umask(umask)
    try:
        with saved.writing(folder) as store:
            store.add(FULL)
        with saved.writing(folder) as store:
            store.tell("main", MOVED)
        files.write_whole(str(folder / "export.json"), b"x", force=False)
    finally:
        os.umask(before)
    assert {path.name: mode(path) for path in folder.iterdir()} == {saved.FILE: 0o600, "export.json": 0o600}
    assert (mode(folder), mode(tmp_path / "not")) == (0o700, 0o700)


@POSIX
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_what_lies_beside_the_file_while_it_is_written_is_the_users_alone(
    file: Path, folder: Path, umask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved, "MIGRATIONS", NEXT)
    monkeypatch.setattr(saved, "VERSION", len(NEXT))
    before = os.umask(umask)
    try:
        with saved.writing(folder) as store:
            store.connection.execute("PRAGMA cache_size = 1")  # so that the journal is on the disk at once
            store.connection.execute("PRAGMA cache_spill = 1")
            for number in range(1, 400):
                store.tick("main", Tick(number, "a-line", date(2026, 12, 1)))
            seen = {path.name: mode(path) for path in folder.iterdir()}
    finally:
        os.umask(before)
    copy = f"{saved.FILE}.bak-{len(NEXT) - 1}"
    assert seen == dict.fromkeys((saved.FILE, f"{saved.FILE}-journal", copy), 0o600)


@POSIX
def test_modes_made_by_hand_are_mended(file: Path, folder: Path) -> None:
    for wrong in (0o644, 0o666, 0o400, 0o777):
        file.chmod(wrong)
        plans(folder)
        assert mode(file) == 0o600
    file.chmod(0o644)
    folder.chmod(0o755)
    with saved.writing(folder):
        pass
    assert (mode(file), mode(folder)) == (0o600, 0o700)


@POSIX
def test_a_folder_with_other_things_in_it_is_not_closed_to_others(folder: Path, mn: Run) -> None:
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    (folder / "photo.jpg").touch()
    assert "not a folder for mn alone" in refused(mn, *WRITES[0])
    assert mode(folder) == 0o755
    assert [path.name for path in folder.iterdir()] == ["photo.jpg"]


# Versions.

NEXT = (*saved.MIGRATIONS, ("CREATE TABLE colour (text TEXT NOT NULL)", "INSERT INTO colour VALUES ('from before')"))
# As version 1 of the file was; it must stay as it is here, whatever becomes of the program.
VERSION_1 = """
PRAGMA application_id = 1835954284;
PRAGMA user_version = 1;
CREATE TABLE plan (name TEXT PRIMARY KEY, uid TEXT NOT NULL, settings TEXT NOT NULL);
CREATE TABLE happening (plan TEXT NOT NULL REFERENCES plan(name) ON DELETE CASCADE, number INTEGER NOT NULL,
    happening TEXT NOT NULL, changes TEXT NOT NULL, PRIMARY KEY (plan, number));
CREATE TABLE tick (plan TEXT NOT NULL REFERENCES plan(name) ON DELETE CASCADE, session INTEGER NOT NULL,
    item TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (plan, session, item, day));
CREATE TABLE sent (plan TEXT NOT NULL REFERENCES plan(name) ON DELETE CASCADE, item TEXT NOT NULL,
    sent TEXT NOT NULL, PRIMARY KEY (plan, item));
INSERT INTO plan VALUES ('main', '0123456789abcdef', '{"start": "2026-12-01", "scar": "acne", "sessions": 3,
    "every": "5w", "maintenance": "6m", "years": 2, "closed": ["2026-12-24"], "wound": "2020-02-29"}');
INSERT INTO happening VALUES ('main', 1, '{"recorded": "2026-11-20", "doing": "move", "session": 2,
    "day": "2027-01-11", "clinic_said": true}', '[{"id": "session-2", "kind": "session", "number": 2,
    "before": "2027-01-05", "after": "2027-01-11"}]');
INSERT INTO happening VALUES ('main', 2, '{"recorded": "2026-11-20", "doing": "pause", "day": "2026-11-20",
    "reason": "cold-sore"}', '[]');
INSERT INTO tick VALUES ('main', 1, 'tell-now', '2026-11-20');
INSERT INTO sent VALUES ('main', 'session-1', '{"item": "session-1", "sequence": 0, "stamp": "2026-11-20T00:00:00",
    "day": "2026-12-01", "title": "Session\\u00a01", "digest": 4294967295, "cancelled": false}');
"""


@pytest.fixture
def older(folder: Path) -> Path:
    """A file of version 1, made by hand."""
    folder.mkdir(mode=0o700)
    connection = sqlite3.connect(folder / saved.FILE)
    connection.executescript(VERSION_1)
    connection.close()
    return folder / saved.FILE


def test_a_file_of_version_1_is_read_and_written(older: Path, folder: Path) -> None:
    assert plans(folder) == (FULL,)
    with saved.writing(folder) as store:
        store.take_back("main")
    assert plans(folder) == (FULL.replace(told=FULL.told[:1]),)


@pytest.mark.parametrize("first", [saved.reading, saved.writing])
def test_an_older_file_is_copied_and_brought_up_to_date_once(
    older: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, first: Callable[[Path], Any]
) -> None:
    monkeypatch.setattr(saved, "MIGRATIONS", NEXT)
    monkeypatch.setattr(saved, "VERSION", len(NEXT))
    for _ in range(3):
        with first(folder) as store:
            assert store.plan("main") == FULL
            assert store.connection.execute("SELECT text FROM colour").fetchall() == [("from before",)]
            assert store.connection.execute("PRAGMA user_version").fetchone() == (len(NEXT),)
        first = saved.reading
    assert sorted(path.name for path in folder.iterdir()) == [saved.FILE, f"{saved.FILE}.bak-1"]
    monkeypatch.undo()
    os.replace(folder / f"{saved.FILE}.bak-1", older)  # the copy is whole, and the older mn reads it
    assert plans(folder) == (FULL,)


def test_a_step_that_fails_leaves_the_older_file(older: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = older.read_bytes()
    monkeypatch.setattr(saved, "MIGRATIONS", (*NEXT[:-1], (*NEXT[-1], "INSERT INTO nowhere VALUES (1)")))
    monkeypatch.setattr(saved, "VERSION", len(NEXT))
    with pytest.raises(FileTrouble), saved.reading(folder):
        pass
    assert older.read_bytes() == before
    monkeypatch.undo()
    assert plans(folder) == (FULL,)


def test_a_file_of_a_newer_version_is_left_alone(file: Path, mn: Run) -> None:
    by_hand(file, f"PRAGMA user_version = {saved.VERSION + 1}", "ALTER TABLE plan ADD COLUMN colour TEXT")
    before = file.read_bytes()
    for command in (READ, *WRITES, ("today",), ("due",), ("plan", "export")):
        assert "newer mn" in refused(mn, *command)
    assert file.read_bytes() == before
    assert mn("plan", "erase", "--all", "--yes").code == 0
    assert not file.parent.exists()


def test_erasing_needs_no_newest_version(older: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with saved.writing(folder) as store:
        store.add(FULL.replace(name="other"))
    monkeypatch.setattr(saved, "MIGRATIONS", NEXT)
    monkeypatch.setattr(saved, "VERSION", len(NEXT))
    saved.erase(folder, "main")
    assert plans(folder) == (FULL.replace(name="other"),)
    assert [path.name for path in folder.iterdir()] == [saved.FILE]  # and no copy that still has the plan


# Damage.

WHOLE_PAGES = 4096
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "one letter": lambda _: b"S",
    "half a header": lambda content: content[:60],
    "header only": lambda content: content[:100],
    "cut in a page": lambda content: content[: len(content) // 2 + 7],
    "cut at a page": lambda content: content[: WHOLE_PAGES * 3],
    "NULs": lambda content: bytes(len(content)),
    "NULs after the header": lambda content: content[:100] + bytes(len(content) - 100),
    "garbage after the header": lambda content: content[:100] + b"\xa5" * (len(content) - 100),
    "a page of garbage": lambda content: content[:WHOLE_PAGES] + b"\x5a" * WHOLE_PAGES + content[2 * WHOLE_PAGES :],
    "JSON": lambda _: b'{"plans": []}',
    "not UTF-8": lambda _: b"\xff\xfe" * 5000,
    "20 MB": lambda _: b"x" * 20_000_000,
    "not UTF-8 in a text": lambda content: content.replace(b'"acne"', b'"\xff\xfe\xff\xfe"'),
    "NaN": lambda content: content.replace(b'"sessions": 3', b'"sessions":NaN'),
    "a wrong type": lambda content: content.replace(b'"sessions": 3', b'"sessions":"3'),
    "an impossible day": lambda content: content.replace(b"2020-02-29", b"2019-02-29"),
    "a week for a day": lambda content: content.replace(b"2020-02-29", b"2020-W09-6"),
    "the year 1": lambda content: content.replace(b"2020-02-29", b"0001-02-28"),
    "an unknown key": lambda content: content.replace(b'"years"', b'"yearz"'),
    "something unknown happened": lambda content: content.replace(b'"pause"', b'"paint"'),
}
BY_HAND = {
    "no tables": ["DROP TABLE sent", "DROP TABLE tick", "DROP TABLE happening", "DROP TABLE plan"],
    "a table less": ["DROP TABLE tick"],
    "a column less": ["ALTER TABLE happening DROP COLUMN changes"],
    "one key more": ["UPDATE plan SET settings = json_set(settings, '$.colour', 'red')"],
    "deep": [f"UPDATE plan SET settings = '{'[' * 100_000}'"],
    "an endless number": [f"UPDATE plan SET settings = replace(settings, '3', '{'9' * 5_000}')"],
    "bytes for settings": ["UPDATE plan SET settings = x'ff00'"],
    "a number for settings": ["UPDATE happening SET changes = 5"],
    "bytes for a name": ["PRAGMA foreign_keys = OFF", "UPDATE plan SET name = x'6d61696e'"],
    "a name to write with": ["UPDATE plan SET name = char(27) || '[31m'"],
    "a path for a name": ["UPDATE plan SET name = '../../main'"],
    "bytes for a line": ["UPDATE tick SET item = x'00'"],
    "a word for a session": ["UPDATE tick SET session = 'one'"],
    "a line to write with": ["UPDATE tick SET item = char(27) || '[31m'"],
    "a uid that is none": ["UPDATE plan SET uid = char(13) || char(10) || 'X:1'"],
    "too many plans": [
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
        "INSERT INTO plan SELECT 'p' || i, uid, settings FROM n, plan"
    ],
    "too many lines": [
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) "
        "INSERT INTO tick SELECT 'main', i, 'tell-now', '2026-12-01' FROM n"
    ],
}


def left_alone(file: Path, mn: Run) -> None:
    """Nothing reads it, nothing changes it, and only erasing everything ends it."""
    before = file.read_bytes()
    for command in (READ, *WRITES[1:]):
        said = refused(mn, *command)
        assert "damaged" in said
        assert "mn plan erase --all" in said
    assert mn(*WRITES[0]).code in (2, 4)  # 2: it asks for the name alone, and that is taken
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [saved.FILE]
    saved.erase_all(file.parent)
    assert not file.parent.exists()


@pytest.mark.parametrize("command", [("today",), ("due",), ("plan", "export"), ("plan", "history"), ("plan", "resume")])
def test_every_command_says_that_the_file_is_damaged(file: Path, mn: Run, command: tuple[str, ...]) -> None:
    file.write_bytes(b"damaged")
    assert "damaged" in refused(mn, *command)
    assert mn("plan", "erase", "--all", "--yes").code == 0
    assert mn(*WRITES[0]).code == 0


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_named_and_left_alone(file: Path, mn: Run, damage: str) -> None:
    before = file.read_bytes()
    file.write_bytes(DAMAGES[damage](before))
    assert file.read_bytes() != before
    left_alone(file, mn)


@pytest.mark.parametrize("damage", BY_HAND)
def test_a_file_that_makes_no_sense_is_left_alone(file: Path, mn: Run, damage: str) -> None:
    by_hand(file, *BY_HAND[damage])
    left_alone(file, mn)


def test_a_database_of_another_program_is_left_alone(folder: Path, mn: Run) -> None:
    folder.mkdir(mode=0o700)
    by_hand(folder / saved.FILE, "CREATE TABLE plan (name)")
    before = (folder / saved.FILE).read_bytes()
    for command in (READ, *WRITES):
        assert "not a file of mn" in refused(mn, *command)
    assert (folder / saved.FILE).read_bytes() == before


def test_a_journal_without_its_file_is_not_written_into_a_new_one(folder: Path, mn: Run) -> None:
    folder.mkdir(mode=0o700)
    journal = folder / f"{saved.FILE}-journal"
    journal.write_bytes(b"what was there before")
    assert "is gone" in refused(mn, *WRITES[0])
    assert journal.read_bytes() == b"what was there before"
    assert [path.name for path in folder.iterdir()] == [journal.name]
    assert mn("plan", "erase", "--all", "--yes").code == 0
    assert not folder.exists()


# Links and other things in its place.


def put_link(place: Path, aim: str) -> None:
    place.symlink_to(aim)


def put_fifo(place: Path, _: str) -> None:
    os.mkfifo(place)


def put_folder(place: Path, _: str) -> None:
    place.mkdir()


PLACED = [
    (put_link, "../elsewhere"),
    (put_link, "/nonexistent/dangling"),
    (put_link, "/dev/full"),
    (put_link, "/dev/zero"),
    (put_link, "/etc/passwd"),
    (put_link, f"../kept/{saved.FILE}"),
    (put_fifo, ""),
    (put_folder, ""),
]


@POSIX
@pytest.mark.parametrize("beside", ["", "-journal", "-wal"])
@pytest.mark.parametrize(("put", "aim"), PLACED, ids=lambda part: part if isinstance(part, str) else part.__name__)
def test_what_stands_in_its_place_is_refused_and_not_touched(
    file: Path, folder: Path, mn: Run, beside: str, put: Callable[[Path, str], None], aim: str
) -> None:
    elsewhere = folder.parent / "elsewhere"
    shutil.copyfile(file, elsewhere)
    elsewhere.chmod(0o644)
    kept = file.read_bytes()
    if not beside:
        file.unlink()
    put(Path(f"{file}{beside}"), aim)
    named = elsewhere if aim == "../elsewhere" else Path(aim or "/etc/passwd")
    before = (elsewhere.read_bytes(), os.stat("/etc/passwd"), mode(elsewhere), os.path.exists(named))
    for command in (READ, WRITES[0]):
        assert "symbolic link" in (said := refused(mn, *command)) or "not an ordinary file" in said
    with pytest.raises(FileTrouble):
        saved.erase(folder, "main")
    assert before == (elsewhere.read_bytes(), os.stat("/etc/passwd"), mode(elsewhere), os.path.exists(named))
    assert not beside or file.read_bytes() == kept
    if put is not put_folder:
        saved.erase_all(folder)
        assert not folder.exists()
        assert before[:3] == (elsewhere.read_bytes(), os.stat("/etc/passwd"), mode(elsewhere))


@POSIX
def test_links_planted_at_the_names_of_copies_are_not_written_through(
    older: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"mine")
    monkeypatch.setattr(tempfile, "_get_candidate_names", lambda: iter(["aaaaaaaa", "bbbbbbbb", "cccccccc"]))
    for name in (".bak-1", ".new-aaaaaaaa", ".new-bbbbbbbb"):
        (folder / f"{saved.FILE}{name}").symlink_to(target)
    monkeypatch.setattr(saved, "MIGRATIONS", NEXT)
    monkeypatch.setattr(saved, "VERSION", len(NEXT))
    assert plans(folder) == (FULL,)
    assert target.read_bytes() == b"mine"
    assert not (folder / f"{saved.FILE}.bak-1").is_symlink()


# The folder.


@POSIX
@pytest.mark.parametrize(
    "what", ["home", "a link to home", "a shared folder", "/", "a file", "a fifo", "a loop", "long"]
)
def test_a_folder_that_is_not_for_mn_alone_is_refused_and_keeps_its_mode(
    tmp_path: Path, mn: Run, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    home.chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    given = tmp_path / "given"
    if what == "a link to home":
        given.symlink_to(home)
    elif what == "a shared folder":
        given.mkdir()
        given.chmod(0o1777)
    elif what == "a file":
        given.write_bytes(b"mine")
    elif what == "a fifo":
        os.mkfifo(given)
    elif what == "a loop":
        given.symlink_to(given)
    place = {"home": home, "/": Path("/"), "long": tmp_path / ("x" * 300)}.get(what, given)
    monkeypatch.setenv("MN_HOME", str(place))
    before = os.stat(place) if what not in ("a loop", "long") else None
    refused(mn, *WRITES[0])
    for command in (READ, WRITES[1], ("plan", "erase", "--yes"), ("plan", "erase", "--all", "--yes"), ("due",)):
        assert mn(*command).code in ((0, 1, 4) if what in ("a file", "a fifo") else (4,)), command
    if before:
        assert (before.st_mode, before.st_mtime_ns) == (os.stat(place).st_mode, os.stat(place).st_mtime_ns)


def test_the_folder_for_everybodys_files_is_refused(mn: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.stat("/tmp")
    monkeypatch.setenv("MN_HOME", "/tmp")
    assert "not a folder for mn alone" in refused(mn, *WRITES[0])
    assert os.stat("/tmp").st_mode == before.st_mode
    assert not Path("/tmp", saved.FILE).exists()


def test_where_the_folder_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mn: Run) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MN_HOME", "a/../relative")
    assert mn(*WRITES[0]).code == 0
    assert (tmp_path / "relative" / saved.FILE).is_file()
    monkeypatch.delenv("MN_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for variable in ("", "relative", str(tmp_path / "data")):
        monkeypatch.setenv("XDG_DATA_HOME", variable)
        expected = Path(variable or tmp_path / "home/.local/share", "mn")
        assert edge.own_folder() == str(expected if expected.is_absolute() else tmp_path / "home/.local/share/mn")


def test_names_of_folders_are_any(tmp_path: Path, mn: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("with space", "a?mode=ro#b%41", "gr\u00fcn", "caf\udce9", "\x1b[31mred\n"):
        monkeypatch.setenv("MN_HOME", str(tmp_path / name))
        assert mn(*WRITES[0]).code == 0
        assert (tmp_path / name / saved.FILE).is_file()
        (tmp_path / name / saved.FILE).write_bytes(b"damaged")
        assert "damaged" in refused(mn, *READ)


# Two at once; with real processes in test_faults.py.


def test_erasing_waits_until_nobody_has_the_file_open(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved, "BUSY_SECONDS", 0.02)
    for using in (saved.reading, saved.writing):
        with using(folder) as store:
            with pytest.raises(saved.Busy):
                saved.erase(folder, "main")
            with pytest.raises(saved.Busy):
                saved.erase_all(folder)
            assert store
            assert store.plan("main") == FULL
    assert plans(folder) == (FULL,)


def test_who_writes_waits_for_who_writes_and_readers_wait_for_nobody(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved, "BUSY_SECONDS", 0.02)
    with saved.writing(folder) as store:
        store.erase("main")
        assert plans(folder) == (FULL,)
        with pytest.raises(saved.Busy), saved.writing(folder):
            pass
    assert plans(folder) == ()


# Erasing.


@pytest.mark.parametrize("how", [("--yes",), ("--all", "--yes")])
def test_erasing_the_last_plan_leaves_nothing(file: Path, folder: Path, mn: Run, how: tuple[str, ...]) -> None:
    for name in (".bak-1", ".new-xyz", ".new-xyz-journal"):  # as older versions and killed commands leave them
        Path(f"{file}{name}").write_bytes(b"main")
    assert mn("plan", "erase", *how).code == 0
    assert not folder.exists()


def test_erasing_leaves_what_is_not_of_mn(file: Path, folder: Path) -> None:
    (folder / "export.json").write_bytes(b"mine")
    saved.erase(folder, "main")
    assert [path.name for path in folder.iterdir()] == ["export.json"]


def test_of_a_plan_that_was_erased_no_letter_stays(file: Path, folder: Path) -> None:
    secret = b"ZZSECRET"
    other = FULL.replace(
        name="zzsecret-name",
        uid="ZZSECRET-uid",
        ticks=tuple(Tick(number, "ZZSECRET-item", date(2026, 12, 1)) for number in range(500)),
        sent=(FULL.sent[0].replace(title="ZZSECRET" * 1000),),
    )
    with saved.writing(folder) as store:
        store.add(other)
    Path(f"{file}.bak-1").write_bytes(file.read_bytes())
    assert secret in file.read_bytes()
    saved.erase(folder, "zzsecret-name")
    assert [path.name for path in folder.iterdir()] == [saved.FILE]
    assert secret.lower() not in file.read_bytes().lower()
    assert plans(folder) == (FULL,)


def test_erasing_what_is_gone_makes_nothing(folder: Path) -> None:
    saved.erase(folder, "main")
    saved.erase_all(folder)
    assert not folder.exists()


def test_erasing_everything_deletes_no_folder_in_which_nothing_was_kept(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    saved.erase_all(folder)
    assert folder.is_dir()


# Export and import.


def test_an_export_brings_everything_back(file: Path, folder: Path, tmp_path: Path, mn: Run) -> None:
    exported = tmp_path / "plans.json"
    assert mn("plan", "export", str(exported)).code == 0
    assert mode(exported) == 0o600
    assert mn("plan", "erase", "--yes").code == 0
    assert mn("plan", "import", str(exported)).code == 0
    assert plans(folder) == (FULL,)
    assert "already" in refused(mn, "plan", "import", str(exported), code=2)
    with saved.writing(folder) as store:
        store.take_back("main")
    assert mn("plan", "import", str(exported), "--replace").code == 0
    assert plans(folder) == (FULL,)


def exported(**changes: Any) -> dict[str, Any]:
    """An export, with other values at paths such as `plans__0__settings__start`."""
    value: dict[str, Any] = {"mn-export": 1, "plans": [saved.as_json(FULL)]}
    for path, new in changes.items():
        *inner, last = (int(step) if step.isdigit() else step for step in path.split("__"))
        found: Any = value
        for step in inner:
            found = found[step]
        found[last] = new
    return value


TICK = {"session": 1, "item": "a", "day": "2026-12-01"}
SENT = saved.as_json(FULL.sent[0])
VALUES: dict[str, list[Any]] = {
    "plans__0__name": ["", "../../etc/passwd", "/etc/passwd", "\x1b[31m", "-rf", "a" * 41, "Main", 7, None],
    "plans__0__uid": ["", "a\r\nX-EVIL:1", "\x1b[31m", "a" * 65, None],
    "plans__0__settings": [None, [], {"start": "2026-12-01"}, {**saved.as_json(SETTINGS), "more": 1}],
    "plans__0__settings__start": ["0001-01-01", "9999-12-31", "2026-02-30", "20261201", "2026-W49-2", 5, None],
    "plans__0__settings__scar": ["sky", "\x1b[31m", None],
    "plans__0__settings__skin": ["9", "\u0661", "x"],
    "plans__0__settings__sessions": [0, -1, 10**9, 2.0, True, float("nan"), float("inf"), "3"],
    "plans__0__settings__every": ["1d", "99999999999d", "", "\x1b[31m", 5],
    "plans__0__settings__maintenance": ["0d", "often"],
    "plans__0__settings__years": [-1, 10**9],
    "plans__0__settings__at": ["25:00", "", "9"],
    "plans__0__settings__closed": ["2026-12-24", ["x"], [None]],
    "plans__0__settings__wound": ["9999-12-31", "x"],
    "plans__0__told": [None, {}, [[]], [{"happening": None, "changes": []}]],
    "plans__0__told__0__happening__day": ["9999-12-31", "0001-01-01"],
    "plans__0__told__0__happening__doing": ["paint", None, []],
    "plans__0__told__0__happening__session": [-1, 1.0, True],
    "plans__0__told__1__happening__reason": ["\x1b[31m", 5],
    "plans__0__told__0__changes__0__id": ["\x1b]8;;file:///etc/passwd\x07", "\ud800"],
    "plans__0__ticks": [
        [{**TICK, "item": "\x1b[31m"}],
        [{**TICK, "item": "\x00"}],
        [{**TICK, "item": "\ud800"}],
    ],
    "plans__0__sent__0__title": ["a\r\nATTACH:file:///etc/passwd", "x" * 20_001, "\u202e"],
    "plans__0__sent__0__sequence": [-1, 2**32],
    "plans__0__sent__0__stamp": ["", "2026-11-20", "2026-11-20T00:00:00Z", "9999-12-31T23:59:59"],
}
HOSTILE: dict[str, str | bytes] = {
    "nothing": "",
    "no JSON": "BEGIN:VCALENDAR",
    "a number": "1",
    "a list": "[]",
    "not UTF-8": b"\xff\xfe{}",
    "UTF-16": json.dumps(exported()).encode("utf-16"),
    "deep": "[" * 1_000_000,
    "deep inside": '{"mn-export": 1, "plans": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "20 MB": b" " * 20_000_000,
    "an endless number": '{"mn-export": 1, "plans": [' + "9" * 10_000 + "]}",
    "another version": json.dumps({"mn-export": 2, "plans": []}),
    "a version that is true": json.dumps({"mn-export": True, "plans": []}),
    "no plans": json.dumps({"mn-export": 1}),
    "more than plans": json.dumps({**exported(), "colour": "red"}),
    "plans by name": json.dumps({"mn-export": 1, "plans": {"main": {}}}),
    "a plan that is null": json.dumps({"mn-export": 1, "plans": [None]}),
    "the same name twice": json.dumps({"mn-export": 1, "plans": [saved.as_json(FULL)] * 2}),
    "too many plans": json.dumps(
        {"mn-export": 1, "plans": [saved.as_json(FULL.replace(name=f"p{n}")) for n in range(101)]}
    ),
    "too many lines": json.dumps(exported(plans__0__ticks=[{**TICK, "session": n} for n in range(30_000)])),
    "sent twice": json.dumps(exported(plans__0__sent=[SENT, SENT])),
    **{
        f"{path}: {value!r:.20}": json.dumps(exported(**{path: value}))
        for path, values in VALUES.items()
        for value in values
    },
}


@pytest.mark.parametrize("content", HOSTILE)
def test_a_hostile_import_changes_nothing(file: Path, folder: Path, tmp_path: Path, mn: Run, content: str) -> None:
    given = tmp_path / "given.json"
    said = HOSTILE[content]
    given.write_bytes(said if isinstance(said, bytes) else said.encode())
    before = file.read_bytes()
    ran = mn("plan", "import", str(given), "--replace")
    assert (ran.code, ran.out) in ((2, ""), (4, "")), ran.err
    assert "\x1b" not in ran.err
    assert len(ran.err) < 2_000
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"plans__0__told__0__happening__session": 999},
        {"plans__0__told__0__happening__session": 0},
        {"plans__0__told__0__happening__day": None},
        {"plans__0__told__0__happening__day": "2300-12-31"},
        {"plans__0__told__1__happening__reason": "no-longer-known"},
        {"plans__0__settings__start": "2200-12-31"},
        {"plans__0__settings__start": "1900-01-01"},
        {"plans__0__settings__closed": ["2026-12-01"] * 300},
        {"plans__0__settings__sessions": 20, "plans__0__settings__every": "1y", "plans__0__settings__years": 20},
        {"plans__0__ticks": [{**TICK, "item": "[x] {0} :smile: <b>", "day": "2026-11-20"}]},
        {"plans__0__sent": [{**SENT, "item": "session-99"}]},
        {"plans__0__told": []},
    ],
    ids=lambda changes: str(changes)[:60],
)
def test_an_odd_import_is_taken_or_refused_and_every_command_goes_on(
    tmp_path: Path, mn: Run, changes: dict[str, Any]
) -> None:
    given = tmp_path / "given.json"
    given.write_text(json.dumps(exported(**changes)), "utf-8")
    taken = mn("plan", "import", str(given)).code
    assert taken in (0, 2)
    commands = [
        READ, ("today",), ("due",), ("plan", "history"), ("plan", "export"), ("plan", "show", "--ics", "-"),
        ("plan", "move", "3", "2027-03-02"), ("plan", "resume"), ("plan", "undo"), ("today", "--json"),
    ]  # fmt: skip
    for command in commands:
        ran = mn(*command)
        assert ran.code in (0, 1, 2), (command, ran.err)
    assert mn("plan", "erase", "--yes").code == (0 if taken == 0 else 1)


@POSIX
def test_an_import_from_what_is_no_file_ends_at_once(folder: Path, tmp_path: Path, mn: Run) -> None:
    os.mkfifo(tmp_path / "fifo")
    for name in ("/dev/zero", "/dev/full", str(tmp_path / "fifo"), str(tmp_path), str(tmp_path / "none"), "a\0b", ""):
        refused(mn, "plan", "import", name)
    assert not folder.exists()


# Files that the user names.


@POSIX
@pytest.mark.parametrize("command", [("plan", "export"), ("plan", "show", "--ics")])
def test_a_file_to_write_is_written_whole_or_not_at_all(
    file: Path, tmp_path: Path, mn: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    there, target = out / "there", tmp_path / "target"
    there.write_bytes(b"mine")
    target.write_bytes(b"mine")
    (out / "link").symlink_to(target)
    (out / "dangling").symlink_to(tmp_path / "none")
    os.mkfifo(out / "fifo")
    names = sorted(path.name for path in out.iterdir())
    before = file.read_bytes()

    refused(mn, *command, str(there), code=2)
    for name in (out, out / "link", out / "dangling", out / "fifo", out / "none" / "x", out / ("x" * 256), "/dev/full",
                 there / "x", file):  # fmt: skip
        refused(mn, *command, str(name), "--force")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        refused(mn, *command, str(there), "--force")
        refused(mn, *command, str(out / "new"))
    assert sorted(path.name for path in out.iterdir()) == names
    assert (there.read_bytes(), target.read_bytes(), file.read_bytes()) == (b"mine", b"mine", before)
    assert not (tmp_path / "none").exists()

    assert mn(*command, str(there), "--force").code == 0
    assert there.read_bytes() != b"mine"
    assert mode(there) == 0o600


def test_a_file_that_comes_meanwhile_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new"
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda number: (path.write_bytes(b"mine"), real(number)))
    with pytest.raises(UsageMistake):
        files.write_whole(str(path), b"other", force=False)
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("new", b"mine")]


def no_links(*_: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_a_disk_without_hard_links_will_do(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", no_links)
    files.write_whole(str(tmp_path / "new"), b"content", force=False)
    assert (tmp_path / "new").read_bytes() == b"content"
    with saved.writing(folder) as store:
        store.add(FULL)
    assert plans(folder) == (FULL,)
    assert [path.name for path in folder.iterdir()] == [saved.FILE]


def test_a_disk_without_locks_on_folders_will_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def none(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    with saved.writing(folder) as store:
        store.add(FULL)
    assert plans(folder) == (FULL,)
    saved.erase(folder, "main")
    assert not folder.exists()


# The knowledge and the clock change.


def test_ticks_of_lines_that_are_gone_are_kept(file: Path, folder: Path, mn: Run, tmp_path: Path) -> None:
    gone = Tick(1, "gone-from-the-list", date(2026, 11, 20))
    with saved.writing(folder) as store:
        store.take_back("main")
        store.tick("main", gone)
    ran = mn("today")
    assert ran.code == 0
    assert "gone-from-the-list" in ran.out
    assert mn("plan", "export", str(tmp_path / "x.json")).code == 0
    assert mn("plan", "erase", "--yes").code == 0
    assert mn("plan", "import", str(tmp_path / "x.json")).code == 0
    assert gone in plans(folder)[0].ticks


@pytest.mark.parametrize("day", ["1900-01-01", "1970-01-01", "2026-11-19", "2038-01-20", "2099-12-31", "2200-12-31"])
def test_a_clock_set_wrong_deletes_nothing(file: Path, folder: Path, mn: Run, day: str) -> None:
    before = plans(folder)
    for command in (READ, ("today",), ("due",), ("plan", "history"), ("plan", "show", "--json"), ("plan", "export")):
        ran = mn(*command, "--today", day)
        assert ran.code in (0, 1), (command, ran.err)
        assert " -1 " not in ran.out
    assert plans(folder) == before
    told = mn("plan", "pause", "other", "--today", day).code
    assert told in (0, 2)
    assert mn("plan", "undo").code == 0
    assert plans(folder)[0].ticks == FULL.ticks


@pytest.fixture(autouse=True)
def no_traces(tmp_path: Path) -> Iterator[None]:
    """No test leaves an unfinished file in the folder."""
    yield
    unfinished = [*tmp_path.glob(f"kept/{saved.FILE}.new-*"), *tmp_path.glob("**/.mn-*")]
    assert [path for path in unfinished if not path.is_symlink()] == []
