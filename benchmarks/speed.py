"""How long commands take, as multiples of `python -c pass` and of a one-command Typer program.

    python benchmarks/speed.py [PAIRS]

Runs in pairs, one after the other, and prints the median of the ratios. Uses the `mn` beside this Python, with a
compiled knowledge cache of its own. The last lines compare a question in free words with an answer by its id, and both
with about 5,000 questions instead of the shipped ones.
"""

from __future__ import annotations

import os
import pty
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

MN = str(Path(sysconfig.get_path("scripts"), "mn"))
HELLO = """
import typer
app = typer.Typer()
@app.command()
def hello(name: str = "you"):
    print("hello", name)
app()
"""
TIMES = 59  # times the shipped questions are about 5,000
ASKED = (
    "gym after microneedling",
    "when can i go swimming after my session please",
    "how many sesions do i need for deap acne scars",
    "my lips are swelling and i feel faint",
)


def timed(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def timed_on_terminal(command: list[str], environment: dict[str, str]) -> float:
    """The same with a terminal for stdout."""
    ours, theirs = pty.openpty()
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=theirs)
    os.close(theirs)
    try:
        while os.read(ours, 65536):
            pass
    except OSError:
        pass
    process.wait()
    os.close(ours)
    return time.perf_counter() - began


def ratio(one: Callable[[], float], other: Callable[[], float], pairs: int) -> float:
    for warm_up in (one, other, one, other):
        warm_up()
    return statistics.median([one() / other() for _ in range(pairs)])


def enlarged(folder: Path) -> Path:
    """A copy of the shipped knowledge with TIMES as many questions."""
    shipped = Path(__file__).resolve().parent.parent / "data"
    shutil.copytree(shipped, folder)
    for file in sorted((folder / "en" / "faq").iterdir()):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        for copy in range(1, TIMES):
            renamed = "".join(
                line.rstrip("\n") + f"-{copy}\n" if line.lstrip().startswith("- id: ") else line for line in lines
            )
            (file.parent / f"{file.stem}-{copy}.yaml").write_text(renamed, "utf-8")
    return folder


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    skipped = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "NO_COLOR", "ACCESSIBLE", "MN_DATA", "MN_LANG")
    with tempfile.TemporaryDirectory() as temporary:
        environment = {name: value for name, value in os.environ.items() if name not in skipped}
        environment |= {"XDG_CACHE_HOME": temporary, "TERM": "xterm-256color", "COLUMNS": "80"}
        hello = Path(temporary, "hello.py")
        hello.write_text(HELLO, "utf-8")
        large = enlarged(Path(temporary, "large"))
        os.utime(large / "facts.yaml")
        time.sleep(2.1)  # files younger than two seconds are not cached

        def floor() -> float:
            return timed([sys.executable, "-c", "pass"], environment)

        def typer_hello() -> float:
            return timed([sys.executable, str(hello)], environment)

        def run(*arguments: str) -> Callable[[], float]:
            return lambda: timed([MN, *arguments], environment)

        plain, as_json = run("faq", "makeup-after", "--plain"), run("faq", "makeup-after", "--json")
        on_terminal = lambda: timed_on_terminal([MN, "faq", "makeup-after"], environment)  # noqa: E731
        wide = run("--data", str(large), "faq", "makeup-after", "--plain")

        def in_words(*knowledge: str) -> Callable[[], float]:
            """The mean over the questions in free words."""
            runs = [run(*knowledge, "faq", words, "--plain") for words in ASKED]
            return lambda: statistics.mean(each() for each in runs)

        for name, one, other, limit in (
            ("Typer hello / pass", typer_hello, floor, None),
            ("faq makeup-after --plain / pass", plain, floor, 6.0),
            ("faq makeup-after --json / pass", as_json, floor, 6.0),
            ("faq makeup-after --plain / Typer hello", plain, typer_hello, 1.10),
            ("faq makeup-after --json / Typer hello", as_json, typer_hello, 1.10),
            ("faq makeup-after on a terminal / pass", on_terminal, floor, 8.0),
            (f"faq makeup-after, {TIMES} times as many questions / shipped", wide, plain, 1.25),
            ("faq WORDS / faq makeup-after", in_words(), plain, 1.15),
            (f"faq WORDS / faq makeup-after, both of {TIMES} times as many", in_words("--data", str(large)), wide, 1.6),
            ("aftercare --day 3 --plain / pass", run("aftercare", "--day", "3", "--plain"), floor, None),
            ("schedule --start 2025-01-01 / pass", run("schedule", "--start", "2025-01-01"), floor, None),
        ):
            found = ratio(one, other, pairs)
            print(f"{name:60} {found:5.2f}" + (f"  (at most {limit})" if limit else ""))


if __name__ == "__main__":
    main()
