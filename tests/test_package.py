"""What is shipped is what is here, and the README's commands are real."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

from conftest import DATA, ROOT


def fenced(heading: str) -> list[str]:
    """The lines of the fenced command under a heading of the README."""
    part = (ROOT / "README.md").read_text("utf-8").split(f"\n## {heading}\n", 1)[1].split("\n## ")[0]
    found = re.search(r"```\n(.*?)\n```", part, flags=re.DOTALL)
    assert found
    return found[1].splitlines()


def test_the_readme_sets_up_and_runs_in_one_line() -> None:
    for heading in ("Quick start", "Run the tests"):
        (line,) = fenced(heading)
        assert line.startswith("python3 -m venv ")
        assert " && " in line
    assert "mn aftercare" in fenced("Quick start")[0]
    assert fenced("Run the tests")[0].endswith("/pytest -n auto")


def test_the_wheel_holds_every_knowledge_file_and_nothing_else(tmp_path: Path) -> None:
    code = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
    shipped = {name.removeprefix("microneedle_cli/_data/") for name in names if "/_data/" in name}
    assert shipped == {file.relative_to(DATA).as_posix() for file in DATA.rglob("*") if file.is_file()}
    assert {name.split("/")[0] for name in names if not name.endswith((".yaml", ".md"))} <= {
        "microneedle_cli",
        next(name.split("/")[0] for name in names if ".dist-info/" in name),
    }
    modules = {file.relative_to(ROOT).as_posix() for file in (ROOT / "microneedle_cli").rglob("*.py")}
    assert modules <= names


def test_nothing_that_is_committed_names_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    for name in listed.stdout.decode().split("\0"):
        if name and name != "tests/test_package.py":
            text = (ROOT / name).read_bytes().decode("utf-8", "replace")
            assert not re.search(r"/(work|farm|home|Users|root)/[a-z]", text), name
