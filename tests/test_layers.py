"""Who may import whom. The map is compared with the imports in the code, so it cannot go stale."""

from __future__ import annotations

import ast
from pathlib import Path

from conftest import ROOT

PACKAGE = ROOT / "microneedle_cli"
PAGES = {"frame", "reader"}
MAP: dict[str, set[str]] = {
    "record": set(),
    "errors": {"record"},
    "model": {"record"},
    "document": {"record"},
    "facts": {"model", "record"},
    "dates": {"errors", "facts", "model", "record"},
    "decode": {"errors", "record"},
    "store": {"", "model", "record"},
    "rules": {"decode", "errors", "facts", "model"},
    "assemble": {"decode", "document", "errors", "evidence", "facts", "knowledge", "model", "record", "rules", "store"},
    "knowledge": {"assemble", "errors", "model", "record", "store"},
    "plan": {"dates", "errors", "facts", "model", "record"},
    "course": {"dates", "errors", "plan", "record"},
    "saved": {"course", "dates", "errors", "record"},
    "files": {"dates", "errors"},
    "evidence": {"search"},
    "search": {"record"},
    "names": {"dates", "errors", "model"},
    "pages": {"course", "dates", "document", "facts", "model", "pages", "plan", "record"},
    "schema": {"decode", "knowledge", "model", "record"},
    "render.plain": {"document"},
    "render.terminal": {"document", "render.plain"},
    "render.letters": set(),
    "render.ics": {"course", "document", "record"},
    "render.data": {"errors", "facts", "model", "plan"},
    "edge": {"dates", "document", "errors", "record", "render"},
    "commands": {
        "", "assemble", "commands", "course", "dates", "document", "edge", "errors", "facts", "files", "knowledge",
        "model", "names", "pages", "plan", "record", "render", "saved", "schema", "search",
    },
    "cli": {"", "commands", "edge", "errors", "names", "render"},
    "__main__": {"cli"},
    "__init__": set(),
}  # fmt: skip
# Libraries from outside, each in one place.
OUTSIDE = {
    "yaml": {"decode"}, "rich": {"render.terminal"}, "typer": {"cli", "commands"}, "icalendar": {"render.ics"},
    "platformdirs": {"edge"}, "sqlite3": {"saved"},
}  # fmt: skip


def room(file: Path) -> str:
    """The name of the module in the map; pages, commands and their packages are one room each."""
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    if parts[0] in ("pages", "commands"):
        return parts[0]
    return ".".join(part for part in parts if part != "__init__" or len(parts) == 1) or "__init__"


def imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = node.module in ("microneedle_cli", "microneedle_cli.render", "microneedle_cli.pages")
            found |= {f"{node.module}.{alias.name}" for alias in node.names} if inner else {node.module}
    return found


def test_every_module_imports_only_what_the_map_allows() -> None:
    used: dict[str, set[str]] = {name: set() for name in MAP}
    for file in PACKAGE.rglob("*.py"):
        name = room(file)
        if name == "render":
            continue
        for imported in imports(file):
            if not imported.startswith("microneedle_cli"):
                continue
            inner = imported.removeprefix("microneedle_cli").removeprefix(".")
            if inner.startswith("__version__"):
                inner = ""
            top = inner.split(".")[0]
            target = top if top in ("pages", "commands") else ".".join(inner.split(".")[:2]) if top == "render" else top
            if top == "render" and "render" in MAP[name]:
                target = "render"
            used[name].add(target)
    assert used == MAP


def test_each_library_has_one_place() -> None:
    for file in PACKAGE.rglob("*.py"):
        for imported in imports(file):
            library = imported.split(".")[0]
            assert room(file) in OUTSIDE.get(library, {room(file)}), f"{file} imports {library}"


def test_only_the_edge_prints_exits_or_asks_for_today() -> None:
    for file in PACKAGE.rglob("*.py"):
        if room(file) in ("edge", "cli", "__main__"):
            continue
        text = file.read_text("utf-8")
        for word in ("print(", "sys.exit", "date.today", "os.environ"):
            if word == "os.environ" and room(file) == "store":
                continue  # the place of the cache
            assert word not in text.replace("console.print(", ""), f"{file} has {word}"


def test_there_is_no_network_code() -> None:
    for file in PACKAGE.rglob("*.py"):
        for imported in imports(file):
            assert imported.split(".")[0] not in {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio"}
