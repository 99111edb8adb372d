"""Where the knowledge files are, which of them a language uses, and what a command gets of them: a `Book`."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from typing import Any

from microneedle_cli import model, store
from microneedle_cli.errors import FileTrouble, KnowledgeMistake, UsageMistake
from microneedle_cli.record import Record

DEFAULT_LANGUAGE = "en"
FILE_LIMIT = 2_000  # knowledge files in a folder

# What only the search needs is kept apart: it is as large as all the rest, and most answers do without it.
SEARCH_SECTIONS = ("search", "said")
SEARCH_FILES = ("search.yaml", "asked.yaml", "elsewhere.yaml")
COMPILERS = ("assemble.py", "evidence.py", "facts.py", "model.py", "search.py")

# File name within the folder, or within a language folder -> what it holds.
SHARED_KINDS: dict[str, type[Record]] = {
    "edition.yaml": model.EditionFile,
    "facts.yaml": model.FactsFile,
    "sources.yaml": model.SourcesFile,
    "scars.yaml": model.ScarsFile,
}
LANGUAGE_KINDS: dict[str, type[Record]] = {
    "words.yaml": model.WordsFile,
    "home.yaml": model.HomeFile,
    "warnings.yaml": model.WarningsFile,
    "aftercare.yaml": model.AftercareFile,
    "prepare.yaml": model.PrepareFile,
    "schedule.yaml": model.ScheduleFile,
    "plan.yaml": model.PlanFile,
    "in_short.yaml": model.InShortFile,
    "check.yaml": model.CheckFile,
    "options.yaml": model.OptionsFile,
    "claims.yaml": model.ClaimsFile,
    "scar_texts.yaml": model.ScarTextsFile,
    "skin_types.yaml": model.SkinTypesFile,
    "glossary.yaml": model.GlossaryFile,
    "search.yaml": model.SearchFile,
    "asked.yaml": model.AskedFile,
    "elsewhere.yaml": model.ElsewhereFile,
    "explain": model.ExplainFile,  # a folder: every file in it
    "faq": model.FaqFile,
}


class Book:
    """The knowledge in one language, all of it checked; each section maps ids to records."""

    def __init__(self, sections: Mapping[str, Mapping[str, Any]], language: str, missing: tuple[str, ...]) -> None:
        self.sections = sections
        self.language = language
        self.missing = missing  # files shown in English as there is no translation

    def all(self, section: str) -> tuple[Any, ...]:
        """All records of a section, in the order of the files."""
        return tuple(self.sections[section].values())

    def one(self, section: str) -> Any:
        """The only record of a section."""
        return self.sections[section]["it"]

    @property
    def words(self) -> model.Words:
        return self.one("words")  # type: ignore[no-any-return]

    @property
    def edition(self) -> model.Edition:
        return self.one("edition")  # type: ignore[no-any-return]


def shipped_folder() -> str:
    """The folder of the knowledge that comes with the program. Raises `FileTrouble` when it is missing."""
    package = os.path.dirname(os.path.abspath(__file__))
    for folder in (os.path.join(package, "_data"), os.path.join(os.path.dirname(package), "data")):
        if os.path.isfile(os.path.join(folder, "facts.yaml")):
            return folder
    raise FileTrouble("The knowledge files that come with mn are missing.", "Install mn again.")


def knowledge_files(folder: str) -> dict[str, tuple[int, int]]:
    """Path within the folder -> size and time of change, of every YAML file, sorted. Raises `FileTrouble`."""
    found: dict[str, tuple[int, int]] = {}
    waiting = [""]
    top = os.path.realpath(folder)
    while waiting:
        inner = waiting.pop()
        try:
            with os.scandir(os.path.join(folder, inner)) as entries:
                for entry in entries:
                    name = f"{inner}/{entry.name}" if inner else entry.name
                    if entry.name.startswith("."):
                        continue
                    if entry.is_symlink() and not os.path.realpath(entry.path).startswith(top + os.sep):
                        raise FileTrouble(f"{entry.path!r} points outside its folder.", "Put a real file in its place.")
                    if entry.is_dir():
                        waiting.append(name)
                    elif entry.name.endswith((".yaml", ".yml")):
                        status = entry.stat()
                        found[name] = (status.st_size, status.st_mtime_ns)
        except OSError as trouble:
            raise FileTrouble(
                f"The folder {os.path.join(folder, inner)!r} cannot be read: {trouble.strerror}.",
                "Check the name given with --data or MN_DATA.",
            ) from None
        if len(found) > FILE_LIMIT or len(waiting) > FILE_LIMIT:
            raise FileTrouble(f"There are more than {FILE_LIMIT} files under {folder!r}.", "Give the knowledge folder.")
    return dict(sorted(found.items()))


def languages(files: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages that have a folder, English first."""
    found = {name.split("/")[0] for name in files if "/" in name}
    return tuple(sorted(found, key=lambda language: (language != DEFAULT_LANGUAGE, language)))


def kind_of(name: str) -> type[Record] | None:
    """What a knowledge file holds, by its path within the folder; None when no kind has this name."""
    parts = name.split("/")
    if len(parts) == 1:
        return SHARED_KINDS.get(name)
    if len(parts) == 2:
        return LANGUAGE_KINDS.get(parts[1]) if parts[1].endswith(".yaml") else None
    return LANGUAGE_KINDS.get(parts[1]) if len(parts) == 3 and parts[1] in ("explain", "faq") else None


def files_for(language: str, files: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The files that a language uses, and those among them that are only there in English."""
    used, missing = [], []
    for name in files:
        parts = name.split("/")
        if len(parts) == 1 or parts[0] == language:
            used.append(name)
        elif parts[0] == DEFAULT_LANGUAGE and "/".join((language, *parts[1:])) not in files:
            used.append(name)
            missing.append(name)
    return tuple(used), tuple(missing)


def compilers() -> tuple[tuple[int, int], ...]:
    """Size and time of the modules that compile knowledge: what other code has compiled is stale."""
    found = []
    for name in COMPILERS:
        try:
            status = os.stat(os.path.join(os.path.dirname(__file__), name))
        except OSError:  # installed without its source: the version tells
            continue
        found.append((status.st_size, status.st_mtime_ns))
    return tuple(found)


def open_book(folder: str | None, language: str, part: str = "pages") -> Book:
    """The knowledge of a folder (None: what comes with the program) in a language, or its part for the search.

    Raises `UsageMistake` for a language that is not there, `FileTrouble`, and `KnowledgeMistake` with every mistake
    of every file.
    """
    folder = os.path.abspath(folder) if folder else shipped_folder()
    files = knowledge_files(folder)
    known = languages(files)
    if not files:
        raise FileTrouble(f"There are no knowledge files in {folder!r}.", "Check the name given with --data.")
    if language not in known:
        raise UsageMistake(f"There is no language '{ascii(language)[1:-1]}'.", f"Languages: {', '.join(known)}.")
    key = (folder, language, tuple((name, *status) for name, status in files.items()), compilers())
    missing = files_for(language, files)[1]
    cache = store.cache_folder()
    path = os.path.join(cache, f"{language}-{zlib.crc32(os.fsencode(folder)):08x}") if cache else None
    sections = store.load(f"{path}-{part}.bin", key) if path else None
    if sections is None:
        from microneedle_cli import assemble

        compiled, problems = assemble.assemble(folder, language, part == "search")
        if problems:
            raise KnowledgeMistake(problems)
        # The part that was not asked for is not kept: an index of the search takes seconds, and pages need none.
        searched = part == "search"
        wanted = {name: entries for name, entries in compiled.items() if (name in SEARCH_SECTIONS) is searched}
        packed = store.pack(wanted, key)
        if path:
            store.save(f"{path}-{part}.bin", packed, max(changed for _, changed in files.values()) / 1e9)
        sections = store.unpack(packed, key)
        if sections is None:
            raise AssertionError("what was packed can be unpacked")
    return Book(sections, language, missing)
