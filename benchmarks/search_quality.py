"""How well `mn faq WORDS` answers questions that people really ask.

    python benchmarks/search_quality.py [FILE.tsv ...] [--misses]

Reads tests/questions/*.tsv (columns id, question, topic, urgency, style; optional `also`: other right topics) and
prints by style how often the right topic came first and among the first three, how often danger was noticed, false
alarms, and how often a question without a topic got the honest "no answer". With --misses the ten worst misses follow,
missed emergencies first, each with the reasons that `mn faq --explain` gives.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from microneedle_cli import knowledge, search
from microneedle_cli.search import Found

ROOT = Path(__file__).resolve().parent.parent
WORST = 10  # misses that are shown
COLUMNS = ("topic", "first three", "none", "emergency", "same-day", "no alarm")
COLUMNS_BY_WEIGHT = ("emergency", "same-day", "first three", "none", "no alarm", "topic")
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
    index = knowledge.open_book(None, "en", "search").sections
    misses: list[str] = []
    for file in files:
        counts: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
        for row in rows(file):
            found = search.search(row["question"], index)
            wrong = []
            for what, well in judged(row, found).items():
                counts["all"][what].append(well)
                counts[row["style"]][what].append(well)
                wrong += [] if well else [what]
            if wrong:
                misses.append(described(row, wrong, found, index))
        print(f"\n{file.name}")
        print(f"{'style':15}" + "".join(f"{name:>17}" for name in COLUMNS))
        for style, found_counts in counts.items():
            cells = [share(found_counts[name]) for name in COLUMNS]
            print(f"{style:15}" + "".join(f"{cell:>17}" for cell in cells))
    if "--misses" in sys.argv:
        print(f"\nThe worst {WORST} of {len(misses)} misses")
        print("\n".join(sorted(misses)[:WORST]))


def described(row: dict[str, str], wrong: list[str], found: Found, index: search.Index) -> str:
    """A miss in one line that sorts by how much it matters, and the reasons under it."""
    rank = min(COLUMNS_BY_WEIGHT.index(what) for what in wrong)
    got = ", ".join(found.answers[:3]) or "no answer"
    why = "".join(f"\n       {reason[:160]}" for reason in search.search(row["question"], index, explain=True).why)
    wanted = f"{row['topic']} ({row['urgency']})"
    return f"{rank} {', '.join(wrong)}: {row['question'][:110]!r} wanted {wanted}, got {got} ({found.urgency}){why}"


if __name__ == "__main__":
    main()
