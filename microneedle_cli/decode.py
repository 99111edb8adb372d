"""YAML text -> records of the model, every mistake with its line and column.

The field's type decides what a value is, not YAML's guess: `answer: no` is the text "no", `1.10` stays "1.10".
Reads parser events and never recurses while parsing, so that depth, size and number of values are limited as
they come. Anchors, aliases, tags and merge keys have no use in these files and are refused where they begin.
"""

from __future__ import annotations

import difflib
import os
import re
import stat
import types
import typing
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml

from microneedle_cli.errors import FileTrouble, Problem
from microneedle_cli.record import Record

SIZE_LIMIT = 1_000_000  # bytes in a file
VALUE_LIMIT = 50_000  # keys, values and lists in a file
TEXT_LIMIT = 20_000  # characters in one text
DEPTH_LIMIT = 20
PROBLEM_LIMIT = 100  # a file with more mistakes than this is another kind of file

Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
R = TypeVar("R", bound=Record)

# Characters that change what a reader sees, or what a terminal does, without being seen themselves.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
OTHER_FORMATS = (
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PK\x03\x04", "a zip file or an office document"),
    (b"%PDF", "a PDF file"),
)


class Mention(Record):
    """A value or record found in a file: its role (`model`) or class name, and where it stands."""

    role: str
    value: Any
    file: str
    line: int
    column: int

    def problem(self, message: str) -> Problem:
        return Problem(self.file, self.line, self.column, message)


class Decoded(Record):
    """What a file says: the record (None when the file cannot be used), all mentions and all mistakes."""

    value: Any
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]


Kind = Literal["text", "list", "mapping"]


class Node(Record):
    """A YAML value and where it begins: text for a scalar, a tuple for a list or a mapping."""

    kind: Kind
    value: Any
    line: int
    column: int
    plain: bool = False  # written without quotes


class Stop(Exception):
    """The rest of the file is not worth reading."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.place = (line, column)


def shown(text: str, length: int = 60) -> str:
    """The text on one line, in quotes, with control characters and look-alikes of our letters made visible."""
    text = text if len(text) <= length else text[:length] + " (and more)"
    visible = "".join(c if c.isprintable() and c.isascii() else f"\\u{ord(c):04x}" for c in text)
    return f"'{visible}'"


def did_you_mean(given: str, known: typing.Iterable[str]) -> str:
    """' Did you mean ...?' or nothing."""
    near = difflib.get_close_matches(given.strip().casefold()[:80], list(known), n=1, cutoff=0.65)
    return f" Did you mean '{near[0]}'?" if near else ""


def read_bytes(path: Path, limit: int = SIZE_LIMIT) -> bytes:
    """The bytes of a regular file, at most `limit` + 1 of them. Raises `FileTrouble`."""
    name = shown(str(path), 300)
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as trouble:
        why = getattr(trouble, "strerror", None) or "the name cannot be used"
        raise FileTrouble(f"The file {name} cannot be read: {why}.", "Check its name and permissions.") from None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise FileTrouble(f"{name} is not a file with text in it.", "Give a YAML file or a folder of them.")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(limit + 1)
    except OSError as trouble:
        raise FileTrouble(f"The file {name} cannot be read: {trouble.strerror}.") from None
    finally:
        os.close(handle)


def text_of(content: bytes) -> str:
    """The content as text with plain line ends. Raises `Stop` where it is not UTF-8 or hides something."""
    if len(content) > SIZE_LIMIT:
        raise Stop(1, 1, f"the file is larger than {SIZE_LIMIT // 1000} kB; split it into smaller files")
    for start, what in OTHER_FORMATS:
        if content.startswith(start):
            raise Stop(1, 1, f"this is {what}, not YAML text; save it as plain text in UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        raise Stop(
            *place_after(before),
            f"the byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8",
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if hidden := HIDDEN.search(text):
        character = f"U+{ord(hidden[0]):04X}"
        raise Stop(*place_after(text[: hidden.start()]), f"a hidden control character ({character}); delete it")
    return text


def place_after(text: str) -> tuple[int, int]:
    """Line and column, both from 1, of what follows the text."""
    return text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1


ADVICE = (
    ("found character '\\t'", "a tab; use spaces to indent"),
    ("found character that cannot start any token", "a value cannot begin with this sign; put the text in quotes"),
    ("mapping values are not allowed", "a colon followed by a space inside a text; put the whole text in quotes"),
    ("could not find expected ':'", "a line without a colon; check the indent, or put the text in quotes"),
    ("did not find expected key", "the indent does not fit, or a quote is left open"),
    ("did not find expected '-' indicator", "the indent does not fit the list above; each item begins with '- '"),
    ("found unexpected end of stream", "a quote that is never closed"),
    ("did not find expected ',' or ']'", "a list in [ ] that is never closed, or a comma is missing"),
    ("did not find expected ',' or '}'", "a text that begins with { must be in quotes"),
    ("expected alphabetic or numeric character", "a text that begins with & or * must be in quotes"),
    ("found undefined tag handle", "a text that begins with ! must be in quotes"),
)


def parse(text: str, comments: list[tuple[int, int]]) -> Node | None:
    """The tree of a YAML text; None when there is nothing in it. Raises `Stop` at what cannot be read.

    Adds to `comments` each place where `#` follows several words written without quotes: YAML drops the rest.
    """
    written = text.split("\n")
    open_nodes: list[tuple[Kind, list[Node], int, int]] = []
    top: Node | None = None
    values = documents = 0
    events: Any = yaml.parse(text, Loader=Parser)
    try:
        for event in events:
            line, column = event.start_mark.line + 1, event.start_mark.column + 1
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise Stop(line, column, "a second document begins here; keep one to a file, without '---'")
            refuse_what_we_do_not_use(event)
            if isinstance(event, yaml.ScalarEvent):
                node = text_node(event, written, comments)
            elif isinstance(event, yaml.CollectionStartEvent):
                open_nodes.append(
                    ("list" if isinstance(event, yaml.SequenceStartEvent) else "mapping", [], line, column)
                )
                if len(open_nodes) > DEPTH_LIMIT:
                    raise Stop(line, column, f"more than {DEPTH_LIMIT} levels inside one another")
                continue
            elif isinstance(event, yaml.CollectionEndEvent):
                kind, items, line, column = open_nodes.pop()
                paired = tuple(zip(items[::2], items[1::2], strict=True)) if kind == "mapping" else tuple(items)
                node = Node(kind, paired, line, column)
            else:
                continue
            values += 1
            if values > VALUE_LIMIT:
                raise Stop(line, column, f"more than {VALUE_LIMIT} values; split the file into smaller ones")
            if open_nodes:
                open_nodes[-1][1].append(node)
            else:
                top = node
    except yaml.MarkedYAMLError as error:
        raise unreadable(error, written) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise Stop(1, 1, f"this cannot be read as YAML: {str(error).splitlines()[0]}") from None
    return top


def refuse_what_we_do_not_use(event: Any) -> None:
    """Raises `Stop` at an anchor, an alias or a tag: the way to bombs and to code."""
    line, column = event.start_mark.line + 1, event.start_mark.column + 1
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        raise Stop(line, column, "anchors (&) and aliases (*) are not used here; put a text that begins so in quotes")
    if getattr(event, "tag", None) is not None:
        raise Stop(line, column, "tags (!) are not used here; put a text that begins with ! in quotes")


def text_node(event: Any, written: list[str], comments: list[tuple[int, int]]) -> Node:
    """The node of a text; notes where a comment cuts it off. Raises `Stop` at a text that is too long or hides."""
    line, column, end = event.start_mark.line + 1, event.start_mark.column + 1, event.end_mark
    if len(event.value) > TEXT_LIMIT:
        raise Stop(line, column, f"a text of more than {TEXT_LIMIT} characters")
    if hidden := HIDDEN.search(event.value):
        raise Stop(line, column, f"a hidden control character (U+{ord(hidden[0]):04X}); delete it")
    plain = not event.style
    if plain and " " in event.value and end.line < len(written):
        rest = written[end.line][end.column :]
        if rest.lstrip().startswith("#"):
            comments.append((end.line + 1, end.column + 1 + len(rest) - len(rest.lstrip())))
    return Node("text", event.value, line, column, plain)


def unreadable(error: yaml.MarkedYAMLError, written: list[str]) -> Stop:
    """The parser's complaint in words for an editor."""
    mark: Any = error.problem_mark or error.context_mark
    what = str(error.problem)
    if mark is None:
        return Stop(1, 1, f"this cannot be read as YAML: {what}")
    if mark.line < len(written) and written[mark.line][mark.column :].startswith("\t"):
        what = "found character '\\t'"
    advice = next((said for known, said in ADVICE if known in what), f"{what}; check quotes and indent")
    return Stop(mark.line + 1, mark.column + 1, f"this cannot be read as YAML: {advice}")


def type_hints(cls: type) -> dict[str, Any]:
    """Field name -> type, kept for the next time."""
    if cls not in _HINTS:
        _HINTS[cls] = {
            field: hint
            for field, hint in typing.get_type_hints(cls, include_extras=True).items()
            if field in cls.fields  # type: ignore[attr-defined]
        }
    return _HINTS[cls]


_HINTS: dict[type, dict[str, Any]] = {}


class Decoder:
    """Turns the nodes of one file into records, and collects what it meets on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.mentions: list[Mention] = []

    def problem(self, node: Node, message: str) -> None:
        self.problems.append(Problem(self.file, node.line, node.column, message))

    def record(self, node: Node, cls: type[R], path: str) -> R | None:
        """A record of the class, or None when something needed is missing or wrong."""
        hints = type_hints(cls)
        if node.kind != "mapping":
            expected = ", ".join(f"'{name}:'" for name in list(hints)[:3])
            self.problem(node, f"{path} must have keys such as {expected}, and here is {described(node)}")
            return None
        found: dict[str, Node] = {}
        for key, value in node.value:
            if key.kind != "text":
                self.problem(key, f"{path}: a key must be a word, and here is {described(key)}")
                continue
            name = unicodedata.normalize("NFC", key.value)
            if name in found:
                self.problem(key, f"{path}: the key {shown(name)} is here twice; line {found[name].line} has it too")
            elif name == "<<":
                self.problem(key, f"{path}: merge keys (<<) are not used here; write the keys out")
            elif name not in hints:
                self.problem(
                    key,
                    f"{path}: unknown key {shown(name)}.{did_you_mean(name, hints)} Known keys: {', '.join(hints)}",
                )
            found.setdefault(name, value)
        values: dict[str, Any] = {}
        complete = True
        for name, hint in hints.items():
            inner = f"{path}.{name}" if path else name
            if name not in found:
                if hasattr(cls, name):
                    values[name] = getattr(cls, name)
                else:
                    self.problem(node, f"{path}: the key '{name}' is missing")
                    complete = False
                continue
            try:
                values[name] = self.value(found[name], hint, inner)
            except ValueError as error:
                self.problem(found[name], f"{inner}: {error}")
                complete = False
        if not complete:
            return None
        made = cls(**values)
        self.mentions.append(Mention(cls.__name__, made, self.file, node.line, node.column))
        return made

    def value(self, node: Node, hint: Any, path: str) -> Any:
        """The value of one field. Raises ValueError with the rest of the sentence "path: ..."."""
        origin = typing.get_origin(hint)
        if origin in (typing.Union, types.UnionType):
            if node.kind == "text" and node.plain and node.value in ("", "~", "null"):
                return None
            return self.value(node, next(a for a in typing.get_args(hint) if a is not type(None)), path)
        if origin is typing.Annotated:
            text = self.text(node)
            self.mentions.append(Mention(hint.__metadata__[0], text, self.file, node.line, node.column))
            return text
        if origin is tuple:
            return self.items(node, typing.get_args(hint)[0], path)
        if origin is Literal:
            text, known = self.text(node), typing.get_args(hint)
            if text not in known:
                near = did_you_mean(text, known)
                raise ValueError(f"{shown(text)} is not one of {', '.join(known)}.{near}".rstrip())
            return text
        if isinstance(hint, type) and issubclass(hint, Record):
            made = self.record(node, hint, path)
            if made is None:
                raise Reported
            return made
        return self.scalar(node, hint)

    def items(self, node: Node, hint: Any, path: str) -> tuple[Any, ...]:
        if node.kind != "list":
            raise ValueError(f"expected a list, and here is {described(node)}; start each item with '- '")
        made = []
        for number, item in enumerate(node.value):
            inner = f"{path}[{number}]"
            try:
                made.append(self.value(item, hint, inner))
            except Reported:
                pass
            except ValueError as error:
                self.problem(item, f"{inner}: {error}")
        return tuple(made)

    def text(self, node: Node) -> str:
        if node.kind == "mapping":
            raise ValueError(
                "expected a text, and a colon followed by a space made a key of it; put the whole text in quotes"
            )
        if node.kind == "list":
            raise ValueError("expected a text, and here is a list; a text that begins with [ or - must be in quotes")
        if node.plain and node.value in ("", "~", "null"):
            raise ValueError("there is no text here; write it, or delete the key")
        if not node.value.strip():
            raise ValueError("the text is empty; write it, or delete the key")
        return str(node.value)

    def scalar(self, node: Node, hint: Any) -> Any:
        text = self.text(node)
        if hint is bool:
            if not node.plain or text.casefold() not in ("true", "false"):
                raise ValueError(f"expected true or false, without quotes, and here is {shown(text)}")
            return text.casefold() == "true"
        if hint is int:
            if not node.plain or not re.fullmatch(r"-?(0|[1-9][0-9]{0,8})", text):
                raise ValueError(f"expected a whole number such as 3, without quotes, and here is {shown(text)}")
            return int(text)
        if hint is date:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                raise ValueError(f"expected a date such as 2026-11-20, and here is {shown(text)}")
            try:
                return date.fromisoformat(text)
            except ValueError:
                raise ValueError(f"there is no such day as {text}") from None
        return text


class Reported(ValueError):
    """The mistake is in the list already."""


def described(node: Node) -> str:
    if node.kind == "text":
        return f"the text {shown(node.value)}" if node.value else "nothing"
    return f"a {node.kind}" if node.kind == "list" else "a group of keys"


def decode(content: bytes, kinds: dict[str, type[Record]] | type[Record], file: str) -> Decoded:
    """Decode a file. `kinds` is its class, or the classes it may have by their first top-level key.

    Never raises for what the file holds: mistakes come back in `problems`, in the order of their lines.
    """
    decoder = Decoder(file)
    value: Record | None = None
    comments: list[tuple[int, int]] = []
    try:
        node = parse(text_of(content), comments)
        if node is None or (node.kind == "text" and node.plain and not node.value):
            raise Stop(1, 1, "the file is empty")
        if node.kind != "mapping":
            raise Stop(node.line, node.column, f"the file must begin with a key, and here is {described(node)}")
        cls = kind_of(node, kinds) if isinstance(kinds, dict) else kinds
        value = decoder.record(node, cls, "")
    except Stop as stop:
        decoder.problems = [Problem(file, *stop.place, str(stop))]
    problems = sorted(decoder.problems, key=lambda problem: (problem.line, problem.column))
    for number, problem in enumerate(problems):
        if problem.message.startswith(": "):
            problems[number] = problem.replace(message="the file" + problem.message)
    if len(problems) > PROBLEM_LIMIT:
        rest = Problem(file, problems[0].line, problems[0].column, f"{len(problems)} mistakes in all; the first follow")
        problems = [rest, *problems[:PROBLEM_LIMIT]]
    notices = tuple(
        Problem(file, *place, "what follows '#' is a comment and not shown; if it is text, put all of it in quotes")
        for place in comments
    )
    return Decoded(value if not problems else None, tuple(decoder.mentions), tuple(problems), notices)


def kind_of(node: Node, kinds: dict[str, type[Record]]) -> type[Record]:
    """The class that fits the top-level keys best. Raises `Stop` when none of them is known."""
    keys = [key.value for key, _ in node.value if key.kind == "text"]

    def fit(cls: type[Record]) -> tuple[int, int]:
        there = sum(key in cls.fields for key in keys)
        return there, -sum(field not in keys and not hasattr(cls, field) for field in cls.fields)

    best = max(kinds.values(), key=fit)
    if fit(best)[0]:
        return best
    known = [field for cls in kinds.values() for field in cls.fields]
    first = shown(keys[0]) if keys else "what stands here"
    near = did_you_mean(keys[0], known) if keys else ""
    raise Stop(
        node.line,
        node.column,
        f"{first} is not the first key of any kind of knowledge file.{near} Known: {', '.join(known)}",
    )
