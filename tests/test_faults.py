"""The file with what the user keeps under real faults: kills, many processes at once, full disks, limits, few rights.

Processes are forked from this one, which has imported everything, so that hundreds of them take seconds.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import random
import resource
import select
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer.main
from test_process import MN, environment
from test_saved import GET_COMMAND, OPEN_BOOK

from microneedle_cli import cli, knowledge, saved
from microneedle_cli.commands import due, plan, today  # noqa: F401  so that no process has to import them
from microneedle_cli.course import Happening, Settings
from microneedle_cli.errors import FileTrouble
from microneedle_cli.render import data, ics  # noqa: F401
from microneedle_cli.saved import Plan, Tick, Told

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

START = date(2026, 11, 18)
PLAN = Plan("main", "0123456789abcdef", Settings(START, "acne", 3, "5w", "6m", 2))
NOBODY = 65534  # has no rights, and in many systems a name; the next one has none
STRANGER = 54321
NEW_MOUNTS, NEW_USER, READ_ONLY, REMOUNT, PRIVATE = 0x20000, 0x10000000, 1, 32, 0x44000

Key = tuple[tuple[str, int, date | None], ...] | None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where MN_HOME points to in tests."""
    return tmp_path / "kept"


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a killed process needs no disk to be slow."""
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="mn-test-") as folder:
        yield Path(folder)


@pytest.fixture(autouse=True)
def forked_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """What every process needs is made once, before it is forked."""
    monkeypatch.setattr(knowledge, "open_book", OPEN_BOOK)
    monkeypatch.setattr(typer.main, "get_command", GET_COMMAND)
    knowledge.open_book(None, "en")
    typer.main.get_command(cli.app)


# Processes.


def forked(work: Callable[[], int], out: int) -> int:
    """The id of a process that does the work, with stdout and stderr in `out`, and ends with its exit code."""
    if process := os.fork():
        return process
    code = 99
    gc.disable()  # it would touch, and so copy, all that this process has
    try:
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        code = work()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001  whatever it is, it is told to the test
        with contextlib.suppress(OSError):
            os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(code)


def in_process(work: Callable[[], int]) -> tuple[int, str]:
    """The exit code (negative: the signal) and output of work in a process of its own."""
    reading, writing = os.pipe()
    process = forked(work, writing)
    os.close(writing)
    with open(reading, "rb") as stream:
        said = stream.read().decode()
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), said


def mn(*arguments: str) -> Callable[[], int]:
    return lambda: cli.main(arguments)


def does(work: Callable[[], None]) -> None:
    """Run checks in a process of their own, which may take its rights away; they fail here as they fail there."""

    def checked() -> int:
        work()
        return 0

    code, said = in_process(checked)
    assert code == 0, said
    if said.startswith("SKIP"):
        pytest.skip(said)


def run(*arguments: str) -> tuple[int, str]:
    """A command in a process of its own; never a bug and never a traceback."""
    code, said = in_process(mn(*arguments))
    assert code in (0, 1, 2, 4), (arguments, said)
    assert "Traceback" not in said
    return code, said


def keep(folder: Path, *plans: Plan) -> None:
    with saved.writing(folder) as store:
        for one in plans:
            store.add(one)


def plans(folder: Path) -> dict[str, Plan]:
    with saved.reading(folder) as store:
        return {name: store.plan(name) for name in store.names()} if store else {}


def key(folder: Path) -> Key:
    """What happened according to the file, so far as a test knows it beforehand; None: there is no plan."""
    found = plans(folder).get("main")
    return tuple((told.doing, told.session, told.day) for told in found.happened) if found else None


# Kills.


class Model:
    """What the file must say. A command that was killed leaves the old or the new state, a confirmed one the new."""

    def __init__(self, folder: Path, random: random.Random) -> None:
        self.folder, self.random = folder, random
        self.state: Key = None

    def command(self) -> tuple[tuple[str, ...], Key]:
        """A command, and the state after it."""
        if self.state is None:
            return ("plan", "new", "--start", START.isoformat()), ()
        choices: list[tuple[tuple[str, ...], Key]] = [(("plan", "erase", "--yes"), None)]
        if self.state:
            choices += [(("plan", "undo"), self.state[:-1])] * 3
        if len(self.state) < 6:
            day = date(2027, 1, 1 + self.random.randrange(28))
            choices += [(("plan", "move", "2", day.isoformat()), (*self.state, ("move", 2, day)))] * 3
            choices += [(("plan", "done", "1", "--on", START.isoformat()), (*self.state, ("done", 1, START)))] * 2
        return self.random.choice(choices)

    def check(self, told: tuple[str, ...], after: Key, code: int, said: str) -> bool:
        """Whether the change is there."""
        assert code in (0, 1, -signal.SIGKILL), (told, said)
        found = key(self.folder)
        allowed = (after,) if code == 0 else (self.state, after)
        assert found in allowed, (told, code, said)
        changed, self.state = found != self.state, found
        if found is None and self.folder.exists():
            left = {path.name.split(".new-")[0] for path in self.folder.iterdir()}
            # A killed `new` may leave a file without a plan; a killed `erase` at most the folder.
            assert left <= ({saved.FILE, f"{saved.FILE}-journal"} if told[1] == "new" else set()), (told, left)
        return changed


def kill_often(folder: Path, seed: int, times: int) -> int:
    """Kill commands at random moments after they begin to use the file; how many kills met one that was running."""
    chosen = random.Random(seed)
    model = Model(folder, chosen)
    kills = changed = 0
    longest = 0.02
    hold = saved.hold
    while kills < times:
        command, after = model.command()
        begins, begun = os.pipe()
        reading, writing = os.pipe()

        def begin(place: Path, make: bool, alone: bool, begun: int = begun) -> int | None:
            os.write(begun, b".")
            return hold(place, make, alone)

        def work(command: tuple[str, ...] = command, begin: Any = begin) -> int:
            saved.hold = begin
            return cli.main(command)

        process = forked(work, writing)
        os.close(writing)
        os.close(begun)
        for _ in range(1 if command[1] == "new" else 2):  # the others look first, then write
            os.read(begins, 1)
        select.select([begins], [], [], chosen.uniform(0, longest))  # until it ends, or for a moment
        os.kill(process, signal.SIGKILL)
        with open(reading, "rb") as stream:
            said = stream.read().decode()
        os.close(begins)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        kills += code == -signal.SIGKILL
        came = model.check(command, after, code, said)
        changed += came
        # However fast this machine is, about half of the kills are to come before the change, and half after it.
        longest *= 0.9 if came else 1.1
    assert changed > times // 4, "nearly all kills came before the change"
    saved.erase_all(folder)
    assert not folder.exists()
    return kills


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = int(os.environ.get("MN_TEST_SEED", "") or random.SystemRandom().randrange(2**32))
    print(f"MN_TEST_SEED={seed}")  # shown when the test fails
    processes = []
    for number in range(2):  # one for each processor of a small machine
        folder = tmp_path / f"kept-{number}"

        def work(folder: Path = folder, seed: int = seed + number) -> int:
            os.environ["MN_HOME"] = str(folder)
            print(kill_often(folder, seed, 101), "kills")
            return 0

        reading, writing = os.pipe()
        processes.append((forked(work, writing), reading))
        os.close(writing)
    for process, reading in processes:
        with open(reading, "rb") as stream:
            said = stream.read().decode()
        assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0, f"MN_TEST_SEED={seed}\n{said}"
        assert said == "101 kills\n"


# What Python does to files and what is sent to SQLite: a process can be killed before each of these, one by one.
EVENTS = (
    "open", "os.chmod", "os.link", "os.listdir", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir",
    "tempfile.mkstemp", "fcntl.flock",
)  # fmt: skip


def killed_at(step: int, work: Callable[[], int]) -> Callable[[], int]:
    """The work, killed before the given step of what it does to files."""
    done = 0

    def count(*_: Any) -> None:
        nonlocal done
        done += 1
        if done == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in EVENTS:
            count()

    def connect(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection = sqlite3.Connection(*arguments, **named)
        connection.set_trace_callback(count)
        return connection

    def hooked() -> int:
        sqlite3.connect = connect  # type: ignore[assignment]
        sys.addaudithook(hook)
        return work()

    return hooked


def write(folder: Path, change: Callable[[saved.Store], None]) -> Callable[[], int]:
    def work() -> int:
        with saved.writing(folder) as store:
            change(store)
        return 0

    return work


def erase(folder: Path) -> Callable[[], int]:
    def work() -> int:
        saved.erase(folder, "main")
        return 0

    return work


TICKED = PLAN.replace(ticks=(Tick(1, "tell-now", START),))
OTHER = PLAN.replace(name="other", uid="other")
STEPS: dict[str, tuple[tuple[Plan, ...], Callable[[Path], Callable[[], int]], tuple[Plan, ...]]] = {
    "new": ((), lambda folder: write(folder, lambda store: store.add(PLAN)), (PLAN,)),
    "tick": ((PLAN,), lambda folder: write(folder, lambda store: store.tick("main", TICKED.ticks[0])), (TICKED,)),
    "replace": ((PLAN,), lambda folder: write(folder, lambda store: store.add(TICKED)), (TICKED,)),
    "erase the last": ((PLAN,), erase, ()),
    "erase one of two": ((PLAN, OTHER), erase, (OTHER,)),
    "migrate": ((PLAN,), lambda folder: write(folder, lambda store: None), (PLAN,)),
}


@pytest.mark.parametrize("what", STEPS)
def test_a_kill_before_each_step_leaves_the_old_or_the_new_state(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    before, work, after = STEPS[what]
    keep(folder, *before)
    template = tmp_path / "template"
    if what == "erase one of two":  # a copy that an older version left has the plan, too
        shutil.copyfile(folder / saved.FILE, folder / f"{saved.FILE}.bak-1")
    shutil.copytree(folder, template) if before else saved.erase_all(folder)
    if what == "migrate":
        monkeypatch.setattr(saved, "MIGRATIONS", (*saved.MIGRATIONS, ("CREATE TABLE colour (text)",)))
        monkeypatch.setattr(saved, "VERSION", len(saved.MIGRATIONS))
    for step in range(1, 100):
        shutil.rmtree(folder, ignore_errors=True)
        if before:
            shutil.copytree(template, folder)
        code, said = in_process(killed_at(step, work(folder)))
        names = [path.name for path in folder.iterdir()] if folder.exists() else []
        found = tuple(plans(folder).values())
        assert code in (0, -signal.SIGKILL), said
        assert found in ((after,) if code == 0 else (before, after)), (step, names)
        if found == after and what.startswith("erase"):
            assert not [name for name in names if ".bak" in name or ".new" in name], (step, names)
        if code == 0:
            assert step > 8
            assert [name for name in names if ".new" in name or "journal" in name] == []
            break
        # It goes on from there, and in the end nothing is left.
        assert in_process(work(folder)) == (0, "")
        assert tuple(plans(folder).values()) == after
        for one in after:
            saved.erase(folder, one.name)
        assert not folder.exists() or not any(folder.iterdir())
    else:
        pytest.fail("it never came to its end")


def test_a_journal_of_a_killed_command_is_taken_back(folder: Path, tmp_path: Path) -> None:
    keep(folder, PLAN)
    copy = tmp_path / "copy"
    with contextlib.suppress(ZeroDivisionError), saved.writing(folder) as store:
        store.connection.execute("PRAGMA cache_size = 1")
        store.erase("main")
        for number in range(500):  # more than the memory set for it holds, so that the file itself is half-written
            store.add(PLAN.replace(name="half-written", uid=str(number)))
        shutil.copytree(folder, copy)
        raise ZeroDivisionError
    assert (copy / f"{saved.FILE}-journal").stat().st_size > 512
    copy.chmod(0o700)
    assert plans(copy) == {"main": PLAN}
    assert [path.name for path in copy.iterdir()] == [saved.FILE]


# Many at once.


def test_all_changes_of_24_writers_at_once_are_kept_and_readers_never_fail(folder: Path) -> None:
    start, go = os.pipe()
    out, said = os.pipe()

    def after_start(work: Callable[[], int]) -> Callable[[], int]:
        def waiting() -> int:
            os.close(go)
            os.read(start, 1)  # ends for all at once
            return work()

        return waiting

    over, end = os.pipe()
    read, reported = os.pipe()

    def reader() -> int:
        os.close(end)
        os.close(said)
        seen: set[str] = set()
        while not select.select([over], [], [], 0)[0]:  # until the writers have ended
            found = set(plans(folder))
            assert seen <= found
            seen = found
        return 0

    writers = [mn("plan", "new", "--name", f"p{number}", "--start", START.isoformat()) for number in range(24)]
    processes = [*(forked(after_start(work), said) for work in writers), forked(after_start(reader), reported)]
    for ours in (said, reported, start, go):
        os.close(ours)
    with open(out, "rb") as stream:
        told = stream.read().decode()
    os.close(end)
    with open(read, "rb") as stream:
        told += stream.read().decode()
    codes = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes]
    assert codes == [0] * 25, told[-2000:]
    assert set(plans(folder)) == {f"p{number}" for number in range(24)}
    assert [path.name for path in folder.iterdir()] == [saved.FILE]


def test_what_is_confirmed_between_others_that_erase_everything_is_kept(folder: Path) -> None:
    """Eight processes make and erase their plans at once, so that the file comes and goes under all of them."""
    out, said = os.pipe()

    def coming_and_going(number: int) -> Callable[[], int]:
        mine = PLAN.replace(name=f"p{number}", uid=str(number))

        def work() -> int:
            for _ in range(12):
                keep(folder, mine)
                assert plans(folder)[mine.name] == mine
                with saved.writing(folder) as store:
                    store.tell(mine.name, Told(Happening(START, "done", 1, START), ()))
                assert len(plans(folder)[mine.name].told) == 1
                saved.erase(folder, mine.name)
                assert mine.name not in plans(folder)
            return 0

        return work

    processes = [forked(coming_and_going(number), said) for number in range(8)]
    os.close(said)
    with open(out, "rb") as stream:
        told = stream.read().decode()
    assert [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes] == [0] * 8, told
    assert not folder.exists()


# Disks and limits.


def own_disk(place: Path, options: str = "size=200k,mode=0777") -> bool:
    """Put a small disk at a place that only this process sees; False where that is not allowed."""
    library = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if library.unshare(NEW_MOUNTS if user == 0 else NEW_MOUNTS | NEW_USER) != 0:
        return False
    if user != 0:
        try:
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        except OSError:
            return False
    library.mount(b"none", b"/", None, PRIVATE, None)
    return bool(library.mount(b"tmpfs", bytes(place), b"tmpfs", 0, options.encode()) == 0)


def set_read_only(place: Path) -> bool:
    library = ctypes.CDLL(None, use_errno=True)
    return bool(library.mount(b"tmpfs", bytes(place), b"tmpfs", REMOUNT | READ_ONLY, None) == 0)


NO_DISK = "SKIP: this system lets nobody mount a disk here; RLIMIT_FSIZE is tried instead"


def fill(place: Path, leave: int) -> None:
    """Fill the disk but for some bytes."""
    with (place / "filler").open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        while stream.write(bytes(4096)):
            pass
    size = (place / "filler").stat().st_size
    os.truncate(place / "filler", max(0, size - leave))


def test_a_full_disk_leaves_the_old_state_and_it_works_again_later(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    kept = disk / "kept"

    def work() -> None:
        if not own_disk(disk):
            os.write(1, NO_DISK.encode())
            return
        os.environ["MN_HOME"] = str(kept)
        codes = []
        for leave in range(0, 80_000, 8_192):  # first it cannot be made at all, at last there is room
            fill(disk, leave)
            code, said = run("plan", "new", "--start", START.isoformat())
            codes.append(code)
            assert key(kept) == (() if code == 0 else None)
            if code == 4:
                assert "full" in said or "No space" in said
                assert not kept.exists() or {path.name for path in kept.iterdir()} <= {saved.FILE}
            (disk / "filler").unlink()
            saved.erase_all(kept)
        assert codes == sorted(codes, reverse=True)
        assert set(codes) == {0, 4}

        keep(kept, PLAN)
        before, codes = (kept / saved.FILE).read_bytes(), []
        for leave in range(0, 40_000, 4_096):
            fill(disk, leave)
            code, said = run("plan", "move", "2", "2027-01-11")
            codes.append(code)
            assert plans(kept)["main"].told == () or code == 0
            assert run("plan", "show")[0] == 0
            if code == 4:
                assert "full" in said
                assert (kept / saved.FILE).read_bytes() == before
                assert [path.name for path in kept.iterdir()] == [saved.FILE]
                assert run("plan", "show", "--ics", str(disk / "x.ics"))[0] == 4
                assert run("plan", "export", str(disk / "x.json"))[0] in (0, 4)
                (disk / "x.json").unlink(missing_ok=True)
                assert sorted(path.name for path in disk.iterdir()) == ["filler", "kept"]
            (disk / "filler").unlink()
            if code == 0:
                break
        assert codes[0] == 4
        assert codes[-1] == 0
        fill(disk, 0)
        assert run("plan", "erase", "--yes")[0] == 0  # what is kept can go although the disk is full
        assert not kept.exists()

    does(work)


@pytest.mark.parametrize("limit", [0, 100, 4_096, 5_000, 8_192, 20_000, 36_000])
def test_files_that_may_not_grow_leave_the_old_state(folder: Path, tmp_path: Path, limit: int) -> None:
    keep(folder, PLAN)
    before = (folder / saved.FILE).read_bytes()

    def limited(*arguments: str) -> Callable[[], int]:
        def work() -> int:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            return cli.main(arguments)

        return work

    code, said = in_process(limited("plan", "move", "2", "2027-01-11"))
    assert (code, "Traceback" in said) == (0 if limit > 30_000 else 4, False), said
    assert len(plans(folder)["main"].told) == (code == 0)
    if code == 4:  # a journal that was left has been taken back by now
        assert (folder / saved.FILE).read_bytes() == before
    code, said = in_process(limited("plan", "export", str(tmp_path / "x.json")))
    assert (code, (tmp_path / "x.json").exists()) == ((0, True) if limit > 2_000 else (4, False)), said
    assert list(tmp_path.glob(".mn-*")) == []
    assert in_process(limited("plan", "erase", "--yes"))[0] == 0
    assert not folder.exists()
    assert in_process(limited("plan", "new", "--start", START.isoformat()))[0] == (0 if limit > 36_864 else 4)
    assert plans(folder) == {}
    assert not folder.exists() or not any(folder.iterdir())


def test_few_open_files_are_enough_or_it_is_said(folder: Path) -> None:
    environ = environment(MN_HOME=str(folder))
    for arguments in (("plan", "new", "--start", "2026-12-01"), ("plan", "move", "2", "2027-01-11")):
        ran = subprocess.run(
            [*MN, *arguments], env=environ, capture_output=True, timeout=30, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12)),
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
    before = plans(folder)

    def limited(number: int) -> Callable[[], int]:
        def work() -> int:
            os.closerange(3, 1024)
            resource.setrlimit(resource.RLIMIT_NOFILE, (number, number))
            with saved.writing(folder) as store:
                store.take_back("main")
                raise KeyError
            return 0

        def told() -> int:
            try:
                return work()
            except FileTrouble as trouble:
                return trouble.exit_code
            except KeyError:
                return 0

        return told

    codes = [in_process(limited(number))[0] for number in range(3, 10)]
    assert codes == sorted(codes, reverse=True)
    assert set(codes) == {0, 4}
    assert plans(folder) == before


def test_a_read_only_disk_can_be_read_and_is_not_written(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()

    def work() -> None:
        if not own_disk(disk):
            os.write(1, NO_DISK.encode())
            return
        kept = disk / "kept"
        os.environ["MN_HOME"] = str(kept)
        keep(kept, PLAN)
        (kept / saved.FILE).chmod(0o644)
        assert set_read_only(disk)
        before = (kept / saved.FILE).read_bytes()
        for command in (("plan", "show"), ("plan", "export"), ("today", "--today", START.isoformat())):
            assert run(*command)[0] == 0
        for line in ("move 2 2027-01-11", "erase --yes", "erase --all --yes", "new --name b --start 2026-12-01",
                     f"export {disk}/x.json"):  # fmt: skip
            assert run("plan", *line.split())[0] == 4, line
        assert (kept / saved.FILE).read_bytes() == before
        assert [path.name for path in kept.iterdir()] == [saved.FILE]
        os.environ["MN_HOME"] = str(disk / "new")
        assert run("plan", "new", "--start", "2026-12-01")[0] == 4
        assert run("plan", "show")[0] == 1

    does(work)


def as_nobody(work: Callable[[Path], None], user: int = NOBODY) -> None:
    """Run checks as somebody without the rights of root, in a folder of theirs."""
    place = Path("/mnt")

    def checked() -> None:
        if os.getuid() == 0:
            if not own_disk(place, "size=2m,mode=0777"):
                os.write(1, b"SKIP: root cannot make a folder for somebody else here")
                return
            for command in (("plan", "new", "--start", START.isoformat()), ("plan", "erase", "--yes")):
                os.environ["MN_HOME"] = str(place / "first")  # what is imported late may lie where only root may read
                cli.main(command)
            os.setgroups([])
            os.setgid(user)
            os.setuid(user)
        work(place)

    if os.getuid() != 0:
        pytest.skip("needs root, to become somebody else and back")
    does(checked)


def test_without_rights_nothing_is_lost() -> None:
    def work(place: Path) -> None:
        os.environ["HOME"] = str(place)
        kept = place / "kept"
        os.environ["MN_HOME"] = str(kept)
        keep(kept, PLAN)
        place.joinpath("closed").mkdir(mode=0o500)
        before = (kept / saved.FILE).read_bytes()
        move = ("plan", "move", "2", "2027-01-11")

        (kept / saved.FILE).chmod(0o000)
        for command in (("plan", "show"), move, ("plan", "erase", "--yes")):
            assert run(*command)[0] == 4
        (kept / saved.FILE).chmod(0o600)
        kept.chmod(0o500)
        assert run("plan", "show")[0] == 0
        assert run("plan", "erase", "--yes")[0] == 4
        assert (kept / saved.FILE).read_bytes() == before
        assert run(*move)[0] == 0  # the folder is the user's own, so its mode is mended
        assert stat.S_IMODE(kept.stat().st_mode) == 0o700
        kept.chmod(0o000)
        assert run("plan", "show")[0] == 4
        kept.chmod(0o700)

        for elsewhere in ("/etc", "/root", "/", str(place / "closed" / "kept"), "/proc/1/kept"):
            os.environ["MN_HOME"] = elsewhere
            assert run("plan", "new", "--start", "2026-12-01")[0] == 4, elsewhere

        os.umask(0o777)
        os.environ["MN_HOME"] = str(place / "a" / "b")
        assert run("plan", "new", "--start", "2026-12-01")[0] == 0
        assert run(*move)[0] == 0
        assert stat.S_IMODE(os.stat(place / "a" / "b" / saved.FILE).st_mode) == 0o600

    as_nobody(work)


def test_without_a_home_it_says_what_to_set() -> None:
    def work(place: Path) -> None:
        for name in ("HOME", "MN_HOME", "XDG_DATA_HOME"):
            os.environ.pop(name, None)
        code, said = run("plan", "new", "--start", "2026-12-01")
        assert (code, "MN_HOME" in said) == (4, True)
        assert run("warnings")[0] == 0
        os.environ["MN_HOME"] = str(place / "kept")
        assert run("plan", "new", "--start", "2026-12-01")[0] == 0
        gone = place / "gone"
        gone.mkdir()
        os.chdir(gone)
        gone.rmdir()
        assert run("plan", "show")[0] == 0
        os.environ["MN_HOME"] = "relative"
        assert run("plan", "show")[0] == 4

    as_nobody(work, STRANGER)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs root, to give a folder away")
def test_a_folder_of_someone_else_is_left_alone(folder: Path) -> None:
    keep(folder, PLAN)
    before = (folder / saved.FILE).read_bytes()
    folder.chmod(0o755)
    os.chown(folder, NOBODY, NOBODY)
    for command in (("plan", "show"), ("plan", "move", "2", "2027-01-11"), ("plan", "erase", "--all", "--yes")):
        code, said = run(*command)
        assert (code, "not a folder for mn alone" in " ".join(said.split())) == (4, True)
    assert (folder / saved.FILE).read_bytes() == before
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def test_endless_input_ends(folder: Path) -> None:
    with open("/dev/zero", "rb") as zero:
        ran = subprocess.run(
            [*MN, "plan", "import", "-"], stdin=zero, capture_output=True, timeout=30, check=False,
            env=environment(MN_HOME=str(folder)),
        )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (4, b"")
    assert not folder.exists()
