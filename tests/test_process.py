"""`mn` as a process: pipes, encodings, terminals, signals, and which modules a hot command loads."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

MN = [sys.executable, "-m", "microneedle_cli"]
# What one answer needs beyond Typer and what Typer loads itself.
LOADED = {
    "microneedle_cli", "microneedle_cli.__main__", "microneedle_cli.cli", "microneedle_cli.commands",
    "microneedle_cli.commands.faq", "microneedle_cli.commands.shared", "microneedle_cli.dates",
    "microneedle_cli.document", "microneedle_cli.edge", "microneedle_cli.errors", "microneedle_cli.facts",
    "microneedle_cli.knowledge", "microneedle_cli.model", "microneedle_cli.pages", "microneedle_cli.pages.faq",
    "microneedle_cli.pages.frame", "microneedle_cli.record", "microneedle_cli.render", "microneedle_cli.render.plain",
    "microneedle_cli.store",
}  # fmt: skip
DAY = {
    "microneedle_cli.commands.aftercare", "microneedle_cli.names", "microneedle_cli.pages.aftercare",
    "microneedle_cli.pages.reader", "microneedle_cli.plan",
}  # fmt: skip
SCHEDULE = {
    "microneedle_cli.commands.schedule", "microneedle_cli.commands.shared_course", "microneedle_cli.course",
    "microneedle_cli.names", "microneedle_cli.pages.plan", "microneedle_cli.pages.prepare",
    "microneedle_cli.pages.reader", "microneedle_cli.pages.schedule", "microneedle_cli.plan",
}  # fmt: skip
PAGES = {
    "microneedle_cli.document", "microneedle_cli.pages", "microneedle_cli.pages.faq", "microneedle_cli.pages.frame",
    "microneedle_cli.render.plain",
}  # fmt: skip
JSON = {"microneedle_cli.plan", "microneedle_cli.render.data"}
FAQ = {"microneedle_cli.commands.faq", "microneedle_cli.pages.faq"}
HEAVY = {"yaml", "rich", "json", "dataclasses", "tempfile", "random", "pydantic", "importlib.metadata", "decimal"}


def environment(**changes: str) -> dict[str, str]:
    names = ("PATH", "XDG_CACHE_HOME", "HOME", "VIRTUAL_ENV")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return {**kept, "MN_TODAY": "2026-11-20", "LANG": "C.UTF-8", **changes}


def run(*arguments: str, **changes: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*MN, *arguments], capture_output=True, env=environment(**changes), timeout=30, check=False)


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (("faq", "makeup-after", "--plain"), LOADED),
        (("faq", "makeup-after", "--json"), (LOADED - PAGES) | JSON),
        (("aftercare", "--day", "3"), (LOADED - FAQ) | DAY),
        (("schedule", "--start", "2025-01-01"), (LOADED - FAQ) | SCHEDULE),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_a_hot_command_loads_only_what_it_needs(arguments: tuple[str, ...], allowed: set[str]) -> None:
    run(*arguments)  # compiles the knowledge, so that the next run finds it
    code = (
        "import sys\nfrom microneedle_cli.__main__ import main\n"
        f"sys.argv[1:] = {list(arguments)!r}\nmain()\nprint(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}"],
        capture_output=True, text=True, env=environment(), timeout=30, check=True,
    )  # fmt: skip
    loaded = set(ran.stderr.split())
    assert {name for name in loaded if name.startswith("microneedle_cli")} == allowed
    heavy = HEAVY - {"json"} if "--json" in arguments else HEAVY
    assert not loaded & heavy


def test_a_closed_pipe_ends_quietly() -> None:
    for changes in ({}, {"PYTHONUNBUFFERED": "1"}):
        process = subprocess.Popen(
            [*MN, "faq", "--all"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(**changes)
        )
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        errors = process.stderr.read()
        process.stderr.close()
        assert process.wait(30) == 0
        assert errors == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said_and_not_taken_for_success() -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*MN, "warnings"], stdout=full, stderr=subprocess.PIPE, env=environment(), timeout=30, check=False
        )
    assert ran.returncode == 4
    assert b"cannot be written" in ran.stderr
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize(
    "changes",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252", "FORCE_COLOR": "1", "TERM": "xterm"},
        {"COLUMNS": "0"},
        {"COLUMNS": "1"},
        {"COLUMNS": "999999999"},
        {"COLUMNS": "junk"},
        {"HOME": "/nonexistent", "XDG_CACHE_HOME": "relative"},
        {"PYTHONOPTIMIZE": "2"},
        {"PYTHONHASHSEED": "1"},
    ],
    ids=str,
)
def test_surroundings_change_the_looks_and_never_the_words(changes: dict[str, str]) -> None:
    usual = run("aftercare", "--day", "3", "--scar", "acne")
    found = run("aftercare", "--day", "3", "--scar", "acne", **changes)
    assert (found.returncode, found.stderr) == (0, b"")
    shown = re.sub(r"\x1b\[[0-9;]*m", "", found.stdout.decode("cp1252")).casefold().split()
    missing = {word for word in usual.stdout.decode().casefold().split() if word.isalpha()} - set(shown)
    assert len(missing) <= (0 if changes.get("COLUMNS") != "1" else 40)


def on_pty(*arguments: str, **changes: str) -> str:
    """What a terminal of 80 columns gets."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([*MN, *arguments], stdout=theirs, env=environment(**changes))
    os.close(theirs)
    read = b""
    try:
        while piece := os.read(ours, 65536):
            read += piece
    except OSError:
        pass
    os.close(ours)
    process.wait(30)
    return read.decode()


def test_a_terminal_gets_colour_and_others_get_none() -> None:
    assert "\x1b[" in on_pty("warnings", TERM="xterm-256color")
    assert "\x1b[" not in on_pty("warnings", TERM="dumb")
    assert "\x1b[" not in on_pty("warnings")
    assert "\x1b[" not in on_pty("warnings", "--plain", TERM="xterm-256color")
    assert "\x1b[" not in on_pty("warnings", TERM="xterm-256color", ACCESSIBLE="1")
    assert "\x1b[31" not in on_pty("warnings", TERM="xterm-256color", NO_COLOR="1")
    assert b"\x1b[" not in run("warnings").stdout
    assert b"\x1b[" in run("warnings", FORCE_COLOR="1", TERM="xterm").stdout


@pytest.mark.parametrize("word", [b"\xff", b"caf\xe9", b"\xed\xa0\x80"])
def test_an_argument_that_is_no_text_is_refused(word: bytes) -> None:
    ran = subprocess.run(
        [*(part.encode() for part in MN), b"faq", word], capture_output=True, env=environment(), timeout=30, check=False
    )
    assert ran.returncode == 2
    assert ran.stdout == b""
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize(
    "word", ["x" * 100_000, "\U0001f600" * 25_000, "[" * 50_000, "\x1b[31m" * 10_000, "the " * 20_000]
)
def test_endless_words_end_soon_and_cleanly(word: str) -> None:
    ran = run("faq", word)
    assert ran.returncode == 1
    assert b"\x1b" not in ran.stdout + ran.stderr
    ran = run("aftercare", "--scar", word)
    assert ran.returncode == 2
    assert len(ran.stderr) < 2_000


def test_outside_a_home_with_few_rights_it_still_works(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert run("faq", "makeup-after", XDG_CACHE_HOME=str(locked)).returncode == 0
    assert run("faq", "makeup-after", XDG_CACHE_HOME=str(tmp_path / "file.txt")).returncode == 0
