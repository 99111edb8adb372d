"""The examples and phrases of the knowledge files -> what `search` reads: evidence by stem. Made once, at assembly.

Each example (asked.yaml, elsewhere.yaml), each phrase of a topic (search.yaml), each `words` and each title of a
question teaches which stems and pairs of neighbouring stems speak for which answer. The evidence of a stem for an
answer is the share of its examples that belong to that answer, times how far the stem tells answers apart at all: a
word that is in the questions about everything counts little, a word that is only ever asked about one thing counts
most; to this comes, in logarithms, how usual the stem is among the examples of the answer.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise, product
from random import Random
from typing import Any
from zlib import crc32

from microneedle_cli.search import (
    BUCKETS,
    FEVER,
    LONGEST_PHRASE,
    THOUSAND,
    Spelling,
    in_order,
    mended,
    simple,
    slipped,
    sound,
    split,
    stem,
    stems,
    with_fever,
)

UNSEEN = 0.5  # examples as if of all answers alike: how many a stem needs to be trusted
IN_PAIR = 0.7  # what a pair of neighbouring stems counts against a single stem
LISTED = {"telling": 2.0, "people_say": 1.2, "hints": 0.5}  # what a phrase teaches, by its list
OWN_WORD = 1.0  # ... and one of `words` of a question
IN_PARTS = 0.2  # ... and a phrase in parts, for each way of putting it
WAYS = 6  # forms of a part that are taught
WEIGHTS = {"telling": 8.0, "people_say": 4.5, "hints": 2.0}  # what a phrase counts that stands in a question
OWN_WORD_WEIGHT = 1.4
BROAD = 0.72  # what phrases count for a topic about anything in general
OFTEN = 3  # examples with a word from which it may be no slip of another word ...
RARER = 4  # ... if that one is not so many times as frequent
SCALE = 5.0  # the evidence of a stem that is only ever said about one answer
HALF, MOST = 0.3, 3.0  # what stands for "never seen" in a balance, and the most that a stem says either way
MOST_KEPT = 65_535  # numbers are kept in two bytes
TWICE = 2.0
TURNS, STEP, SLOW, STEEP = 4, 3.0, 0.1, 30.0  # of the gradient descent: turns, first step, share of it for the bias
RARE = 0.25  # what an example from elsewhere teaches that names microneedling
USUAL, SELDOM = 0.2, 0.001  # what it counts besides how usual the stem is among the examples of an answer, against this
LEAST = 0.02  # evidence below this is left out

# The lists of phrases in search.yaml that the search looks for as they are.
RULES = ("general", "untreated", "planned", "right_now", "happening", "past", "never_here", "not_people")

Taught = tuple[list[str], int, float]  # stems, the answer, and how much it teaches


def build(
    questions: Sequence[Any], levels: Iterable[Any], words: Any, asked: Sequence[Any], elsewhere: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """The sections that the search reads; `asked` are the lists of asked.yaml, `elsewhere` the texts of its file."""
    levels = tuple(levels)
    groups = {group.name: list(group.words) for group in words.same}
    numbers = {question.id: number for number, question in enumerate(questions)}
    examples = [(text, numbers[topic.question]) for topic in asked if topic.question in numbers for text in topic.asked]
    typed = [text for text, _ in examples] + list(elsewhere)
    spelling, right = known_words(questions, levels, words, groups, typed)

    def read(text: str) -> list[str]:
        said = slipped(split(with_fever(simple(text))), spelling.slips)
        return [stem(word) for typed in said for word in right.get(typed, typed).split()]

    here: list[Taught] = [(read(text), number, 1.0) for text, number in examples]
    here += [(stems(question.question), number, 1.0) for number, question in enumerate(questions)]
    here += [(stems(form), number, OWN_WORD) for number, question in enumerate(questions) for form in question.words]
    away = [read(text) for text in elsewhere]
    grams: dict[str, dict[str, Any]] = {}

    def entry(gram: str) -> dict[str, Any]:
        return grams.setdefault(gram, {})

    parts: dict[tuple[str, ...], int] = {}

    def part(forms_of_part: Sequence[str]) -> int:
        """The number of a part of a phrase; each of its forms leads to it."""
        found = parts.setdefault(tuple(forms_of_part), len(parts))
        for form in forms_of_part:
            held = entry(form).setdefault("parts", [])
            if form and found not in held:
                held.append(found)
        return found

    needling = {" ".join(stems(text)) for text in words.needling}
    idle = {stem(word) for word in words.stop_words}
    pairs: list[tuple[int, float, list[int]]] = []
    for topic in words.topics:
        if topic.question not in numbers:  # a preview of some questions only
            continue
        number = numbers[topic.question]
        for name, full in WEIGHTS.items():
            weight = full * BROAD if topic.broad else full
            for form in getattr(topic, name):
                found = in_parts(form, groups)
                if len(found) > 1:
                    pairs.append((number, weight * 1.3, [part(each) for each in found]))
                    for ways in product(*(each[:WAYS] for each in found[:2])):
                        here += [(way.split(), number, LISTED[name] * IN_PARTS) for way in ways]
                else:
                    for gram in found[0]:
                        here.append((gram.split(), number, LISTED[name]))
                        note(entry(gram), number, min(weight, 0.8) if gram in needling else weight)
    for number, question in enumerate(questions):
        for form in question.words:
            gram = " ".join(stems(form))
            if gram not in idle:
                note(entry(gram), number, min(OWN_WORD_WEIGHT, 0.8) if gram in needling else OWN_WORD_WEIGHT)
    for gram, postings in evidence(here, len(questions)).items():
        entry(gram)["evidence"] = postings
    for gram, balance in balances(here, away).items():
        entry(gram)["balance"] = balance
    weights = learned(here, away, needling)
    bias = weights.pop("")
    for gram, weight in weights.items():
        entry(gram)["weight"] = weight
    signs = danger_signs(levels, words, groups, numbers, part)
    rules = {name: [[part(each) for each in in_parts(text, groups)] for text in getattr(words, name)] for name in RULES}
    head = {
        "ids": [question.id for question in questions],
        "examples": examples_of(here, len(questions)),
        "idle": dict.fromkeys(sorted(idle), True),
        "needling": dict.fromkeys(sorted(needling), True),
        "negations": [stem(word) for word in words.negations],
        "undenied": [stem(word) for word in words.not_denied],
        "supposing": [stem(word) for word in words.supposing],
        "turns": [" ".join(stems(words_of_it)) for words_of_it in words.turns],
        "present": [stem(word) for word in words.present],
        "persons": [stem(word) for word in words.persons],
        "asking": {" ".join(stems(text)): True for text in words.asking},
        "slips": spelling.slips,
        "known": spelling.known,
        "stems": spelling.roots,
        "grave": in_order(grave_words(levels, words, groups, idle)),
        "pairs": pairs,
        "bias": bias,
        "signs": signs,
        **rules,
    }
    buckets: dict[str, dict[str, Any]] = {str(number): {} for number in range(BUCKETS)}
    for gram in sorted(grams):
        if gram and gram.count(" ") < LONGEST_PHRASE:
            buckets[str(crc32(gram.encode()) % BUCKETS)][gram] = packed(grams[gram])
    return {"search": {"it": head, "sounds": spelling.sounds["sounds"]}, "said": buckets}


def known_words(
    questions: Sequence[Any], levels: Sequence[Any], words: Any, groups: dict[str, list[str]], examples: Sequence[str]
) -> tuple[Spelling, dict[str, str]]:
    """How the words of all lists, texts and examples are spelled, and the slips in the examples: a rare word of an
    example may be one."""
    told: list[str] = [*words.stop_words, *words.plain_words, *words.needling, *words.negations, *words.asking]
    for name in RULES:
        told += getattr(words, name)
    for topic in words.topics:
        for name in WEIGHTS:
            told += getattr(topic, name)
    for danger in words.dangers:
        told += danger.people_say
    for forms_of_group in groups.values():
        told += forms_of_group
    for question in questions:
        told += [*question.words, question.question, *(statement.text for statement in question.statements)]
    for level in levels:
        for sign in level.items:
            told += sign.words
    known = {word for text in told for word in split(text)} | {FEVER}
    slips = {" ".join(split(slip.said)): " ".join(split(slip.meant)) for slip in words.slips}
    counts = Counter(word for text in examples for word in dict.fromkeys(split(text)))
    spelling = spelled(known, slips)
    right: dict[str, str] = {}
    for word, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        if word in slips or word[0].isdigit() or word in known:
            continue
        meant = mended([word], spelling)[1]
        if not meant or (count >= OFTEN and count * RARER > counts[meant[0][1]]):
            known.add(word)
        else:
            right[word] = meant[0][1]
    return spelled(known, slips), right


def spelled(known: set[str], slips: dict[str, str]) -> Spelling:
    sounds: dict[str, str] = {}
    for word in sorted(known):
        if len(word) > 4 and len(sound(word)) > 2:
            sounds.setdefault(sound(word), word)
    return Spelling(in_order(known), in_order({stem(word) for word in known}), {"sounds": sounds}, slips)


def note(entry: dict[str, Any], number: int, weight: float) -> None:
    """Remember that a phrase means a question; the strongest meaning stays."""
    found = entry.setdefault("phrases", {})
    found[number] = max(found.get(number, 0.0), weight)


def examples_of(taught: Sequence[Taught], answers: int) -> list[int]:
    """How many examples each answer has, phrases counted for what they teach."""
    whole = [0.0] * answers
    for _, number, weight in taught:
        whole[number] += weight
    return [round(count) for count in whole]


def evidence(taught: Sequence[Taught], answers: int) -> dict[str, list[int]]:
    """For each stem and pair of stems: answer, evidence in thousandths and number of examples, one after the other."""
    counts: dict[str, dict[int, float]] = {}
    whole = [0.0] * answers
    for words, number, weight in taught:
        whole[number] += weight
        for gram in grams_of(words):
            entries = counts.setdefault(gram, {})
            entries[number] = entries.get(number, 0.0) + weight
    found: dict[str, list[int]] = {}
    for gram, entries in counts.items():
        seen = sum(entries.values())
        if " " in gram and seen < TWICE:  # a pair heard once is chance, and most pairs are
            continue
        rates = {number: count / whole[number] for number, count in entries.items()}
        one = seen / (seen + UNSEEN) / sum(rates.values())
        others = UNSEEN / answers / (seen + UNSEEN)
        shares = {number: rate * one for number, rate in rates.items()}
        telling = sum((share + others) * math.log((share + others) * answers) for share in shares.values())
        telling += (answers - len(shares)) * others * math.log(others * answers)
        telling *= (IN_PAIR if " " in gram else 1.0) * SCALE / math.log(max(answers, 2))
        found[gram] = []
        for number in sorted(shares):
            strength = telling * shares[number] + USUAL * math.log(1 + rates[number] / SELDOM)
            if strength >= LEAST:
                strength = min(round(strength * THOUSAND), MOST_KEPT)
                found[gram] += [number, strength, min(max(1, round(entries[number])), MOST_KEPT)]
    return found


def balances(here: Sequence[Taught], away: Sequence[Sequence[str]]) -> dict[str, float]:
    """For each stem how far it speaks for a question that has an answer here, against one that belongs elsewhere: the
    logarithm of how much more often it is said here."""
    ours: dict[str, float] = {}
    for said, _, weight in here:
        for word in set(said):
            ours[word] = ours.get(word, 0.0) + weight
    others = Counter(word for said in away for word in set(said))
    rate = (len(away) + 1) / (sum(weight for _, _, weight in here) + 1)
    found = {}
    for word in {*ours, *others}:
        once = max(ours[word], 1.0) if word in ours else 0.0  # a phrase that is listed here belongs here
        odds = math.log((once + HALF) * rate / (others[word] + HALF))
        least = 0.0 if word in ours and not others[word] else -MOST
        found[word] = round(max(least, min(MOST, odds)), 2)
    return found


def learned(here: Sequence[Taught], away: Sequence[Sequence[str]], needling: set[str]) -> dict[str, float]:
    """For each stem and pair of stems its weight in a logistic regression of "has an answer here", and for "" the
    bias: what a single balance cannot know, that "gym" is ours and "gym sessions" is not. Learned by stochastic
    gradient descent in an order that is always the same."""
    examples = [(sorted(grams_of(said)), 1.0, weight) for said, _, weight in here]
    # Few real questions that name microneedling belong elsewhere; of the examples many do.
    examples += [(sorted(grams_of(said)), 0.0, 1.0 if needling.isdisjoint(said) else RARE) for said in away]
    counts = Counter(gram for grams, _, _ in examples for gram in grams)
    examples = [([gram for gram in grams if counts[gram] >= TWICE], is_ours, size) for grams, is_ours, size in examples]
    weights: dict[str, float] = {"": 0.0}
    order = list(range(len(examples)))
    shuffled = Random(1)  # noqa: S311 - an order, no secret
    for turn in range(1, TURNS + 1):
        shuffled.shuffle(order)
        for number in order:
            grams, is_ours, size = examples[number]
            share = 1 / math.sqrt(len(grams) or 1)
            total = weights[""] + share * sum([weights.get(gram, 0.0) for gram in grams])
            step = STEP / turn * size * (is_ours - 1 / (1 + math.exp(-max(-STEEP, min(STEEP, total)))))
            weights[""] += step * SLOW
            for gram in grams:
                weights[gram] = weights.get(gram, 0.0) + step * share
    return {gram: round(weight, 2) for gram, weight in weights.items()}


def grams_of(said: Sequence[str]) -> set[str]:
    """The stems of an example and the pairs of neighbours among them."""
    return {*said, *(" ".join(pair) for pair in pairwise(said))}


def danger_signs(
    levels: Iterable[Any],
    words: Any,
    groups: dict[str, list[str]],
    numbers: dict[str, int],
    part: Callable[[Sequence[str]], int],
) -> list[tuple[str, int, list[int]]]:
    """The rules for danger, emergencies first: level, the answer they are about (-1: none) and their parts."""
    topic_of = {sign: danger.topic for danger in words.dangers for sign in danger.signs}
    signs: list[tuple[str, int, list[int]]] = []
    for level in levels:
        if level.level != "normal":
            for sign in level.items:
                place = numbers.get(topic_of.get(sign.id) or "", -1)
                signs += [
                    (level.level, place, [part(forms(word, groups)) for word in said.split()]) for said in sign.words
                ]
    for danger in words.dangers:
        place = numbers.get(danger.topic or "", -1)
        signs += [(danger.level, place, [part(each) for each in in_parts(said, groups)]) for said in danger.people_say]
    return sorted(signs, key=lambda sign: sign[0] != "emergency")


def grave_words(levels: Iterable[Any], words: Any, groups: dict[str, list[str]], idle: Collection[str]) -> set[str]:
    """The words of the rules for emergencies, stop words apart."""
    told = [text for level in levels if level.level == "emergency" for sign in level.items for text in sign.words]
    told += [text for danger in words.dangers if danger.level == "emergency" for text in danger.people_say]
    for name, texts in groups.items():
        if any(name in text for text in told):
            told = [*told, *texts]
    return {word for text in told for word in split(text) if len(word) > 4 and stem(word) not in idle}


def packed(entry: dict[str, Any]) -> tuple[Any, ...]:
    """The entry of a gram in the order that `search` reads: evidence, phrases, parts, balance and weight."""
    phrases = [value for pair in sorted(entry.get("phrases", {}).items()) for value in pair]
    # Whole numbers of two bytes: as a list of Python numbers it would be four times as long to read.
    evidence = array("H", entry.get("evidence", [])).tobytes()
    return (evidence, phrases, entry.get("parts", []), entry.get("balance"), entry.get("weight", 0.0))


def in_parts(text: str, groups: dict[str, list[str]]) -> list[list[str]]:
    """The parts of a phrase, each with all its forms: "LIP + swollen|too big" has two parts."""
    found = []
    for part in text.split(" + "):
        ways = [product(*(forms(word, groups) for word in one.split())) for one in part.split("|")]
        found.append(list(dict.fromkeys(" ".join(way) for each in ways for way in each)))
    return found


def forms(word: str, groups: dict[str, list[str]]) -> list[str]:
    """The forms of one word of a phrase: "yellow|green" has two, LIP those of the group LIP."""
    found = []
    for one in word.split("|"):
        if one in groups:
            found += [form for text in groups[one] for form in forms(text.replace(" ", "_"), groups)]
        else:
            found.append(" ".join(stems(one.replace("_", " "))))
    return list(dict.fromkeys(found))
