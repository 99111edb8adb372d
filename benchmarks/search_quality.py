"""How well `mn faq WORDS` answers questions that people really ask.

    python benchmarks/search_quality.py [FILE.tsv ...] [--misses]

Reads tests/questions/*.tsv (columns id, question, topic, urgency, style; optional `also`: other right topics) and
prints by style how often the right topic came first and among the first three, how often danger was noticed, false
alarms, and how often a question without a topic got the honest "no answer".
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from microneedle_cli import knowledge, search
from microneedle_cli.search import Found

ROOT = Path(__file__).resolve().parent.parent
LEVELS = {"normal": 0, "none": 0, None: 0, "same-day": 1, "call-clinic": 1, "emergency": 2}


def rows(file: Path) -> Iterable[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE)


def judged(row: dict[str, str], found: Found) -> dict[str, bool]:
    """What this question tests, and whether it went well."""
    right = {row["topic"], *filter(None, (row.get("also") or "").replace(" ", "").split(","))}
    verdict: dict[str, bool] = {}
    if row["topic"] == "none":
        verdict["none"] = not found.answers
    else:
        verdict["topic"] = bool(found.answers) and found.answers[0] in right
        verdict["first three"] = bool(right & set(found.answers[:3]))
    wanted, got = LEVELS[row["urgency"]], LEVELS[found.urgency]
    if wanted:
        verdict["emergency" if wanted == 2 else "same-day"] = got >= wanted
    else:
        verdict["no alarm"] = got == 0
    return verdict


def share(went: list[bool]) -> str:
    """ "64/71 90%", or a hyphen where nothing was asked."""
    return f"{sum(went)}/{len(went)} {100 * sum(went) / len(went):.0f}%" if went else "-"


def main() -> None:
    wanted = [Path(name) for name in sys.argv[1:] if not name.startswith("--")]
    files = wanted or sorted((ROOT / "tests" / "questions").glob("*.tsv"))
    index = knowledge.open_book(None, "en", date.today(), "search").one("search")
    for file in files:
        counts: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
        for row in rows(file):
            found = search.search(row["question"], index)
            for what, well in judged(row, found).items():
                counts["all"][what].append(well)
                counts[row["style"]][what].append(well)
                if not well and "--misses" in sys.argv:
                    print(f"{what:11} {row['question'][:90]!r} wanted {row['topic']} {row['urgency']}: {found}")
        print(f"\n{file.name}")
        names = ("topic", "first three", "none", "emergency", "same-day", "no alarm")
        print(f"{'style':15}" + "".join(f"{name:>17}" for name in names))
        for style, found_counts in counts.items():
            cells = [share(found_counts[name]) for name in names]
            print(f"{style:15}" + "".join(f"{cell:>17}" for cell in cells))


if __name__ == "__main__":
    main()
