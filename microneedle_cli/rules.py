"""The rules across knowledge files: what one file says of another must be there, and every statement cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from microneedle_cli import facts, model
from microneedle_cli.decode import Decoded, Mention, did_you_mean, shown
from microneedle_cli.errors import Problem

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
REVIEW_YEARS = 3  # PIF TICK: information is looked at again at least every three years
NUMBER = re.compile(r"(?<![A-Za-z])[0-9]+")
COUNTED = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|"
    r"twenty-four|forty-eight|seventy-two|a hundred|half a)[ -](minute|hour|day|week|month|year|session|percent)s?\b",
    re.IGNORECASE,
)
REFERENCES = {
    "fact": "facts.yaml",
    "source": "sources.yaml",
    "scar": "scars.yaml",
    "question": "a faq file",
    "part": "the 'parts:' of the file",
}


def check(files: Iterable[Decoded], today: date | None, known: Mapping[str, set[str]] | None = None) -> list[Problem]:
    """Every broken rule in the files. With `known` (role -> ids of the other files), rules about the whole are left.

    Without `known` the files are the whole knowledge of a language, without `today` no review date is too old.
    """
    files = tuple(files)
    mentions = [mention for file in files for mention in file.mentions]
    ids = ids_in(files)
    for role, others in (known or {}).items():
        ids[role] |= others
    problems: list[Problem] = []
    problems += duplicates(mentions)
    for mention in mentions:
        problems += broken(mention, ids, today)
    if known is None:
        problems += unused(mentions)
        problems += dependent(files)
    return sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column))


def ids_in(files: Iterable[Decoded]) -> dict[str, set[str]]:
    """Role -> the ids that the files give, for facts, sources, scars and questions."""
    ids: dict[str, set[str]] = {role: set() for role in REFERENCES}
    for file in files:
        for mention in file.mentions:
            role = mention.role.removeprefix("new ")
            if role != mention.role and role in ids:
                ids[role].add(mention.value)
    return ids


def duplicates(mentions: list[Mention]) -> Iterable[Problem]:
    """Ids given twice: in all files, or for items in one file. A scar's aliases share one space with the ids."""
    seen: dict[tuple[str, str, str], Mention] = {}
    for mention in mentions:
        if not mention.role.startswith("new "):
            continue
        space = "new scar" if mention.role == "new alias" else mention.role
        where = mention.file if mention.role == "new item" else ""
        first = seen.setdefault((space, where, mention.value), mention)
        if first is not mention:
            yield mention.problem(f"{shown(mention.value)} is here twice; {first.file}:{first.line} has it too")
        if not ID.fullmatch(mention.value):
            yield mention.problem(
                f"{shown(mention.value)} cannot be an id; use small letters, digits and hyphens, at most 64"
            )


def broken(mention: Mention, ids: Mapping[str, set[str]], today: date | None) -> Iterable[Problem]:
    """What is wrong with one value or one record."""
    value = mention.value
    if mention.role in REFERENCES:
        if value not in ids[mention.role]:
            where = REFERENCES[mention.role]
            near = did_you_mean(value, ids[mention.role])
            yield mention.problem(f"there is no {mention.role} {shown(value)} in {where}.{near}")
    elif mention.role == "text":
        for blank in facts.BLANK.findall(value):
            if blank not in ids["fact"]:
                near = did_you_mean(blank, ids["fact"])
                yield mention.problem(f"there is no fact {shown(blank)} in facts.yaml.{near}")
        bare = facts.BLANK.sub("", value)
        if "{" in bare or "}" in bare:
            yield mention.problem("a { or } stands alone; a fact is written {its-id}")
        if number := NUMBER.search(bare) or COUNTED.search(bare):
            yield mention.problem(
                f"the number {shown(number[0])} stands in a text; put it into facts.yaml and write {{its-id}} here"
            )
    elif mention.role == "name":
        if NUMBER.search(value):
            yield mention.problem("a number stands in a title; leave it out")
    elif mention.role == "amount":
        try:
            facts.parse_amount(value)
        except ValueError as error:
            yield mention.problem(f"{shown(value)}: {error}")
    elif mention.role == "link":
        if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[!-~]*)?", value):
            yield mention.problem(f"{shown(value)} is not a web address that begins with https:// or http://")
    elif isinstance(value, (model.Statement, model.Item, model.Step, model.Sign)):
        yield from unsupported(mention)
    elif today and isinstance(value, (model.Fact, model.Question, model.Topic, model.Edition)):
        yield from stale(mention, today)
    if isinstance(value, (model.Item, model.Step)) and not set(value.skins) <= set(range(1, 7)):
        yield mention.problem("skin types go from 1 to 6")
    if isinstance(value, model.SkinType) and value.type not in range(1, 7):
        yield mention.problem("skin types go from 1 to 6")
    if isinstance(value, model.Overview):
        for row in value.rows:
            if len(row.cells) != len(value.columns):
                yield mention.problem(f"a row has {len(row.cells)} cells and the table {len(value.columns)} columns")
    if isinstance(value, model.Fact) and value.basis != "editorial" and not value.sources:
        yield mention.problem(
            f"the fact '{value.id}' has no source; name one, or say 'basis: editorial' and why in 'note:'"
        )
    if isinstance(value, model.Fact) and value.basis == "editorial" and not value.sources and not value.note:
        yield mention.problem(f"the fact '{value.id}' has neither source nor note; say in 'note:' why we chose it")
    if isinstance(value, (model.Question, model.Phase, model.Topic, model.ScarText, model.Choice, model.CheckGroup)):
        for field in value.fields:
            if getattr(value, field) == () and not hasattr(type(value), field):
                yield mention.problem(f"'{field}' is an empty list; write at least one entry")


def unsupported(mention: Mention) -> Iterable[Problem]:
    statement = mention.value
    if not statement.sources and statement.basis is None:
        yield mention.problem(
            "a statement without source; name its 'sources:', or say 'basis: editorial' if it is our own advice"
        )
    if not statement.sources and statement.basis not in (None, "editorial"):
        yield mention.problem(f"the basis is '{statement.basis}' and no source is named; name its 'sources:'")


def stale(mention: Mention, today: date) -> Iterable[Problem]:
    reviewed = mention.value.reviewed
    if reviewed > today:
        yield mention.problem(f"the review date {reviewed} lies in the future")
    elif (today.year - reviewed.year, today.month, today.day) > (REVIEW_YEARS, reviewed.month, reviewed.day):
        yield mention.problem(
            f"the review date {reviewed} is more than {REVIEW_YEARS} years ago; check the evidence and the date"
        )


def unused(mentions: list[Mention]) -> Iterable[Problem]:
    """Facts that no text uses, and sources that nothing cites."""
    used: dict[str, set[str]] = {"fact": set(), "source": set()}
    for mention in mentions:
        if mention.role in used:
            used[mention.role].add(mention.value)
        elif mention.role == "text":
            used["fact"].update(facts.BLANK.findall(mention.value))
    # Facts that the program asks for by name.
    used["fact"].update(model.FACTS_OF_THE_PROGRAM)
    for mention in mentions:
        for role in used:
            if mention.role == f"new {role}" and mention.value not in used[role]:
                yield mention.problem(f"nothing uses the {role} '{mention.value}'; use it, or delete it")


def dependent(files: Iterable[Decoded]) -> Iterable[Problem]:
    """What the program needs of the whole: facts it asks for, waits that can be counted, words for each scar."""
    amounts: dict[str, Mention] = {}
    scars: dict[str, Mention] = {}
    texts: set[str] = set()
    everything: list[Mention] = [mention for file in files for mention in file.mentions]
    for mention in everything:
        if isinstance(mention.value, model.Fact):
            amounts[mention.value.id] = mention
        elif isinstance(mention.value, model.Scar):
            scars[mention.value.id] = mention
        elif isinstance(mention.value, model.ScarText):
            texts.add(mention.value.id)
    top = everything[0] if everything else Mention("", None, "facts.yaml", 1, 1)
    for needed in model.FACTS_OF_THE_PROGRAM:
        if needed not in amounts:
            yield Problem("facts.yaml", 1, 1, f"the fact '{needed}' is missing; the program asks for it")
    for id, mention in scars.items():
        if id not in texts:
            yield mention.problem(f"there are no words for the scar '{id}' in scar_texts.yaml")
        scar = mention.value
        if scar.schedule != "none" and not (scar.sessions and scar.spacing):
            yield mention.problem(f"the scar '{id}' needs 'sessions:' and 'spacing:', or 'schedule: none'")
    for id in model.SCAR_IDS:
        if id not in scars:
            yield Problem("scars.yaml", 1, 1, f"the scar type '{id}' is missing")
    levels = [m.value.level for m in everything if isinstance(m.value, model.Level)]
    for level in ("emergency", "same-day", "normal"):
        if levels.count(level) != 1:
            yield Problem(top.file, 1, 1, f"the warnings must have the level '{level}' once")
    for mention in everything:
        if isinstance(mention.value, model.ShareOf):
            yield from no_share(mention, amounts)
        if isinstance(mention.value, (model.Activity, model.Step, model.Phase, model.Time)):
            yield from uncountable(mention, amounts)


def no_share(mention: Mention, amounts: Mapping[str, Mention]) -> Iterable[Problem]:
    """A bar of a picture whose fact is no share of a whole."""
    if fact := amounts.get(mention.value.share):
        try:
            drawn = facts.of_hundred(facts.parse_amount(fact.value.value))
        except ValueError:
            return  # the fact itself is told as a mistake
        if drawn is None:
            yield mention.problem(f"'share: {fact.value.id}' is {shown(fact.value.value)}; write a share, as 7 in 100")


def uncountable(mention: Mention, amounts: Mapping[str, Mention]) -> Iterable[Problem]:
    """A wait, a lead or a phase that cannot be counted in days."""
    entry: Any = mention.value
    id = {model.Activity: "wait", model.Step: "before", model.Phase: "when", model.Time: "time"}[type(entry)]
    fact = amounts.get(getattr(entry, id))
    if fact is None:
        return
    try:
        quantity = facts.parse_amount(fact.value.value)
        count = {model.Phase: facts.day_range, model.Time: facts.about_days}.get(type(entry), facts.whole_days)
        count(quantity)
    except ValueError as error:
        yield mention.problem(f"'{id}: {fact.value.id}' is {shown(fact.value.value)}: {error}")
