"""A question in the patient's words -> the answers that fit, best first, and how urgent it sounds. Pure.

Words are compared by their stems after spelling is mended and what people call things is put into our words. Rare
words count more than common ones, words and phrases that an editor gave to a question more than those in its answer.
Nothing is guessed: what the best answer does not explain well enough gets no answer. Urgency is separate: a phrase
of a danger sign (`words` in warnings.yaml) is there or it is not.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from microneedle_cli.record import Record

LONGEST = 2_000  # characters of a question that are looked at
OTHERS = 3  # further answers that are named
NEAREST = 3  # questions that are named when there is no answer
NEAR = 12  # words within which all words of a danger phrase must stand
LONGEST_PHRASE = 5
TELLING = 3.9  # a score that is enough by itself
ENOUGH = 1.6  # the least score of an answer ...
EXPLAINED = 0.25  # ... that explains at least this share of the question
ALSO = 0.45  # share of the best score from which another answer is named
IN_QUESTION, IN_ANSWER, BASE = 1.0, 0.2, 0.45  # a word of the question, of the answer; what words count beside phrases
STRONG, WEAK, OWN_WORD = 4.5, 2.6, 2.2  # a phrase of search.yaml, a weak one, one of `words`

Index = dict[str, Any]


class Found(Record):
    """What was found: ids best first (empty: no answer), the nearest ones, the level of urgency, and why."""

    answers: tuple[str, ...]
    nearest: tuple[str, ...]
    urgency: str | None
    reasons: tuple[str, ...] = ()


def split(text: str) -> list[str]:
    """The words of a text in small letters without accents, in order."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST].casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return re.findall(r"[a-z0-9]+", plain.replace("'", "").replace("’", ""))


def stem(word: str) -> str:
    """The word without the endings of plural and verb, the same for British and American spelling."""
    for ours, theirs in (("our", "or"), ("isation", "ization"), ("ise", "ize"), ("aes", "es"), ("aem", "em")):
        if len(word) > len(ours) + 2:
            word = word.replace(ours, theirs)
    for ending, rest, least in (
        ("iness", "y", 7), ("ingly", "", 8), ("ies", "y", 5), ("sses", "ss", 5), ("xes", "x", 5), ("ches", "ch", 6),
        ("shes", "sh", 6), ("ing", "", 6), ("edly", "", 7), ("ied", "y", 5), ("ed", "", 5), ("ly", "", 6),
        ("ss", "ss", 3), ("us", "us", 3), ("is", "is", 3), ("s", "", 4),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) >= least:
            word = word.removesuffix(ending) + rest
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


def stems(text: str) -> list[str]:
    return [stem(word) for word in split(text)]


def build(questions: Sequence[Any], levels: Iterable[Any], words: Any) -> Index:
    """What `search` needs of the questions, the warnings and the words of search.yaml, in plain values."""
    idle = {stem(word) for word in words.stop_words}
    numbers = {question.id: number for number, question in enumerate(questions)}
    singles: dict[str, dict[int, float]] = {}
    phrases: dict[str, dict[int, float]] = {}
    for number, question in enumerate(questions):
        answer = " ".join(statement.text for statement in question.answer)
        for text, weight in ((answer, IN_ANSWER), (question.question, IN_QUESTION), (question.id, IN_QUESTION)):
            for word in stems(text):
                if word not in idle:
                    entries = singles.setdefault(word, {})
                    entries[number] = max(entries.get(number, 0.0), weight)
        for form in question.words:
            parts = stems(form)
            note(phrases, parts, number, OWN_WORD)
    for topic in words.topics:
        for form in topic.people_say:
            note(phrases, stems(form), numbers[topic.question], WEAK if topic.weak else STRONG)
    signs = [
        (level.level, [[alternatives(word) for word in phrase.split()] for sign in level.items for phrase in sign.words])
        for level in levels
        if level.level != "normal"
    ]
    known = {part for phrase in phrases for part in phrase.split()} | set(singles) | idle
    known |= {one for _, rules in signs for rule in rules for word in rule for one in word}
    told = (*words.general, *words.happening, *words.elsewhere, *words.negations, *words.needling)
    known |= {part for text in told for part in stems(text)}
    return {
        "ids": [question.id for question in questions],
        "singles": singles,
        "phrases": phrases,
        "idle": sorted(idle),
        "known": sorted(known),
        "signs": signs,
        "general": [stems(text) for text in words.general],
        "happening": [stems(text) for text in words.happening],
        "elsewhere": [stems(text) for text in words.elsewhere],
        "needling": [stems(text) for text in words.needling],
        "negations": [stem(word) for word in words.negations],
    }


def note(phrases: dict[str, dict[int, float]], parts: list[str], number: int, weight: float) -> None:
    """Remember that a phrase means a question; the strongest meaning stays."""
    if parts:
        entries = phrases.setdefault(" ".join(parts), {})
        entries[number] = max(entries.get(number, 0.0), weight)


def alternatives(word: str) -> list[str]:
    """The forms of a word of a danger phrase: "yellow|green" has two."""
    return [one for form in word.split("|") for one in stems(form)]


def mended(words: list[str], known: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The words with slips of spelling mended, and what was mended. Short words and known words stay."""
    from bisect import bisect_left

    def is_known(word: str) -> bool:
        place = bisect_left(known, word)
        return place < len(known) and known[place] == word

    found, changes = [], []
    place = 0
    while place < len(words):
        word = words[place]
        if not is_known(word) and place + 1 < len(words) and is_known(word + words[place + 1]):
            found.append(word + words[place + 1])
            place += 2
            continue
        if len(word) < 4 or is_known(word) or word.isdigit():
            found.append(word)
        else:
            near = nearest_word(word, known)
            found.append(near or word)
            if near:
                changes.append((word, near))
        place += 1
    return found, changes


def nearest_word(word: str, known: Sequence[str]) -> str | None:
    """The known word with the fewest slips, at most one in a short word and two in a long one; None: too far.

    In a word of four or five letters only swapped or doubled letters count as a slip: with so few letters most
    neighbours are other words ("wheel" is no slip of "wheeze").
    """
    most = 1 if len(word) < 9 else 2
    best: tuple[int, int, str] | None = None
    for other in known:
        if abs(len(other) - len(word)) > most or len(other) < 4:
            continue
        if other[0] != word[0] and (most == 1 or other[1:3] != word[1:3]):
            continue
        if len(word) < 6 and not (sorted(word) == sorted(other) or undoubled(word) == undoubled(other)):
            continue
        slips = distance(word, other, most)
        if slips <= most and (best is None or (slips, abs(len(other) - len(word)), other) < best):
            best = (slips, abs(len(other) - len(word)), other)
    return best[2] if best else None


def undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, drop or swap with a neighbour; more than `most` comes back as `most` + 1."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, theirs in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != theirs))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == theirs:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def contains(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether the words of the phrase follow one another in the words."""
    return any(list(words[n : n + len(phrase)]) == list(phrase) for n in range(len(words) - len(phrase) + 1))


def urgency(words: Sequence[str], index: Index) -> tuple[str | None, str]:
    """The level of the first danger phrase that the words hold, the most urgent level first, and the phrase.

    A question about danger signs in general is no alarm, unless it also says that something is happening.
    """
    if any(contains(words, text) for text in index["general"]) and not any(
        contains(words, text) for text in index["happening"]
    ):
        return None, ""
    said = [(place, word) for place, word in enumerate(words)]
    for level, rules in index["signs"]:
        for rule in rules:
            if holds(said, rule, index["negations"]):
                return level, " ".join(forms[0] for forms in rule)
    return None, ""


def holds(said: Sequence[tuple[int, str]], rule: Sequence[Sequence[str]], negations: Sequence[str]) -> bool:
    """Whether each word of the rule, in one of its forms, stands near the others and is not negated."""
    places = [[place for place, word in said if word in forms] for forms in rule]
    if not all(places):
        return False
    for first in places[0]:
        others = [min((abs(place - first) for place in found), default=NEAR + 1) for found in places[1:]]
        if all(gap <= NEAR for gap in others):
            words = [word for place, word in said if first - 2 <= place < first]
            if len(rule) == 1 and any(word in negations for word in words):
                continue
            return True
    return False


def search(text: str, index: Index) -> Found:
    """The answers to a question in the patient's own words."""
    asked, changes = mended(stems(text), index["known"])
    level, sign = urgency(asked, index)
    reasons = [f"{word} -> {ours}" for word, ours in changes]
    if level:
        reasons.append(f"{level}: {sign}")
    needling = [phrase for phrase in index["needling"] if contains(asked, phrase)]
    words = without(asked, needling)
    scores, shares, why = scored(words or asked, index)
    order = sorted(scores, key=lambda number: (-scores[number], number))
    ids = index["ids"]
    best = scores[order[0]] if order else 0.0
    off_topic = not needling and any(contains(asked, phrase) for phrase in index["elsewhere"])
    explained = best >= TELLING or (best >= ENOUGH and shares[order[0]] >= EXPLAINED)
    if off_topic or not explained:
        return Found((), tuple(ids[number] for number in order[:NEAREST]), level, tuple(reasons))
    answers = [number for number in order[: 1 + OTHERS] if scores[number] >= best * ALSO]
    reasons += [f"{ids[number]} {scores[number]:.1f}: {', '.join(why.get(number, ()))}" for number in answers]
    return Found(tuple(ids[number] for number in answers), (), level, tuple(reasons))


def without(words: list[str], phrases: Iterable[list[str]]) -> list[str]:
    """The words less those of the phrases, wherever they follow one another."""
    kept = list(words)
    for phrase in phrases:
        for start in range(len(kept) - len(phrase), -1, -1):
            if kept[start : start + len(phrase)] == phrase:
                del kept[start : start + len(phrase)]
    return kept


def scored(
    words: list[str], index: Index
) -> tuple[dict[int, float], dict[int, float], dict[int, list[str]]]:
    """For each question its score, the share of what was asked that it explains, and the phrases that spoke for it."""
    singles, phrases = index["singles"], index["phrases"]
    number_of = len(index["ids"])
    idle = set(index["idle"])
    most = math.log(1 + number_of)
    scores: dict[int, float] = {}
    covered: dict[int, set[int]] = {}
    why: dict[int, list[str]] = {}
    taken: set[int] = set()
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            places = set(range(start, start + length))
            phrase = " ".join(words[start : start + length])
            if phrase not in phrases or places <= taken:
                continue
            taken |= places
            for entry, weight in phrases[phrase].items():
                share = 1 / (1 + 0.25 * (len(phrases[phrase]) - 1))
                scores[entry] = scores.get(entry, 0.0) + weight * (share + 0.12 * (length - 1))
                covered.setdefault(entry, set()).update(places)
                why.setdefault(entry, []).append(phrase)
    content = {}
    for place, word in enumerate(words):
        if word in idle and place not in taken:
            continue
        entries = singles.get(word, {})
        content[place] = math.log(1 + number_of / max(1.0, len(entries) / 2)) if entries else most * 0.5
        if word in words[:place] or word in idle:
            continue
        for entry, weight in entries.items():
            scores[entry] = scores.get(entry, 0.0) + content[place] * weight * BASE
            if weight >= IN_QUESTION:
                covered.setdefault(entry, set()).add(place)
    whole = sum(content.values())
    shares = {
        entry: sum(content.get(place, 0.0) for place in covered.get(entry, ())) / whole if whole else 0.0
        for entry in scores
    }
    return scores, shares, why
