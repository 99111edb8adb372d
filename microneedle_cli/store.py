"""The compiled form of the knowledge: an index and one small record for each entry, in a file of the user's cache.

A command reads the index and the entries it shows, and nothing else. The file holds no code; it is used only when
it belongs to this user, nobody else can write to it or its folder, and its checksum fits.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
import time
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from microneedle_cli import __version__, model
from microneedle_cli.record import Record

MAGIC = b"mn-knowledge-2\n"
# What a compiled file must have been made by, to be read.
MAKER = (__version__, sys.version_info[:2], marshal.version)
FRESH_SECONDS = 2  # a file changed this recently may change again without its time or size showing it

Sections = dict[str, dict[str, Any]]


def freeze(value: Any) -> Any:
    """Records as tuples that begin with their class name, tuples as lists, days as numbers."""
    if isinstance(value, Record):
        return (type(value).__name__, *(freeze(getattr(value, field)) for field in value.fields))
    if isinstance(value, tuple):
        return [freeze(item) for item in value]
    if isinstance(value, date):
        return ("date", value.toordinal())
    return value


def thaw(value: Any) -> Any:
    """The inverse of `freeze`."""
    kind = type(value)
    if kind is tuple:
        if value[0] == "date":
            return date.fromordinal(value[1])
        return getattr(model, value[0])(*[thaw(item) for item in value[1:]])
    if kind is list:
        return tuple([thaw(item) for item in value])
    return value


class Section(Mapping[str, Any]):
    """The entries of one kind by id, in the order of the files; each is read when it is asked for."""

    def __init__(self, places: dict[str, tuple[int, int]], content: memoryview) -> None:
        self.places = places
        self.content = content

    def __getitem__(self, id: str) -> Any:
        start, length = self.places[id]
        return thaw(marshal.loads(self.content[start : start + length]))  # noqa: S302 - checked by `load`

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


def pack(sections: Sections, key: Any) -> bytes:
    """The bytes of a compiled file."""
    index: dict[str, dict[str, tuple[int, int]]] = {}
    pieces: list[bytes] = []
    start = 0
    for name, entries in sections.items():
        index[name] = {}
        for id, entry in entries.items():
            piece = marshal.dumps(freeze(entry))
            index[name][id] = (start, len(piece))
            start += len(piece)
            pieces.append(piece)
    head = marshal.dumps((MAKER, key, index))
    body = b"".join((len(head).to_bytes(4, "big"), head, *pieces))
    return b"".join((MAGIC, zlib.crc32(body).to_bytes(4, "big"), body))


def unpack(content: bytes, key: Any) -> dict[str, Section] | None:
    """The sections, or None when the bytes are damaged or were made from other files."""
    start = len(MAGIC) + 4
    body = memoryview(content)[start:]
    if not content.startswith(MAGIC) or zlib.crc32(body) != int.from_bytes(content[start - 4 : start], "big"):
        return None
    end = 4 + int.from_bytes(body[:4], "big")
    maker, found, index = marshal.loads(body[4:end])  # noqa: S302 - whole, and private to this user
    if maker != MAKER or found != key:
        return None
    return {name: Section(places, body[end:]) for name, places in index.items()}


def cache_folder() -> str | None:
    """The folder for compiled knowledge, or None where there is no home. Not made yet."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(given):
        return os.path.join(given, "mn")
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        return None
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches", "mn")
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local"), "mn", "Cache")
    return os.path.join(home, ".cache", "mn")


def private(status: os.stat_result) -> bool:
    """Whether this user owns it and nobody else may write to it."""
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def load(path: str, key: Any) -> dict[str, Section] | None:
    """The sections of the compiled file at `path`, or None when it is missing, stale or not to be trusted."""
    try:
        folder = os.lstat(os.path.dirname(path))
        if not stat.S_ISDIR(folder.st_mode) or not private(folder):
            return None
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb", buffering=0) as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode) or not private(status):
                return None
            return unpack(file.readall(), key)
    except (OSError, ValueError, EOFError, TypeError):
        return None


def save(path: str, content: bytes, newest: float) -> None:
    """Keep a compiled file, whole or not at all. Without a folder to write in, the next run is merely slower."""
    if time.time() - newest < FRESH_SECONDS:
        return
    import tempfile

    folder = os.path.dirname(path)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        status = os.lstat(folder)
        if not stat.S_ISDIR(status.st_mode) or not private(status):
            return
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".new-")
        try:
            with open(handle, "wb") as file:
                file.write(content)
            os.replace(temporary, path)
        except OSError:
            os.unlink(temporary)
    except OSError:
        return
