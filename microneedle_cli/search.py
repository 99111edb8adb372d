"""A question in the patient's words -> the answers that fit, best first, and how urgent it sounds. Pure.

A plain match on words: those in the question and its synonyms count more than those in the answer, and rare words
more than common ones. Nothing is guessed: below a threshold there is no answer.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence

from microneedle_cli.model import Level, Question
from microneedle_cli.record import Record

LONGEST = 2_000  # characters of a question that are looked at
ENOUGH = 0.5  # share of the question's weight that an answer must explain
OTHERS = 3


class Found(Record):
    """What was found: ids best first (empty: no answer), the nearest ones, and the level of urgency if any."""

    answers: tuple[str, ...]
    nearest: tuple[str, ...]
    urgency: str | None


def word_stems(text: str) -> list[str]:
    """The words of a text in small letters, without accents and plural endings."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST].casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = re.sub(r"make[- ]up", "makeup", plain)
    return [stem(word) for word in re.findall(r"[a-z0-9]+", plain)]


def stem(word: str) -> str:
    for ending, rest in (("ies", "y"), ("sses", "ss"), ("ss", "ss"), ("us", "us"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + rest
    return word


def urgency(words: Sequence[str], levels: Iterable[Level]) -> str | None:
    """The first level, the most urgent first, one of whose phrases has all its words in the question."""
    asked = set(words)
    for level in levels:
        for sign in level.items if level.level != "normal" else ():
            if any(asked.issuperset(word_stems(phrase)) for phrase in sign.words):
                return level.level
    return None


def search(text: str, questions: Sequence[Question], levels: Iterable[Level], stop_words: Iterable[str]) -> Found:
    """The answers to a question in the patient's own words."""
    asked = word_stems(text)
    urgent = urgency(asked, levels)
    idle = {stem(word) for word in stop_words}
    wanted = [word for word in dict.fromkeys(asked) if word not in idle]
    weights: list[dict[str, float]] = []
    for question in questions:
        found: dict[str, float] = {}
        answer = " ".join(statement.text for statement in question.answer)
        for part, weight in ((answer, 0.4), (question.question, 1.0), (" ".join(question.words), 1.0)):
            found.update(dict.fromkeys(word_stems(part), weight))
        found.update(dict.fromkeys(word_stems(question.id.replace("-", " ")), 1.0))
        weights.append(found)
    rarity = {word: math.log(1 + len(questions) / (1 + sum(word in found for found in weights))) for word in wanted}
    whole = sum(rarity.values())
    scored = sorted(
        (
            (sum(rarity[word] * found.get(word, 0.0) for word in wanted) / whole if whole else 0.0, question.id)
            for question, found in zip(questions, weights, strict=True)
        ),
        key=lambda pair: -pair[0],
    )
    best = scored[0][0] if scored else 0.0
    answers = tuple(id for score, id in scored[: 1 + OTHERS] if score >= ENOUGH and score >= best * 0.6)
    nearest = tuple(id for score, id in scored[:OTHERS] if score > 0) if not answers else ()
    return Found(answers, nearest, urgent)
