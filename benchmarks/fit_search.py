"""What speaks for a question that has an answer here: fits `BELONGING` of search.py to the examples of asked.yaml and
elsewhere.yaml.

    python benchmarks/fit_search.py

Each example is judged by an index made without it (six parts, one left out at a time). Prints the weights to copy into
search.py, and how many questions from elsewhere get no answer for a few shares of refused questions that belong here.
Run it after some thousand examples have been added; look at benchmarks/search_quality.py before and after.
"""

from __future__ import annotations

import math
import random
from multiprocessing import Pool
from typing import Any
from unittest import mock

from microneedle_cli import assemble, evidence, search, store
from microneedle_cli.knowledge import shipped_folder
from microneedle_cli.search import BELONGING

PARTS = 6
TURNS, STEP = 300, 2.0  # of the gradient descent
REFUSED = (0.01, 0.02, 0.03, 0.05)  # shares of questions that belong here and are refused

Judged = tuple[bool, float, tuple[float, ...]]  # whether it belongs here, what it weighs, its traits


def inputs() -> tuple[Any, ...]:
    """What the index is made from, as `evidence.build` takes it."""
    with mock.patch.object(evidence, "build", return_value={}) as build:
        problems = assemble.assemble(shipped_folder(), "en", True)[1]
    if problems:
        raise SystemExit(f"The knowledge has mistakes, the first: {problems[0]}")
    return tuple(build.call_args.args)


class Topic:
    """A stand-in for a topic of asked.yaml."""

    def __init__(self, question: str, asked: list[str]) -> None:
        self.question, self.asked = question, asked


def judged(left_out: int) -> list[Judged]:
    """The traits of the examples of one part, by an index of all others."""
    questions, levels, words, asked, elsewhere = inputs()
    shuffled = random.Random(1)

    def parted(texts: list[str]) -> tuple[list[str], list[str]]:
        there = [shuffled.randrange(PARTS) == left_out for _ in texts]
        return (
            [text for text, out in zip(texts, there, strict=True) if not out],
            [text for text, out in zip(texts, there, strict=True) if out],
        )

    kept, ours = [], []
    for topic in asked:
        rest, out = parted(topic.asked)
        kept.append(Topic(topic.question, rest))
        ours += out
    strangers, theirs = parted(list(elsewhere))
    made = evidence.build(questions, levels, words, kept, strangers)
    index = {
        name: {id: store.thaw(store.freeze(entry)) for id, entry in section.items()} for name, section in made.items()
    }
    head = index["search"]["it"]
    found = []
    for text, is_ours in [(text, True) for text in ours] + [(text, False) for text in theirs]:
        taken = search.taken_apart(text, index)
        said = search.heard(taken, index)
        best = max(search.scored(taken, said, head)[0].values(), default=0.0)
        named = search.named_in(said, head)
        traits = search.traits(best, taken, said, head)
        found.append((is_ours, evidence.RARE if named and not is_ours else 1.0, traits))
    return found


def fitted(examples: list[Judged]) -> list[float]:
    """The weights of a logistic regression, the bias last; by gradient descent over traits of like size."""
    traits = list(zip(*(each[2] for each in examples), strict=True))
    middles = [sum(column) / len(column) for column in traits]
    sizes = [
        math.sqrt(sum((value - middle) ** 2 for value in column) / len(column)) or 1.0
        for column, middle in zip(traits, middles, strict=True)
    ]
    rows = [
        (
            [(value - middle) / size for value, middle, size in zip(each[2], middles, sizes, strict=True)],
            float(each[0]),
            each[1],
        )
        for each in examples
    ]
    weights = [0.0] * (len(middles) + 1)
    for _ in range(TURNS):
        slope = [0.0] * len(weights)
        for row, is_ours, size in rows:
            total = weights[-1] + sum(weight * value for weight, value in zip(weights, row, strict=False))
            error = size * (is_ours - 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))))
            for place, value in enumerate(row):
                slope[place] += error * value
            slope[-1] += error
        weights = [weight + STEP * each / len(rows) for weight, each in zip(weights, slope, strict=True)]
    plain = [weight / size for weight, size in zip(weights, sizes, strict=False)]
    return [*plain, weights[-1] - sum(weight * middle for weight, middle in zip(plain, middles, strict=True))]


def main() -> None:
    inputs()  # mistakes in the knowledge end it here and not in each process
    with Pool() as pool:
        examples = [each for part in pool.map(judged, range(PARTS), chunksize=1) for each in part]
    weights = fitted(examples)
    for name, weight in zip(BELONGING, weights, strict=False):
        print(f"{name:10}{weight:7.2f}")
    totals = [(is_ours, sum(w * t for w, t in zip(weights, traits, strict=False))) for is_ours, _, traits in examples]
    ours = sorted(total for is_ours, total in totals if is_ours)
    theirs = [total for is_ours, total in totals if not is_ours]
    print(f"{len(ours)} belong here, {len(theirs)} elsewhere")
    for share in REFUSED:
        needed = ours[int(share * len(ours))]
        without = sum(total < needed for total in theirs) / len(theirs)
        print(f"NEEDED {needed:5.2f}: refused {share:.0%} of those that belong here, {without:.0%} of the others")


if __name__ == "__main__":
    main()
