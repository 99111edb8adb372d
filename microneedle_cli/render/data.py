"""The model as JSON for programs: one object with the safety block, whatever the command."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from microneedle_cli import facts, plan
from microneedle_cli.errors import SAFETY, Problem
from microneedle_cli.model import (
    CheckGroup,
    Choice,
    Claim,
    Edition,
    Fact,
    Item,
    Level,
    Phase,
    Question,
    Sign,
    Source,
    Statement,
    Step,
    Term,
    Topic,
    Words,
)

SCHEMA = 1
Json = dict[str, Any]


def text_of(command: str, language: str, edition: Edition, levels: Iterable[Level], data: Json) -> str:
    """The whole answer as JSON text with a line end."""
    answer = {
        "schema": SCHEMA,
        "command": command,
        "language": language,
        "content_version": edition.version,
        "reviewed": edition.reviewed.isoformat(),
        "warnings": [
            {"level": level.level, "text": level.act, "items": [sign.text for sign in level.items]}
            for level in levels
            if level.level != "normal"
        ],
        "data": data,
    }
    return json.dumps(answer, allow_nan=False, ensure_ascii=True, indent=2) + "\n"


def error_text(code: int, message: str, hint: str) -> str:
    return json.dumps({"schema": SCHEMA, "error": {"code": code, "message": message, "hint": hint}, "safety": SAFETY})


def question(entry: Question) -> Json:
    return {
        "id": entry.id,
        "question": entry.question,
        "answer": [statement.text for statement in entry.statements],
        "sources": sources_of(entry.statements),
        "certainty": entry.certainty,
        "reviewed": entry.reviewed.isoformat(),
    }


def sources_of(statements: Iterable[Statement]) -> list[str]:
    return list(dict.fromkeys(source for statement in statements for source in statement.sources))


def groups(found: Iterable[tuple[str, str, Sequence[Question]]]) -> Json:
    return {
        "groups": [
            {"id": id, "title": title, "questions": [question(entry) for entry in questions]}
            for id, title, questions in found
        ]
    }


def topic(entry: Topic) -> Json:
    summary = (*((entry.main,) if entry.main else ()), *entry.summary)
    return {
        "id": entry.id,
        "title": entry.title,
        "summary": " ".join(statement.text for statement in summary),
        "summary_sources": sources_of(summary),
        "certainty": entry.certainty,
        "reviewed": entry.reviewed.isoformat(),
        "sections": [
            {
                "title": section.title,
                "text": [statement.text for statement in section.text],
                "sources": sources_of(section.text),
                "more": section.more,
            }
            for section in entry.sections
        ],
    }


def item(entry: Item | Sign | Step) -> Json:
    return {"id": entry.id, "text": entry.text, "sources": list(entry.sources), "basis": entry.basis}


def phase(entry: Phase, days: tuple[int, int | None], scar: str | None, skin: int | None) -> Json:
    def mine(items: Sequence[Item]) -> list[Json]:
        return [item(line) for line in items if plan.concerns(line, scar, skin)]

    return {
        "id": entry.id,
        "title": entry.title,
        "from_day": days[0],
        "to_day": days[1],
        "normal": mine(entry.normal),
        "do": mine(entry.do),
        "avoid": mine(entry.avoid),
        "call": mine(entry.call),
    }


def wait(entry: plan.Wait, treated: date | None, ask: bool) -> Json:
    """`ask`: the usual wait may be too short for this scar type, so nothing is allowed without asking."""
    return {
        "id": entry.activity.id,
        "name": entry.activity.name,
        "allowed": entry.allowed and not ask,
        "ask_first": ask,
        "from_day": entry.first_day,
        "from_date": (treated + timedelta(days=entry.first_day)).isoformat() if treated else None,
        "also": entry.activity.also.text,
        "sources": list(dict.fromkeys((*entry.fact.sources, *entry.activity.also.sources))),
    }


def step(entry: Step, days_before: int, on: date | None) -> Json:
    due = (on - timedelta(days=days_before)).isoformat() if on else None
    return {
        "id": entry.id,
        "text": entry.text,
        "days_before": days_before,
        "date": due,
        "sources": list(entry.sources),
        "basis": entry.basis,
    }


def event(entry: plan.Event, title: str, why: str, sources: Sequence[str], state: str) -> Json:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "number": entry.number,
        "earliest": entry.earliest.isoformat(),
        "date": entry.day.isoformat(),
        "latest": entry.latest.isoformat(),
        "title": title,
        "why": why,
        "sources": list(sources),
        "state": state,
    }


def level(entry: Level) -> Json:
    return {
        "level": entry.level,
        "title": entry.title,
        "act": entry.act,
        "items": [item(sign) for sign in entry.items],
    }


def term(entry: Term) -> Json:
    return {"id": entry.id, "term": entry.term, "meaning": entry.meaning}


def source(entry: Source) -> Json:
    return {
        "id": entry.id,
        "citation": entry.citation,
        "doi": entry.doi,
        "pmid": entry.pmid,
        "url": entry.url,
        "kind": entry.kind,
        "seen": entry.seen,
        "year": entry.year,
        "short": entry.short,
        "covers": entry.covers,
    }


def fact(entry: Fact, words: Words) -> Json:
    quantity = facts.parse_amount(entry.value)
    units = facts.unit_words(words)
    return {
        "id": entry.id,
        "about": entry.about,
        "text": facts.in_words(quantity, units),
        "value": number(quantity),
        "unit": quantity.unit,
        "of": tidy(quantity.of),
        "usual": tidy(facts.parse_amount(entry.usual).number) if entry.usual else None,
        "range": amount_range(facts.parse_amount(entry.range), units) if entry.range else None,
        "basis": entry.basis,
        "sources": list(entry.sources),
        "reviewed": entry.reviewed.isoformat(),
        "note": entry.note,
    }


def tidy(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number


def number(quantity: facts.Quantity) -> Any:
    """The number, or its two ends."""
    if quantity.to is None:
        return tidy(quantity.number)
    return {"from": tidy(quantity.number), "to": tidy(quantity.to)}


def amount_range(quantity: facts.Quantity, units: Mapping[str, str]) -> Json:
    return {
        "text": facts.in_words(quantity, dict(units)),
        "from": tidy(quantity.number),
        "from_unit": quantity.unit,
        "to": tidy(quantity.to if quantity.to is not None else quantity.number),
        "to_unit": quantity.to_unit or quantity.unit,
    }


def validation_text(language: str, files: int, problems: Sequence[Problem], notices: Sequence[Problem]) -> str:
    """What `mn validate` found. The safety block is empty: the knowledge that would fill it may be broken."""

    def told(found: Sequence[Problem]) -> list[Json]:
        return [{field: getattr(problem, field) for field in problem.fields} for problem in found]

    answer = {
        "schema": SCHEMA,
        "command": "validate",
        "language": language,
        "content_version": None,
        "reviewed": None,
        "warnings": [],
        "data": {"files": files, "problems": told(problems), "notices": told(notices)},
    }
    return json.dumps(answer, allow_nan=False, ensure_ascii=True, indent=2) + "\n"


def check_group(entry: CheckGroup) -> Json:
    return {
        "id": entry.id,
        "title": entry.title,
        "advice": entry.advice,
        "items": [item(line) for line in entry.items],
    }


def choice(entry: Choice) -> Json:
    def texts(statements: Iterable[Statement]) -> list[str]:
        return [statement.text for statement in statements]

    everything = (*entry.how, *entry.gains, *entry.harms, *entry.daily_life)
    return {
        "id": entry.id,
        "name": entry.name,
        "how": " ".join(texts(entry.how)),
        "gains": texts(entry.gains),
        "harms": texts(entry.harms),
        "daily_life": texts(entry.daily_life),
        "certainty": entry.certainty,
        "sources": sources_of(everything),
    }


def claim(entry: Claim) -> Json:
    return {
        "id": entry.id,
        "claim": entry.claim,
        "verdict": entry.verdict,
        "text": " ".join(statement.text for statement in entry.text),
        "sources": sources_of(entry.text),
    }
