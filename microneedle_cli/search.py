"""A question in the patient's words -> the answers that fit, best first, and how urgent it sounds. Pure.

Slips of spelling are mended and words are compared by their stems. Each stem and pair of stems brings the evidence that
the examples of the knowledge files gave it (`evidence`), and phrases that are listed for an answer count besides: the
best in full, further ones less and less, so that a long story does not drown what it asks. There is an answer only when
the best one is well supported and the question seems to belong here rather than elsewhere. Urgency is separate, by
fixed rules: all parts of a danger phrase stand close together, are not denied, and are not asked about in general - or
there is no alarm.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise, product
from typing import Any
from zlib import crc32

from microneedle_cli.record import Record

MENDED = 200  # words of a sentence within which slips are looked for
LONGEST_WORD = 40  # letters of a word that may be a slip
THOUSAND = 1000  # evidence is kept in thousandths
BUCKETS = 1024  # records that the evidence is divided into; a question reads those of its words
LONGEST = 2_000  # characters of a question that are looked at
OTHERS = 3  # further answers that are named
EXPLAINED = 3  # answers and phrases that are explained to an editor
MOST_WORDS = 6  # ... by at most so many words each
NEAREST = 3  # questions that are named when there is no answer
NEAR = {"emergency": 12, "same-day": 9}  # words within which all parts of a danger phrase must stand; the end of a ...
SENTENCE = 3  # ... sentence counts as this many
APART = 16  # words within which all parts of a phrase of a topic must stand
LONGEST_PHRASE = 6
DENIED = 3  # words after "not" that it takes back; after "no" and "without" twice as many
ALSO = 0.3  # share of the best score from which another answer is named
PHRASED = 1.3  # what phrases count against evidence
FADING = (1.0, 0.5, 0.3, 0.2, 0.1)  # how much the best, the second best ... phrase counts
BACKGROUND = 0.55  # what counts outside the sentence that asks
TAKEN_BACK = 0.5  # what a phrase counts after "no" or "not"
DANGER = {"emergency": 6.0, "same-day": 3.0}  # what a danger phrase counts for its topic
# What speaks for a question that belongs here: weights of a logistic regression that `benchmarks/fit_search.py` fits to
# the examples, each judged by an index without it.
BELONGING = {
    "support": 0.79,  # the logarithm of the best score
    "named": 1.04,  # microneedling by name
    "length": 0.82,  # the logarithm of the number of different words
    "learned": 0.71,  # what its stems and pairs weigh in `evidence.learned`
    "here": 0.72,  # the balances of the words where it asks ...
    "outside": 1.17,  # ... and elsewhere in it
    "foreign": -0.07,  # words that no example holds
}
NEEDED = 2.3  # what it takes to get an answer
SURE = 1.0  # how far a question belongs here, or does not, whatever its traits are
STRANGE = -1.5  # a question that belongs here no more than this raises no same-day alarm
CLAUSE_ENDS = ("but", "just", "except", "though", "now", "and")  # what "not" does not reach beyond
OPENERS = ("so", "and", "but", "also", "hi", "hello", "hey", "please", "or", "ok", "well", "sorry", "just", "oh")
FEVER = "hightemperature"  # stands for a temperature such as 38.5 or 101

WORD = re.compile(r"[a-z]+[0-9]*|[0-9]+(?:[.,][0-9]+)?")
SENTENCES = re.compile(r"(?:[^.!?;\n]|(?<=[0-9])\.(?=[0-9]))+[.!?;\n]*")

DOCTOR = re.compile(r"\b(?:[Dd]r|DR|[Dd]octor|[Nn]urse)\.? (?!Pen\b|PEN\b)[A-Z][a-z]{2,}")
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
# A capital letter after "in" is a place; devices, months, languages and school years are not.
PLACE = re.compile(
    rf"\b(?:in|near|around) (?!(?:{MONTHS}|Derma|Skin|Micro|English|Year|Ramadan|Lent)\w*)[A-Z][a-z]{{3,}}"
)
CLINICS = re.compile(
    r"(?i)\b(?:charge[sd]?|costs?|prices?|how much|best|cheap\w*|recommend\w*|(?:good|which|any) clinics?)\b"
)

Index = Mapping[str, Mapping[str, Any]]  # the sections that `evidence` makes
Spot = tuple[int, int, str]  # where a phrase stands: start, end and form
Rule = Sequence[int]  # a phrase in parts, each by its number


class Found(Record):
    """What was found: ids best first (empty: no answer), the nearest ones, the level of urgency, and why."""

    answers: tuple[str, ...]
    nearest: tuple[str, ...]
    urgency: str | None
    why: tuple[str, ...] = ()  # for editors


class Asked(Record):
    """A question taken apart: stems, the sentence of each, which sentences ask, and what was mended."""

    words: tuple[str, ...]
    sentences: tuple[int, ...]
    asking: tuple[int, ...]
    changes: tuple[tuple[str, str], ...]


class Spelling(Record):
    """Words as they are spelled: known ones and their stems, each list one text in order; sounds; listed slips."""

    known: str
    roots: str
    sounds: Mapping[str, Mapping[str, str]]  # the entry "sounds"; read only when it is needed
    slips: Mapping[str, str]
    grave: str = ""  # words of the danger rules: of two that are as near, the one that may not be missed


class Heard(Record):
    """What the index knows of the words of a question: grams -> their starts, their entries, and parts of phrases."""

    places: dict[str, list[int]]
    entries: dict[str, Any]
    parts: dict[int, list[Spot]]


def simple(text: str) -> str:
    """The text in small letters without accents and apostrophes."""
    if text.isascii():
        return text[:LONGEST].lower().replace("'", "").replace("`", "")
    plain = unicodedata.normalize("NFKD", text[:LONGEST].casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub("['’‘`´]", "", plain)


def split(text: str) -> list[str]:
    """The words of a text in small letters without accents, in order; "1.5mm" is two words."""
    return re.findall(r"[a-z]+[0-9]*|[0-9]+(?:[.,][0-9]+)?", simple(text))


ENDINGS = (
    ("iness", "y", 7), ("ingly", "", 8), ("ies", "y", 5), ("sses", "ss", 5), ("xes", "x", 5), ("ches", "ch", 6),
    ("shes", "sh", 6), ("ing", "", 6), ("edly", "", 7), ("ied", "y", 5), ("ed", "", 5), ("ly", "", 7),
    ("ss", "ss", 3), ("us", "us", 3), ("is", "is", 3), ("s", "", 4),
)  # fmt: skip


@cache
def stem(word: str) -> str:
    """The word without the endings of plural and verb, the same for British and American spelling."""
    for ours, theirs in (("our", "or"), ("isation", "ization"), ("ise", "ize"), ("aes", "es"), ("aem", "em")):
        if len(word) > len(ours) + 2:
            word = word.replace(ours, theirs)
    for ending, rest, least in ENDINGS:
        if word.endswith(ending) and len(word) >= least:
            word = word.removesuffix(ending) + rest
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lse":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


def stems(text: str) -> list[str]:
    return [stem(word) for word in split(text)]


def taken_apart(text: str, index: Index) -> Asked:
    """The question as stems, with temperatures recognised and slips of spelling mended."""
    head = index["search"]["it"]
    spelling = Spelling(head["known"], head["stems"], index["search"], head["slips"], head["grave"])
    plain = re.sub(r"(?<=[a-z]{3})\.(?=[a-z]{3})", ". ", simple(text))
    words: list[str] = []
    sentences: list[int] = []
    asking: list[int] = []
    changes: list[tuple[str, str]] = []
    for number, sentence in enumerate(SENTENCES.findall(with_fever(plain))):
        right, mended_here = mended(slipped(WORD.findall(sentence), spelling.slips), spelling)
        found = [stem(word) for word in right]
        changes += mended_here
        words += found
        sentences += [number] * len(found)
        if "?" in sentence or any(gram in head["asking"] for gram in grams(found)):
            asking.append(number)
    return Asked(tuple(words), tuple(sentences), tuple(asking), tuple(changes))


def with_fever(plain: str) -> str:
    """The text with temperatures of a fever put as one word: 38 to 43 or 100.4 to 108, if it is about temperature."""
    about = re.search(r"temp|fever|thermom|degree|celsius|fahren|running a|feverish", plain)

    def put(found: re.Match[str]) -> str:
        number = float(found[1].replace(",", "."))
        if not (38 <= number < 43 or 100.3 < number < 108 or (number == 100 and found[2])):
            return found[0]
        if found[2] or about or ("." in found[1] or "," in found[1]):
            return f" {FEVER} "
        return found[0]

    return re.sub(
        r"(?<![\d.,£$€])(\d{2,3}(?:[.,]\d)?)(?![\d%])\s*(°\s?[cf]?|º\s?[cf]?|degrees?\b|deg\b|c\b|f\b|celsius|fahrenheit)?",
        put, plain,
    )  # fmt: skip


def slipped(words: Sequence[str], slips: Mapping[str, str]) -> list[str]:
    """The words with the slips that search.yaml lists put right: "micro kneeling" is "microneedling"."""
    found: list[str] = []
    place = 0
    while place < len(words):
        for length in (3, 2, 1):
            meant = slips.get(" ".join(words[place : place + length]))
            if meant is not None:
                found += meant.split()
                place += length
                break
        else:
            found.append(words[place])
            place += 1
    return found


def in_order(words: Iterable[str]) -> str:
    """The words as one text, which is read faster than a list of them."""
    return "\n".join(("", *sorted(words), ""))


@cache
def is_in(word: str, words: str) -> bool:
    """Whether the word is one of those `in_order`."""
    return f"\n{word}\n" in words


@cache
def beginning(letter: str, words: str) -> list[str]:
    """Those of the words `in_order` that begin with this letter."""
    start, last = words.find(f"\n{letter}"), words.rfind(f"\n{letter}")
    return words[start + 1 : words.find("\n", last + 1)].split("\n") if start >= 0 else []


@cache
def alike_in_length(letter: str, length: int, words: str) -> list[tuple[str, int]]:
    """Those that begin with this letter and are so long, each with the set of its letters as bits."""
    return [(word, letters_of(word)) for word in beginning(letter, words) if len(word) == length]


def letters_of(word: str) -> int:
    """The letters of a word as bits: two words are compared by them faster than letter by letter."""
    found = 0
    for character in word:
        found |= 1 << (ord(character) & 31)
    return found


def mended(words: Sequence[str], spelling: Spelling) -> tuple[list[str], list[tuple[str, str]]]:
    """The words with slips of spelling mended, and what was mended. Short words and known words stay."""
    known, roots = spelling.known, spelling.roots
    found: list[str] = []
    changes: list[tuple[str, str]] = []
    place = 0
    while place < len(words):
        word = words[place]
        place += 1
        if is_in(word, known) or (is_in(stem(word), roots) and len(word) > 3) or word[0].isdigit():
            found.append(word)
            continue
        if place < len(words) and len(word + words[place]) > 5 and is_in(word + words[place], known):
            found.append(word + words[place])
            place += 1
            continue
        near = None
        if word.endswith("in") and (is_in(word + "g", known) or is_in(stem(word + "g"), roots)):
            near = word + "g"
        elif 4 <= len(word) <= LONGEST_WORD and place <= MENDED:
            near = (
                nearest_word(word, known, spelling.grave) or two_words(word, known) or by_sound(word, spelling.sounds)
            )
        found += (near or word).split()
        if near:
            changes.append((word, near))
    return found, changes


def two_words(word: str, known: str) -> str | None:
    """The word as two known words without the space between them."""
    for cut in range(3, len(word) - 2):
        if is_in(word[:cut], known) and is_in(word[cut:], known) and len(word) > 7:
            return f"{word[:cut]} {word[cut:]}"
    return None


@cache
def sound(word: str) -> str:
    """Roughly how a word sounds: two spellings of one sound get the same letters; vowels inside are dropped."""
    for said, plain in (
        ("^kn", "n"), ("^wr", "r"), ("^wh", "w"), ("^ps", "s"), ("ph", "f"), ("gh", ""), ("ck", "k"), ("sch", "sk"),
        ("tch", "ch"), ("c(?=[eiy])", "s"), ("c(?!h)", "k"), ("q", "k"), ("x", "ks"), ("z", "s"), ("[iy]n$", "ing"),
        ("mb$", "m"), (r"(.)\1", r"\1"), ("(?<=.)[aeiouyhw]", ""),
    ):  # fmt: skip
        word = re.sub(said, plain, word)
    return word


def by_sound(word: str, sounds: Mapping[str, Mapping[str, str]]) -> str | None:
    """The known word that sounds the same, if it is also spelled much alike."""
    other = sounds["sounds"].get(sound(word)) if len(word) > 4 else None
    return other if other and distance(word, other, 3) <= 3 and abs(len(word) - len(other)) < 3 else None


def nearest_word(word: str, known: str, grave: str = "") -> str | None:
    """The known word with the fewest slips, at most one in a short word and two in a long one; None: too far.

    In a word of four or five letters only swapped or doubled letters and a dropped letter count as a slip: with so few
    letters most neighbours are other words ("wheel" is no slip of "wheeze"). Words of danger win.
    """
    most = 1 if len(word) < 8 else 2
    letters = letters_of(word)
    best: tuple[int, bool, int, str] | None = None
    lengths = range(max(4, len(word) - most), len(word) + most + 1)
    for start, length in product({word[0], word[1]}, lengths):
        # A letter for another changes two bits, one more or one less changes one: so many may differ.
        differing = 2 * most - abs(length - len(word))
        for other, theirs in alike_in_length(start, length, known):
            if (letters ^ theirs).bit_count() > differing:
                continue
            if start != word[0] and word[1:3] not in (other[:2], other[0] + word[2]) and word[0] != other[1]:
                continue
            if len(word) < 6 and not (
                sorted(word) == sorted(other)
                or undoubled(word) == undoubled(other)
                or (len(word) == 5 and len(other) == 6)
                or (len(word) == 4 and len(other) == 5 and is_in(other, grave))
            ):
                continue
            slips = distance(word, other, best[0] if best else most)
            if slips <= (best[0] if best else most):
                found = (slips, not is_in(other, grave), abs(len(other) - len(word)), other)
                best = min(best, found) if best else found
    return best[3] if best else None


def undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, drop or swap with a neighbour; more than `most` comes back as `most` + 1."""
    first = 0
    while first < min(len(one), len(other)) and one[first] == other[first]:
        first += 1
    one, other = one[first:], other[first:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if not one or not other:  # only letters that one of them has besides
        return min(len(one) + len(other), most + 1)
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


def grams(words: Sequence[str]) -> dict[str, list[int]]:
    """Every run of up to LONGEST_PHRASE words, and where it starts."""
    found: dict[str, list[int]] = {}
    for start in range(len(words)):
        for length in range(1, min(LONGEST_PHRASE, len(words) - start) + 1):
            found.setdefault(" ".join(words[start : start + length]), []).append(start)
    return found


def heard(asked: Asked, index: Index) -> Heard:
    """What the index knows of the words of the question; only their part of it is read."""
    places = grams(asked.words)
    buckets: dict[int, Any] = {}
    entries: dict[str, Any] = {}
    parts: dict[int, list[Spot]] = {}
    said = index["said"]
    for gram, starts in places.items():
        number = crc32(gram.encode()) % BUCKETS
        if number not in buckets:
            buckets[number] = said[str(number)]
        entry = buckets[number].get(gram)
        if entry is not None:
            entries[gram] = entry
            for part in entry[PARTS]:
                length = gram.count(" ") + 1
                parts.setdefault(part, []).extend((start, start + length, gram) for start in starts)
    return Heard(places, entries, parts)


EVIDENCE, PHRASES, PARTS, BALANCE, WEIGHT = range(5)  # places in the entry of a gram


def together(rule: Rule, parts: Mapping[int, list[Spot]], at: Sequence[int], width: int) -> list[list[Spot]]:
    """Each way in which all parts of a phrase stand within `width` words, none in the place of another."""
    found = []
    for part in rule:
        spots = parts.get(part)
        if spots is None:
            return []
        found.append(spots)
    ways = []
    for first in found[0]:
        way = [first]
        for others in found[1:]:
            free = [spot for spot in others if all(spot[1] <= held[0] or spot[0] >= held[1] for held in way)]
            if not free:
                break
            way.append(min(free, key=lambda spot: abs(at[spot[0]] - at[first[0]])))
        starts = [at[spot[0]] for spot in way]
        if len(way) == len(rule) and max(starts) - min(starts) <= width:
            ways.append(way)
    return ways


def denied(asked: Asked, spot: Spot, head: Mapping[str, Any]) -> bool:
    """Whether a word before this one takes it back: "no pus"; but not "not sure if this is pus"."""
    start, _, form = spot
    negations = head["negations"]
    if any(word in negations for word in form.split()):
        return False
    for place in range(start - 1, max(-1, start - 2 * DENIED - 1), -1):
        word = asked.words[place]
        if asked.sentences[place] != asked.sentences[start] or word in CLAUSE_ENDS:
            return False
        reach = DENIED + (asked.words[place:start].count("or"))  # "does not hurt, weep or smell"
        if word in negations and (word in ("no", "without") or start - place <= reach):
            return asked.words[place + 1] not in head["undenied"]
    return False


def urgency(
    asked: Asked, parts: Mapping[int, list[Spot]], head: Mapping[str, Any]
) -> tuple[str | None, str, dict[int, float]]:
    """The most urgent level of the danger phrases that the question holds, the phrase, and the topics they are about.

    A question about danger signs in general or long ago is no alarm, unless it also says that something is happening.
    """
    if any(together(rule, parts, range(len(asked.words)), LONGEST) for rule in head["not_people"]):
        return None, "", {}
    at = [place + SENTENCE * sentence for place, sentence in enumerate(asked.sentences)]
    clauses = parted(asked, head)
    in_general = marked(head["general"], asked, parts, at, clauses) | supposing(asked, head, clauses)
    if marked(head["untreated"], asked, parts, at, clauses):
        in_general = set(clauses)
    happening = marked(head["happening"], asked, parts, at, clauses)
    in_general -= {clause for clause in clauses if clause[0] in {sentence for sentence, _ in happening}}
    past = marked(head["past"], asked, parts, at, clauses)
    past |= told_of(asked, clauses, past)
    in_general |= past | told_on(asked, head, clauses, past)
    planned = marked(head["planned"], asked, parts, at, clauses) and not marked(
        head["right_now"], asked, parts, at, clauses
    )
    level, sign, topics = None, "", dict[int, float]()
    for of, topic, rule in head["signs"]:
        if of != "emergency" and (level == "emergency" or planned):
            break
        for way in together(rule, parts, at, NEAR[of]):
            if any(clauses[spot[0]] in in_general for spot in way):
                continue
            if any(word in head["negations"] for _, _, form in way for word in form.split()) or not any(
                denied(asked, spot, head) for spot in way
            ):
                if level is None:
                    level, sign = of, " + ".join(form for _, _, form in way)
                if topic >= 0:
                    topics[topic] = topics.get(topic, 0.0) + 1.0
                break
    return level, sign, topics


Clause = tuple[int, int]  # the number of its sentence, and its own within it


def parted(asked: Asked, head: Mapping[str, Any]) -> list[Clause]:
    """For each word its clause: "now", "today" or "but" turn a sentence from what was to what is."""
    clauses: list[Clause] = []
    for place, sentence in enumerate(asked.sentences):
        number = clauses[-1][1] if clauses and clauses[-1][0] == sentence else 0
        turns = any(" ".join(asked.words[place : place + length]) in head["turns"] for length in (1, 2, 3))
        clauses.append((sentence, number + turns))
    return clauses


def told_of(asked: Asked, clauses: Sequence[Clause], past: Iterable[Clause]) -> set[Clause]:
    """The clauses of a sentence that the next one puts into the past: "I had sepsis. That was six years ago."""
    ended = {clauses[place][0] for place in starts(asked) if asked.words[place] == "that"} & {at for at, _ in past}
    return {clause for clause in clauses if clause[0] + 1 in ended}


def starts(asked: Asked) -> list[int]:
    """The places of the words that begin a sentence."""
    return [
        place for place, sentence in enumerate(asked.sentences) if not place or asked.sentences[place - 1] != sentence
    ]


def told_on(asked: Asked, head: Mapping[str, Any], clauses: Sequence[Clause], past: Iterable[Clause]) -> set[Clause]:
    """The clauses of the sentences in which a story of the past goes on: no word of them is of the present."""
    before = {sentence for sentence, _ in past}
    present = {at for word, at in zip(asked.words, asked.sentences, strict=True) if word in head["present"]}
    for sentence in sorted(set(asked.sentences)):
        if sentence - 1 in before and sentence not in present:
            before.add(sentence)
    return {clause for clause in clauses if clause[0] in before - {sentence for sentence, _ in past}}


def supposing(asked: Asked, head: Mapping[str, Any], clauses: Sequence[Clause]) -> set[Clause]:
    """The clauses of sentences that ask whether something may be, and of nobody: "can the cream make you faint"."""
    found = set()
    for number in set(asked.sentences):
        words = [word for word, sentence in zip(asked.words, asked.sentences, strict=True) if sentence == number]
        while words and words[0] in OPENERS:
            words = words[1:]
        if words and words[0] in head["supposing"] and not set(words) & set(head["persons"]):
            found |= {clause for clause in clauses if clause[0] == number}
    return found


def marked(
    rules: Sequence[Rule],
    asked: Asked,
    parts: Mapping[int, list[Spot]],
    at: Sequence[int],
    clauses: Sequence[Clause],
) -> set[Clause]:
    """The clauses that hold one of the phrases, and those before them in the same sentence: "I fainted, years ago"."""
    last: dict[int, int] = {}
    for rule in rules:
        for way in together(rule, parts, at, APART):
            sentence, number = clauses[way[0][0]]
            last[sentence] = max(last.get(sentence, 0), number)
    return {clause for clause in clauses if clause[1] <= last.get(clause[0], -1)}


def search(text: str, index: Index, explain: bool = False) -> Found:
    """The answers to a question in the patient's own words; with `explain` also why, for editors."""
    head = index["search"]["it"]
    asked = taken_apart(text, index)
    said = heard(asked, index)
    level, sign, dangers = urgency(asked, said.parts, head)
    scores, phrases = scored(asked, said, head)
    for topic, count in dangers.items():
        scores[topic] = scores.get(topic, 0.0) + DANGER[level or "same-day"] + min(count, 4) / 4
    order = sorted(scores, key=lambda number: (-scores[number], number))
    ids = head["ids"]
    best = scores[order[0]] if order else 0.0
    named = named_in(said, head)
    never = told(head["never_here"], asked, said.parts)
    here = belonging(traits(best, asked, said, head))
    content = {word for word in asked.words if len(word) > 1 and word not in head["idle"] and not word[0].isdigit()}
    listed = {word for form in phrases.get(order[0], ()) for word in form.split()} if order else set()
    if listed >= content:  # nothing but what is listed for the answer; and of stop words, nothing that is not listed
        here = max(here, SURE) if listed else min(here, -SURE)
    why: list[str] = []
    if explain:
        why += [f"read '{word}' as '{ours}'" for word, ours in asked.changes]
        why += [f"{level}: the words '{sign}'"] if level else []
        for number in order[:EXPLAINED]:
            reasons = because(number, said, head)
            reasons += [f"phrase '{form}'" for form in phrases.get(number, ())[:EXPLAINED]]
            reasons += ["the danger is about it"] if number in dangers else []
            why.append(f"{ids[number]} {scores[number]:.1f}: {'; '.join(reasons)}")
        why += [f"never answered here: '{phrase}'" for phrase in never]
        why.append(f"belongs here: {here:+.1f}; more than 0 gets an answer")
    if level == "same-day" and not named and here <= STRANGE:  # another illness: nothing that is said here fits it
        level, dangers = None, {}
    refused = not order or never or stranger(text) or (level and not dangers and not named)
    if refused or not (dangers or here > 0):
        return Found((), tuple(ids[number] for number in order[:NEAREST]), level, tuple(why))
    answers = [order[0], *(number for number in order[1 : 1 + OTHERS] if scores[number] >= best * ALSO)]
    return Found(tuple(ids[number] for number in answers), (), level, tuple(why))


def because(number: int, said: Heard, head: Mapping[str, Any]) -> list[str]:
    """The stems and pairs that speak most for an answer, and in how many of its examples they are."""
    found = []
    for gram, entry in said.entries.items():
        evidence = memoryview(entry[EVIDENCE]).cast("H")
        for place in range(0, len(evidence), 3):
            if evidence[place] == number:
                found.append((-evidence[place + 1] / THOUSAND, gram, evidence[place + 2]))
    whole = head["examples"][number]
    most = sorted(found)[:MOST_WORDS]
    return [f"'{gram}' {-weight:.1f}, in {count} of {whole} examples and phrases" for weight, gram, count in most]


def told(rules: Sequence[Rule], asked: Asked, parts: Mapping[int, list[Spot]]) -> list[str]:
    """The phrases of the list that stand in a sentence that asks (where none asks: in any)."""
    asking = set(asked.asking) or set(asked.sentences)
    ways = [way for rule in rules for way in together(rule, parts, range(len(asked.words)), APART)]
    found = [way for way in ways if any(asked.sentences[spot[0]] in asking for spot in way)]
    return list(dict.fromkeys(" + ".join(form for _, _, form in way) for way in found))


def stranger(text: str) -> bool:
    """Whether the question is about a doctor by name, or a clinic or price in a place: nobody is judged here. Dr Pen is
    a device."""
    text = text[:LONGEST]
    sentences = SENTENCES.findall(text)
    return bool(DOCTOR.search(text)) or any(PLACE.search(each) and CLINICS.search(each) for each in sentences)


def belonging(traits: Sequence[float]) -> float:
    """How far a question with these traits, in the order of `BELONGING`, belongs here: above 0 there is an answer."""
    return sum(weight * trait for weight, trait in zip(BELONGING.values(), traits, strict=True)) - NEEDED


def traits(best: float, asked: Asked, said: Heard, head: Mapping[str, Any]) -> tuple[float, ...]:
    """What speaks for and against a question, in the order of `BELONGING`."""
    asking = set(asked.asking) or set(asked.sentences)
    here, outside = list[float](), list[float]()
    foreign = 0
    for word, sentence in sorted(set(zip(asked.words, asked.sentences, strict=True))):
        if word in head["idle"] or word[0].isdigit():
            continue
        balance = said.entries[word][BALANCE] if word in said.entries else None
        if sentence not in asking:  # a story may be about anything
            outside.append(balance or 0.0)
        elif balance is None:
            foreign += 1
        else:
            here.append(balance)
    words = set(asked.words)
    grams = words | {" ".join(pair) for pair in pairwise(asked.words)}
    learned = [said.entries[gram][WEIGHT] for gram in sorted(grams) if gram in said.entries]
    return (
        math.log(0.3 + best),
        float(named_in(said, head)),
        math.log(len(words) + 1),
        head["bias"] * len(learned) / (len(grams) or 1) + sum(learned) / math.sqrt(len(learned) or 1),
        dampened(here),
        dampened(outside),
        foreign,
    )


def named_in(said: Heard, head: Mapping[str, Any]) -> bool:
    """Whether the question names microneedling."""
    return any(gram in said.places for gram in head["needling"])


def dampened(balances: Sequence[float]) -> float:
    """The sum over the root of their number, so that a long question does not count more by its length."""
    return sum(balances) / math.sqrt(len(balances) + 1)


def scored(asked: Asked, said: Heard, head: Mapping[str, Any]) -> tuple[dict[int, float], dict[int, list[str]]]:
    """For each question its score, and the phrases that spoke for it."""
    words, sentences = asked.words, asked.sentences
    asking = set(asked.asking) if len(set(sentences)) > 1 else set()

    def strength(start: int, length: int) -> float:
        here = sentences[start : start + length]
        return 1.0 if not asking or any(sentence in asking for sentence in here) else BACKGROUND

    scores: dict[int, float] = {}
    hits: dict[int, dict[str, float]] = {}
    taken: set[int] = set()
    for gram in sorted(said.entries, key=lambda gram: -gram.count(" ")):
        kept, phrases, _, _, _ = said.entries[gram]
        evidence = memoryview(kept).cast("H")
        length = gram.count(" ") + 1
        starts = said.places[gram]
        if evidence:
            full = max(strength(start, length) for start in starts)
            for place in range(0, len(evidence), 3):
                number = evidence[place]
                scores[number] = scores.get(number, 0.0) + full * evidence[place + 1] / THOUSAND
        if not phrases:
            continue
        for start in starts:
            here = set(range(start, start + length))
            if here <= taken:
                continue
            if any(weight >= 2 for weight in phrases[1::2]):
                taken |= here
            full = strength(start, length) * (4.0 if length == len(words) else 1.0) * (1 + 0.12 * (length - 1))
            if denied(asked, (start, start + 1, gram), head):
                full *= TAKEN_BACK
            for number, weight in zip(phrases[::2], phrases[1::2], strict=True):
                found = hits.setdefault(number, {})
                found[gram] = max(found.get(gram, 0.0), full * weight)
    for number, weight, rule in head["pairs"]:
        for way in together(rule, said.parts, range(len(words)), APART)[:1]:
            hits.setdefault(number, {})[" + ".join(form for _, _, form in way)] = weight
    why: dict[int, list[str]] = {}
    for number, found in hits.items():
        order = sorted((-weight, form) for form, weight in found.items())
        total = sum(-weight * share for (weight, _), share in zip(order, FADING, strict=False))
        scores[number] = scores.get(number, 0.0) + PHRASED * math.log(1 + total / 2)
        why[number] = [form for _, form in order]
    return scores, why
