"""The start page and the reference lists: glossary, sources, facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from microneedle_cli.dates import day_in_words
from microneedle_cli.document import Block, Bullets, Document, Heading, Line, Paragraph
from microneedle_cli.facts import fill, in_words, parse_amount, unit_words
from microneedle_cli.model import Fact, Home, Source, Term, Words
from microneedle_cli.pages.frame import Frame, finish, lines


def home(home: Home, card: Sequence[Block], frame: Frame) -> Document:
    """What this is, the card of the day of a plan that is kept, and the things people come for."""
    words = frame.words
    blocks: list[Block] = [
        Heading(words.home_title, 1),
        *(Paragraph(line) for line in lines(home.purpose)),
        *card,
        Heading(words.home_tasks),
    ]
    for task in home.tasks:
        blocks += [Paragraph(Line(task.text)), Bullets((Line(task.command),))]
    return finish(blocks, frame)


def glossary(terms: Iterable[Term], frame: Frame) -> Document:
    """Medical words in plain words."""
    blocks: list[Block] = [
        Heading(frame.words.glossary_title, 1),
        Bullets(tuple(Line(f"{term.term}: {term.meaning}") for term in terms)),
    ]
    return finish(blocks, frame.replace(term_forms={}))


def sources(found: Iterable[Source], frame: Frame) -> Document:
    """The bibliography: each source, what it can be cited for, and how much of it was read."""
    words = frame.words
    seen = {
        "full": words.seen_full,
        "part": words.seen_part,
        "abstract": words.seen_abstract,
        "copy": words.seen_copy,
    }
    blocks: list[Block] = [Heading(words.sources_title, 1)]
    for source in found:
        details = [Line(source.citation), Line(source.covers)]
        details.append(Line(fill(words.source_seen, {"seen": seen[source.seen]})))
        if source.doi:
            details.append(Line(f"DOI: {source.doi}"))
        if source.pmid:
            details.append(Line(f"PMID: {source.pmid}"))
        if source.url:
            details.append(Line(source.url))
        blocks += [Heading(f"{source.short} ({source.id})", 3), Bullets(tuple(details))]
    return finish(blocks, frame)


def facts(found: Iterable[Fact], frame: Frame) -> Document:
    """Every number with its basis, its range among sources, its sources and its review date."""
    words = frame.words
    blocks: list[Block] = [Heading(words.facts_title, 1)]
    for fact in found:
        blocks += [
            Heading(f"{fact.about}: {amount(fact.value, words)} ({fact.id})", 3),
            Bullets(tuple(details(fact, words))),
        ]
    return finish(blocks, frame)


def details(fact: Fact, words: Words) -> Iterable[Line]:
    if fact.usual:
        yield Line(fill(words.fact_usual, {"usual": amount(fact.usual, words)}))
    if fact.range:
        yield Line(fill(words.fact_range, {"range": amount(fact.range, words)}))
    yield Line(fill(words.fact_basis, {"basis": basis(fact.basis, words)}), fact.sources)
    yield Line(fill(words.fact_reviewed, {"date": day_in_words(fact.reviewed, words)}))
    if fact.note:
        yield Line(fact.note)


def amount(text: str, words: Words) -> str:
    return in_words(parse_amount(text), unit_words(words))


def basis(name: str, words: Words) -> str:
    said: Mapping[str, str] = {
        "regulator": words.basis_regulator,
        "guideline": words.basis_guideline,
        "study": words.basis_study,
        "clinic-practice": words.basis_clinic_practice,
        "editorial": words.basis_editorial,
    }
    return said[name]
