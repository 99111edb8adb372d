"""The compiled knowledge is a shortcut and never a second truth: stale, damaged or foreign files are not used."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, copy_of_knowledge

from microneedle_cli import assemble, knowledge, store
from microneedle_cli.errors import FileTrouble
from microneedle_cli.knowledge import open_book


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge, old enough to be cached."""
    copy = copy_of_knowledge(tmp_path / "data")
    for file in copy.rglob("*.yaml"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    return copy


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "mn"


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows with each compilation."""
    done: list[str] = []
    real = assemble.assemble

    def counted(*arguments: Any) -> Any:
        done.append(arguments[0])
        return real(*arguments)

    monkeypatch.setattr(assemble, "assemble", counted)
    return done


def opened(folder: Path) -> knowledge.Book:
    return open_book(str(folder), "en")


def test_the_second_run_compiles_nothing_and_reads_the_same(folder: Path, cache: Path, compilations: list[str]) -> None:
    first, second = opened(folder), opened(folder)
    assert len(compilations) == 1
    for section in first.sections:
        assert list(first.sections[section].items()) == list(second.sections[section].items())


def test_a_changed_file_is_read_again(folder: Path, cache: Path, compilations: list[str]) -> None:
    opened(folder)
    edition = folder / "edition.yaml"
    edition.write_text(edition.read_text("utf-8").replace("2026.11.0", "2026.11.1"), "utf-8")
    os.utime(edition, (1_700_000_001, 1_700_000_001))
    assert opened(folder).edition.version == "2026.11.1"
    assert len(compilations) == 2


def test_what_other_code_compiled_is_not_used(
    folder: Path, cache: Path, compilations: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(folder)
    changed = tuple((size, time + 1) for size, time in knowledge.compilers())
    assert len(changed) == len(knowledge.COMPILERS)
    monkeypatch.setattr(knowledge, "compilers", lambda: changed)
    opened(folder)
    assert len(compilations) == 2


def test_a_file_changed_just_now_is_not_cached(folder: Path, cache: Path, compilations: list[str]) -> None:
    (folder / "edition.yaml").touch()
    opened(folder)
    opened(folder)
    assert len(compilations) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: file.write_bytes(file.read_bytes().replace(b"make-up", b"take-up")),
        lambda file: file.write_bytes(store.MAGIC + b"\0" * 100),
        lambda file: file.write_bytes(b"\x80" * 1000),
    ],
)
def test_a_damaged_file_is_not_used(spoil: Any, folder: Path, cache: Path, compilations: list[str]) -> None:
    before = opened(folder).sections["question"]["makeup-after"]
    (file,) = cache.glob("*-pages.bin")
    spoil(file)
    assert opened(folder).sections["question"]["makeup-after"] == before
    assert len(compilations) == 2


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs owners and modes of files")
def test_what_others_can_write_is_not_used(folder: Path, cache: Path, compilations: list[str]) -> None:
    opened(folder)
    (file,) = cache.glob("*-pages.bin")
    assert file.stat().st_mode & 0o777 == 0o600
    assert cache.stat().st_mode & 0o777 == 0o700
    cache.chmod(0o777)
    opened(folder)
    cache.chmod(0o700)
    file.chmod(0o666)
    opened(folder)
    assert len(compilations) == 3
    real = file.rename(cache.parent / "elsewhere.bin")
    file.symlink_to(real)
    opened(folder)
    assert len(compilations) == 4


def test_without_a_place_to_write_it_is_merely_slower(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compilations: list[str]
) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert opened(folder).edition == opened(folder).edition
    assert len(compilations) == 2


def test_records_survive_freezing(book: knowledge.Book) -> None:
    for section in book.sections.values():
        for entry in section.values():
            assert store.thaw(store.freeze(entry)) == entry


def test_a_link_out_of_the_folder_is_refused(folder: Path, cache: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("groups: []\n", "utf-8")
    (folder / "en" / "faq" / "linked.yaml").symlink_to(outside)
    with pytest.raises(FileTrouble, match="points outside"):
        opened(folder)


def test_a_clock_set_back_or_an_old_installation_takes_no_page_away(mn: Run, folder: Path, cache: Path) -> None:
    """Review dates are for `mn validate`; a patient gets the page, which says when it was checked."""
    for number, day in enumerate(("2001-01-01", "2099-01-01"), 1):
        os.utime(folder / "en" / "home.yaml", (number, number))  # compiled anew
        assert mn("--data", str(folder), "--today", day, "faq", "makeup-after").code == 0
        assert mn("--today", day, "validate", str(folder)).code == 3
