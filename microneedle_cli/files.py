"""Files that the user names: written whole or not at all, read within limits."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from pathlib import Path

from microneedle_cli.dates import quoted
from microneedle_cli.errors import FileTrouble, UsageMistake


def write_whole(name: str, content: bytes, force: bool) -> None:
    """Write a file whole or not at all, readable by the user alone.

    Raises `UsageMistake` when it is there and not `force`, and `FileTrouble` when it cannot be written.
    """
    shown, path = quoted(name), Path(name)
    temporary = ""
    try:
        if path.is_symlink() or path.is_dir() or (path.exists() and not path.is_file()):
            raise FileTrouble(f"{shown} is not an ordinary file.", "Give another name.")
        if path.exists() and is_database(path):
            raise FileTrouble(f"{shown} is a database, perhaps the one with your plan.", "Give another name.")
        if path.exists() and not force:
            raise UsageMistake(f"{shown} is already there.", "Give another name, or add --force to replace it.")
        number, temporary = tempfile.mkstemp(prefix=".mn-", dir=path.absolute().parent)
        with open(number, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o600)
        if force:
            os.replace(temporary, path)
        else:
            link_new(temporary, path, shown)
    except (OSError, ValueError) as trouble:
        reason = getattr(trouble, "strerror", None) or "the name cannot be used"
        raise FileTrouble(f"{shown} cannot be written: {reason}.", "Give another name, or check the disk.") from None
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def is_database(path: Path) -> bool:
    """Whether the file is one of SQLite, which no calendar and no export should replace."""
    with open(path, "rb") as stream:
        return stream.read(16) == b"SQLite format 3\0"


def link_new(temporary: str, path: Path, shown: str) -> None:
    """Put the file in its place, unless another one came there in the meantime."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise UsageMistake(f"{shown} is already there.", "Give another name, or add --force to replace it.") from None
    except OSError:  # a disk without hard links
        os.replace(temporary, path)


def read_text(name: str, limit: int) -> str:
    """The text of a file that the user names, "-" for stdin. Raises `FileTrouble`."""
    shown = quoted(name)
    try:
        if name == "-":
            content = sys.stdin.buffer.read(limit + 1) if sys.stdin else b""
        else:
            number = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with open(number, "rb") as stream:
                if not stat.S_ISREG(os.fstat(number).st_mode):
                    raise FileTrouble(f"{shown} is not an ordinary file.", "Give the file that you saved.")
                content = stream.read(limit + 1)
        if len(content) > limit:
            raise FileTrouble(f"{shown} is larger than {limit // 1_000_000} MB.", "Give the file that you saved.")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileTrouble(f"{shown} is not UTF-8 text.", "Give the file that you saved.") from None
    except (OSError, ValueError) as trouble:
        reason = getattr(trouble, "strerror", None) or "the name cannot be used"
        raise FileTrouble(f"{shown} cannot be read: {reason}.", "Check the name.") from None
