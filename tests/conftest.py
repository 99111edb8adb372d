"""Fixtures: a run of `mn` as a user would see it, and the shipped knowledge."""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from microneedle_cli import cli, edge, knowledge
from microneedle_cli.knowledge import Book
from microneedle_cli.pages.frame import Frame
from microneedle_cli.record import Record
from microneedle_cli.search import Index

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
TODAY = date(2026, 11, 20)
OUTSIDE = [
    "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM", "ACCESSIBLE", "MN_LANG", "MN_DATA", "MN_TODAY", "MN_HOME",
    "MN_DEBUG", "CI", "GITHUB_ACTIONS", "PY_COLORS", "TTY_COMPATIBLE", "TYPER_USE_RICH",
]  # fmt: skip


# One file of each kind: of the folders faq and explain the first.
ONE_OF_EACH_KIND = [
    *sorted(DATA.glob("*.yaml")),
    *sorted((DATA / "en").glob("*.yaml")),
    DATA / "en" / "faq" / "after.yaml",
    DATA / "en" / "explain" / "risks.yaml",
]


class Ran(Record):
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


def copy_of_knowledge(folder: Path) -> Path:
    """A copy of the knowledge, with two examples for the search instead of thousands: it loads faster."""
    copy = Path(shutil.copytree(DATA, folder))
    few = "examples:\n  - question: gym-after\n    asked: [gym after needling]\n"
    (copy / "en" / "asked.yaml").write_text(few, "utf-8")
    (copy / "en" / "elsewhere.yaml").write_text("elsewhere: [pizza near me]\n", "utf-8")
    return copy


gc.disable()  # as the program does; over a thousand tests it would cost half a minute


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden files anew; git diff is the review")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache for the tests alone; when several processes share the tests (`pytest -n auto`), one for all of them."""
    shared = "PYTEST_XDIST_WORKER" in os.environ
    folder = tmp_path_factory.getbasetemp().parent / "cache" if shared else tmp_path_factory.mktemp("cache")
    folder.mkdir(exist_ok=True)
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(folder)
    yield folder
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture(autouse=True)
def same_everywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of this machine changes what a test sees; today is 20 November 2026; nothing is kept yet."""
    for name in OUTSIDE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MN_TODAY", TODAY.isoformat())
    monkeypatch.setenv("MN_HOME", str(tmp_path / "kept"))


@pytest.fixture
def mn(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line in this process."""

    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        code = cli.main(list(arguments))
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def book() -> Book:
    return knowledge.open_book(str(DATA), "en")


@pytest.fixture(scope="session")
def index() -> Index:
    """What the search needs."""
    return knowledge.open_book(str(DATA), "en", "search").sections


@pytest.fixture(scope="session")
def frame(book: Book) -> Frame:
    return Frame(
        book.words,
        book.all("level"),
        book.edition,
        book.sections["source"],
        book.sections["term"],
        book.one("term_forms"),
    )


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if stdout were a terminal that can do colour."""
    monkeypatch.setattr(edge, "is_terminal", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
