"""A question in the patient's words -> the answers that fit, best first, and how urgent it sounds. Pure.

Slips of spelling are mended, words are compared by their stems, and what people say for a question (search.yaml, and
`words` of the question) counts by how telling it is: the best phrase counts in full, further ones less and less, so
that a long story does not drown what it asks. Nothing is guessed: what the best answer does not explain well enough
gets no answer, and so does what belongs elsewhere. Urgency is separate: all parts of a danger phrase stand close
together, are not denied, and are not asked about in general - or there is no alarm.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product
from typing import Any

from microneedle_cli.record import Record

LONGEST = 2_000  # characters of a question that are looked at
OTHERS = 3  # further answers that are named
NEAREST = 3  # questions that are named when there is no answer
NEAR = 10  # words within which all parts of a danger phrase must stand; the end of a sentence counts as ...
SENTENCE = 3  # ... this many words
APART = 16  # words within which all parts of a phrase of a topic must stand
LONGEST_PHRASE = 6
DENIED = 3  # words after "not" that it takes back; after "no" and "without" twice as many
TELLING = 3.9  # a score that is enough by itself when microneedling is named ...
ALONE, SHARE_ALONE = 3.9, 0.25  # ... and when it is not: then the answer also explains this share of the question
CLEAR = 9.5  # a score from which what belongs elsewhere does not matter
SURE = 7.0  # a score that is enough in any case
ENOUGH, EXPLAINED = 1.6, 0.34  # the least score of an answer that explains at least this share of the question
ALSO = 0.3  # share of the best score from which another answer is named
IN_QUESTION, IN_ANSWER = 0.45, 0.08  # a word of the question, of the answer
WEIGHTS = {"telling": 8.0, "people_say": 4.5, "hints": 2.0}  # lists of a topic in search.yaml
BROAD = 0.72  # what they count for a topic about anything in general
OWN_WORD = 1.4  # one of `words` of a question
FADING = (1.0, 0.5, 0.3, 0.2, 0.1)  # how much the best, the second best ... phrase counts
BACKGROUND = 0.55  # what a phrase counts outside the sentence that asks
TAKEN_BACK = 0.5  # what a phrase counts after "no" or "not"
DANGER = {"emergency": 20.0, "same-day": 8.0}  # what a danger phrase counts for its topic
CLAUSE_ENDS = ("but", "just", "except", "though", "now", "and")  # what "not" does not reach beyond
FEVER = "hightemperature"  # stands for a temperature such as 38.5 or 101

Index = dict[str, Any]
Places = dict[str, list[int]]


class Found(Record):
    """What was found: ids best first (empty: no answer), the nearest ones, the level of urgency, and why."""

    answers: tuple[str, ...]
    nearest: tuple[str, ...]
    urgency: str | None
    reasons: tuple[str, ...] = ()


class Asked(Record):
    """A question taken apart: stems, the sentence of each, which sentences ask, and what was mended."""

    words: tuple[str, ...]
    sentences: tuple[int, ...]
    asking: tuple[int, ...]
    changes: tuple[tuple[str, str], ...]


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


def build(questions: Sequence[Any], levels: Iterable[Any], words: Any) -> Index:
    """What `search` needs of the questions, the warnings and the words of search.yaml, in plain values."""
    groups = {group.name: list(group.words) for group in words.same}
    idle = {stem(word) for word in words.stop_words}
    needling = {" ".join(stems(text)) for text in words.needling}
    numbers = {question.id: number for number, question in enumerate(questions)}
    singles: dict[str, dict[int, float]] = {}
    phrases: dict[str, dict[int, float]] = {}
    pairs: list[tuple[int, float, list[list[str]]]] = []
    for number, question in enumerate(questions):
        answer = " ".join(statement.text for statement in question.answer)
        for text, weight in ((answer, IN_ANSWER), (question.question, IN_QUESTION), (question.id, IN_QUESTION)):
            for word in stems(text):
                if word not in idle and word not in needling:
                    entries = singles.setdefault(word, {})
                    entries[number] = max(entries.get(number, 0.0), weight)
        for form in question.words:
            note(phrases, " ".join(stems(form)), number, OWN_WORD, idle, needling)
    for topic in words.topics:
        if topic.question not in numbers:  # a preview of some questions only
            continue
        for name, full in WEIGHTS.items():
            weight = full * BROAD if topic.broad else full
            for form in getattr(topic, name):
                found = parts(form, groups)
                if len(found) > 1:
                    pairs.append((numbers[topic.question], weight * 1.3, found))
                else:
                    for gram in found[0]:
                        note(phrases, gram, numbers[topic.question], weight, set(), needling)
    topic_of = {sign: danger.topic for danger in words.dangers for sign in danger.signs}
    signs: list[tuple[str, int, list[list[str]]]] = []
    for level in levels:
        if level.level != "normal":
            for sign in level.items:
                place = numbers.get(topic_of.get(sign.id) or "", -1)
                signs += [(level.level, place, [forms(word, groups) for word in said.split()]) for said in sign.words]
    for danger in words.dangers:
        place = numbers.get(danger.topic or "", -1)
        signs += [(danger.level, place, parts(said, groups)) for said in danger.people_say]
    signs.sort(key=lambda sign: sign[0] != "emergency")
    lists = {
        name: [parts(text, groups) for text in getattr(words, name)]
        for name in ("general", "happening", "past", "elsewhere", "never_here", "not_people")
    }
    told: list[str] = [*words.stop_words, *words.plain_words, *words.needling, *words.negations, *words.asking]
    for name in lists:
        told += getattr(words, name)
    for topic in words.topics:
        for name in WEIGHTS:
            told += getattr(topic, name)
    for danger in words.dangers:
        told += danger.people_say
    for forms_of_group in groups.values():
        told += forms_of_group
    for question in questions:
        told += [*question.words, question.question, *(statement.text for statement in question.answer)]
    for level in levels:
        for sign in level.items:
            told += sign.words
    known = {word for text in told for word in split(text)} | {FEVER}
    sounds: dict[str, str] = {}
    for word in sorted(known):
        if len(word) > 4 and len(sound(word)) > 2:
            sounds.setdefault(sound(word), word)
    return {
        "ids": [question.id for question in questions],
        "singles": singles,
        "phrases": phrases,
        "pairs": pairs,
        "idle": sorted(idle),
        "known": sorted(known),
        "stems": sorted({stem(word) for word in known}),
        "sounds": sounds,
        "slips": [(split(slip.said), split(slip.meant)) for slip in words.slips],
        "signs": signs,
        "needling": sorted(needling),
        "negations": [stem(word) for word in words.negations],
        "undenied": [stem(word) for word in words.not_denied],
        "asking": [" ".join(stems(text)) for text in words.asking],
        **lists,
    }


def note(
    phrases: dict[str, dict[int, float]], gram: str, number: int, weight: float, idle: set[str], needling: set[str]
) -> None:
    """Remember that a phrase means a question; the strongest meaning stays. Names of needling say little."""
    if gram and gram not in idle:
        entries = phrases.setdefault(gram, {})
        entries[number] = max(entries.get(number, 0.0), min(weight, 0.8) if gram in needling else weight)


def parts(text: str, groups: dict[str, list[str]]) -> list[list[str]]:
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


def taken_apart(text: str, index: Index) -> Asked:
    """The question as stems, with temperatures recognised and slips of spelling mended."""
    plain = simple(text)
    plain = re.sub(r"(?<=[a-z]{3})\.(?=[a-z]{3})", ". ", plain)
    plain = with_fever(plain)
    words: list[str] = []
    sentences: list[int] = []
    asking: list[int] = []
    changes: list[tuple[str, str]] = []
    cues = set(index["asking"])
    for number, sentence in enumerate(re.findall(r"(?:[^.!?;\n]|(?<=[0-9])\.(?=[0-9]))+[.!?;\n]*", plain)):
        raw = re.findall(r"[a-z]+[0-9]*|[0-9]+(?:[.,][0-9]+)?", sentence)
        right, mended_here = mended(slipped(raw, index["slips"]), index)
        found = [stem(word) for word in right]
        changes += mended_here
        words += found
        sentences += [number] * len(found)
        if "?" in sentence or any(gram in cues for gram in grams(found)):
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


def slipped(words: list[str], slips: Sequence[tuple[list[str], list[str]]]) -> list[str]:
    """The words with the slips that search.yaml lists put right: "micro kneeling" is "microneedling"."""
    table = {tuple(said): meant for said, meant in slips}
    found: list[str] = []
    place = 0
    while place < len(words):
        for length in (3, 2, 1):
            meant = table.get(tuple(words[place : place + length]))
            if meant is not None and len(words[place : place + length]) == length:
                found += meant
                place += length
                break
        else:
            found.append(words[place])
            place += 1
    return found


def is_in(word: str, ordered: Sequence[str]) -> bool:
    place = bisect_left(ordered, word)
    return place < len(ordered) and ordered[place] == word


def mended(words: list[str], index: Index) -> tuple[list[str], list[tuple[str, str]]]:
    """The words with slips of spelling mended, and what was mended. Short words and known words stay."""
    known, roots = index["known"], index["stems"]
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
        elif len(word) >= 4:
            near = nearest_word(word, known) or two_words(word, known) or by_sound(word, index["sounds"])
        found += (near or word).split()
        if near:
            changes.append((word, near))
    return found, changes


def two_words(word: str, known: Sequence[str]) -> str | None:
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


def by_sound(word: str, sounds: dict[str, str]) -> str | None:
    """The known word that sounds the same, if it is also spelled much alike."""
    other = sounds.get(sound(word)) if len(word) > 4 else None
    return other if other and distance(word, other, 3) <= 3 and abs(len(word) - len(other)) < 3 else None


def nearest_word(word: str, known: Sequence[str]) -> str | None:
    """The known word with the fewest slips, at most one in a short word and two in a long one; None: too far.

    In a word of four or five letters only swapped or doubled letters and a dropped letter count as a slip: with so few
    letters most neighbours are other words ("wheel" is no slip of "wheeze").
    """
    most = 1 if len(word) < 8 else 2
    best: tuple[int, int, str] | None = None
    for start in {word[0], word[1]}:
        for place in range(bisect_left(known, start), bisect_left(known, chr(ord(start) + 1))):
            other = known[place]
            if abs(len(other) - len(word)) > most or len(other) < 4:
                continue
            if start != word[0] and word[1:3] not in (other[:2], other[0] + word[2]) and word[0] != other[1]:
                continue
            if len(word) < 6 and not (
                sorted(word) == sorted(other)
                or undoubled(word) == undoubled(other)
                or (len(word) == 5 and len(other) == 6)
            ):
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


def grams(words: Sequence[str]) -> Places:
    """Every run of up to LONGEST_PHRASE words, and where it starts."""
    found: Places = {}
    for start in range(len(words)):
        for length in range(1, min(LONGEST_PHRASE, len(words) - start) + 1):
            found.setdefault(" ".join(words[start : start + length]), []).append(start)
    return found


def spots(part: Sequence[str], places: Places) -> list[tuple[int, int, str]]:
    """Where a part of a phrase stands in one of its forms: start, end and form."""
    return [(start, start + form.count(" ") + 1, form) for form in part for start in places.get(form, ())]


def together(
    rule: Sequence[Sequence[str]], places: Places, at: Sequence[int], width: int
) -> list[list[tuple[int, int, str]]]:
    """Each way in which all parts of a phrase stand within `width` words, none in the place of another."""
    found = [spots(part, places) for part in rule]
    if not all(found):
        return []
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


def denied(asked: Asked, spot: tuple[int, int, str], index: Index) -> bool:
    """Whether a word before this one takes it back: "no pus"; but not "not sure if this is pus"."""
    start, _, form = spot
    negations, undenied = set(index["negations"]), set(index["undenied"])
    if negations & set(form.split()):
        return False
    for place in range(start - 1, max(-1, start - 2 * DENIED - 1), -1):
        word = asked.words[place]
        if asked.sentences[place] != asked.sentences[start] or word in CLAUSE_ENDS:
            return False
        if word in negations and (word in ("no", "without") or start - place <= DENIED):
            return asked.words[place + 1] not in undenied
    return False


def urgency(asked: Asked, places: Places, index: Index) -> tuple[str | None, str, dict[int, float]]:
    """The most urgent level of the danger phrases that the question holds, the phrase, and the topics they are about.

    A question about danger signs in general or long ago is no alarm, unless it also says that something is happening.
    """
    if any(together(rule, places, range(len(asked.words)), LONGEST) for rule in index["not_people"]):
        return None, "", {}
    at = [place + SENTENCE * sentence for place, sentence in enumerate(asked.sentences)]
    in_general = marked(index["general"], asked, places, at) - marked(index["happening"], asked, places, at)
    in_general |= marked(index["past"], asked, places, at)
    level, sign, topics = None, "", dict[int, float]()
    for of, topic, rule in index["signs"]:
        if level == "emergency" and of != "emergency":
            break
        for way in together(rule, places, at, NEAR):
            if any(asked.sentences[spot[0]] in in_general for spot in way):
                continue
            if any(set(form.split()) & set(index["negations"]) for _, _, form in way) or not any(
                denied(asked, spot, index) for spot in way
            ):
                if level is None:
                    level, sign = of, " + ".join(form for _, _, form in way)
                if topic >= 0:
                    topics[topic] = topics.get(topic, 0.0) + 1.0
                break
    return level, sign, topics


def marked(rules: Sequence[Sequence[Sequence[str]]], asked: Asked, places: Places, at: Sequence[int]) -> set[int]:
    """The sentences that hold one of the phrases."""
    return {asked.sentences[spot[0]] for rule in rules for way in together(rule, places, at, APART) for spot in way}


def search(text: str, index: Index) -> Found:
    """The answers to a question in the patient's own words."""
    asked = taken_apart(text, index)
    places = grams(asked.words)
    level, sign, dangers = urgency(asked, places, index)
    reasons = [f"{word} -> {ours}" for word, ours in asked.changes]
    if level:
        reasons.append(f"{level}: {sign}")
    scores, shares, why = scored(asked, places, index)
    for topic, count in dangers.items():
        scores[topic] = scores.get(topic, 0.0) + DANGER[level or "same-day"] + min(count, 4)
        why.setdefault(topic, []).append("danger")
    order = sorted(scores, key=lambda number: (-scores[number], number))
    ids = index["ids"]
    best = scores[order[0]] if order else 0.0
    named = any(gram in places for gram in index["needling"])
    at = range(len(asked.words))
    away = [*index["never_here"], *(index["elsewhere"] if not named and not dangers and best < CLEAR else ())]
    off = [way for rule in away for way in together(rule, places, at, APART)[:1]]
    reasons += ["elsewhere: " + " + ".join(form for _, _, form in way) for way in off]
    share = shares.get(order[0], 0.0) if order else 0.0
    explained = (best >= TELLING and named) or (best >= ENOUGH and share >= EXPLAINED) or (best >= ENOUGH and named)
    explained = explained or (best >= ALONE and share >= SHARE_ALONE) or best >= SURE or bool(dangers)
    if level and not dangers and not named:
        explained = False
    if off or stranger(text) or not explained:
        return Found((), tuple(ids[number] for number in order[:NEAREST]), level, tuple(reasons))
    least = max(best - DANGER.get(level or "", 0.0), 1.0) * ALSO
    answers = [order[0], *(number for number in order[1 : 1 + OTHERS] if scores[number] >= least)]
    reasons += [f"{ids[number]} {scores[number]:.1f}: {', '.join(why.get(number, ()))}" for number in answers]
    return Found(tuple(ids[number] for number in answers), (), level, tuple(reasons))


def stranger(text: str) -> bool:
    """Whether the question is about a doctor by name: nobody is judged here. Dr Pen is a device."""
    return bool(re.search(r"\b(?:[Dd]r|DR|[Dd]octor|[Nn]urse)\.? (?!Pen\b|PEN\b)[A-Z][a-z]{2,}", text))


def scored(
    asked: Asked, places: Places, index: Index
) -> tuple[dict[int, float], dict[int, float], dict[int, list[str]]]:
    """For each question its score, the share of what was asked that it explains, and the phrases that spoke for it."""
    singles, phrases = index["singles"], index["phrases"]
    number_of = len(index["ids"])
    idle = set(index["idle"]) | set(index["needling"])
    words, sentences = asked.words, asked.sentences
    many = len(set(sentences)) > 1 and asked.asking
    hits: dict[int, list[tuple[float, str]]] = {}
    covered: dict[int, set[int]] = {}

    def hit(entry: int, weight: float, form: str, at: set[int]) -> None:
        if many and not {sentences[place] for place in at} & set(asked.asking):
            weight *= BACKGROUND
        first = min(at, default=0)
        if form and denied(asked, (first, first + 1, form), index):
            weight *= TAKEN_BACK
        hits.setdefault(entry, []).append((weight, form))
        covered.setdefault(entry, set()).update(at)

    taken: set[int] = set()
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            here = set(range(start, start + length))
            phrase = " ".join(words[start : start + length])
            if phrase not in phrases or here <= taken:
                continue
            if any(weight >= 2 for weight in phrases[phrase].values()):
                taken |= here
            bare = 4.0 if length == len(words) else 1.0
            for entry, weight in phrases[phrase].items():
                hit(entry, bare * weight * (1 + 0.12 * (length - 1)), phrase, here)
    for entry, weight, rule in index["pairs"]:
        ways = together(rule, places, range(len(words)), APART)
        if ways:
            at = {place for spot in ways[0] for place in range(spot[0], spot[1])}
            hit(entry, weight + 0.4 * (len(at) - 2), " + ".join(form for _, _, form in ways[0]), at)
            taken |= at
    content = {}
    for place, word in enumerate(words):
        if word in idle and place not in taken:
            continue
        entries = singles.get(word, {})
        content[place] = (
            0.3 if word in idle else math.log(1 + number_of / max(1.0, len(entries) / 2)) if entries else 2.2
        )
        if word in words[:place] or word in idle:
            continue
        for entry, weight in entries.items():
            hit(entry, content[place] * weight, "", {place} if weight >= IN_QUESTION else set())
    whole = sum(content.values())
    scores: dict[int, float] = {}
    why: dict[int, list[str]] = {}
    shares: dict[int, float] = {}
    for entry, found in hits.items():
        best: dict[str, float] = {}
        for weight, form in found:
            best[form] = max(best.get(form, 0.0), weight) if form else best.get(form, 0.0) + weight
        order = sorted((-weight, form) for form, weight in best.items())
        scores[entry] = sum(-weight * share for (weight, _), share in zip(order, FADING, strict=False))
        why[entry] = [form for _, form in order if form]
        shares[entry] = sum(content.get(place, 0.0) for place in covered[entry]) / whole if whole else 0.0
    return scores, shares, why
