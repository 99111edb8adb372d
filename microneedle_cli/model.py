"""What the YAML says: one class a kind of entry, one sentence a field. The data dictionary.

A name after `Annotated` says what role a text plays; `decode` reports where each was found, and the rules in
`knowledge` check it: a `FactId` must exist, a `Text` may hold no number, and so on.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from microneedle_cli.record import Record

Text = Annotated[str, "text"]  # words a patient reads; {fact} for a number, no digits
Template = Annotated[str, "template"]  # words of the interface; {blank} is filled by a page
Name = Annotated[str, "name"]  # a short label a patient reads; no digits
Note = Annotated[str, "note"]  # words for editors; anything goes
Word = Annotated[str, "word"]  # something people type
Amount = Annotated[str, "amount"]  # "24 hours", "4 to 6 weeks", "14 of 19 people"; parsed in `facts`
Link = Annotated[str, "link"]  # http(s) address
FactId = Annotated[str, "fact"]
SourceId = Annotated[str, "source"]
ScarId = Annotated[str, "scar"]
QuestionId = Annotated[str, "question"]
NewFact = Annotated[str, "new fact"]
NewSource = Annotated[str, "new source"]
NewScar = Annotated[str, "new scar"]
NewQuestion = Annotated[str, "new question"]
NewGroup = Annotated[str, "new group"]
NewTopic = Annotated[str, "new topic"]
NewTerm = Annotated[str, "new term"]
NewItem = Annotated[str, "new item"]  # unique within its file
NewAlias = Annotated[str, "new alias"]

Certainty = Literal["high", "moderate", "low", "very-low", "unknown"]
Basis = Literal["regulator", "guideline", "study", "clinic-practice", "editorial"]
SourceKind = Literal[
    "regulator", "label", "guideline", "review", "trial", "cohort", "case-report", "registry",
    "hospital-leaflet", "society-page", "textbook", "news", "clinic-leaflets",
]  # fmt: skip

# What a statement rests on when it rests on a source of this kind.
BASIS_OF_KIND: dict[str, Basis] = {
    "regulator": "regulator",
    "label": "regulator",
    "guideline": "guideline",
    "review": "study",
    "trial": "study",
    "cohort": "study",
    "case-report": "study",
    "registry": "study",
    "textbook": "study",
    "society-page": "clinic-practice",
    "hospital-leaflet": "clinic-practice",
    "clinic-leaflets": "clinic-practice",
    "news": "clinic-practice",
}

SCAR_IDS = (
    "acne", "icepick", "boxcar", "rolling", "surgical", "injury", "burn", "stretch-marks", "hypertrophic", "keloid",
)  # fmt: skip
# Facts that the program asks for by name.
FACTS_OF_THE_PROGRAM = ("least-spacing", "session-slack", "result-checks", "top-up-reminder", "top-up-years")


class Statement(Record):
    """A text and what it rests on."""

    text: Text
    sources: tuple[SourceId, ...] = ()
    basis: Basis | None = None  # only needed when there is no source: editorial


class Item(Record):
    """A line of a checklist; `scars` and `skins` limit it to some readers."""

    id: NewItem
    text: Text
    sources: tuple[SourceId, ...] = ()
    basis: Basis | None = None
    scars: tuple[ScarId, ...] = ()
    skins: tuple[int, ...] = ()


class Fact(Record):
    """A number or a length of time, with where it comes from."""

    id: NewFact
    about: Note
    value: Amount
    basis: Basis
    sources: tuple[SourceId, ...]
    reviewed: date
    usual: Amount | None = None  # the one to plan with, when `value` is a range
    range: Amount | None = None  # the lowest and highest seen among sources
    note: Note = ""


class Source(Record):
    """An entry of the bibliography; `seen` says how much of it was read."""

    id: NewSource
    short: Note
    citation: Note
    kind: SourceKind
    seen: Literal["full", "part", "abstract", "copy"]
    covers: Note
    basis: Basis | None = None  # what it gives a statement; None: as its kind does
    year: int | None = None
    doi: Note | None = None
    pmid: Note | None = None
    url: Link | None = None


class Scar(Record):
    """A scar type: which facts apply and who decides."""

    id: NewScar
    aliases: tuple[NewAlias, ...]
    certainty: Certainty  # that microneedling helps
    schedule: Literal["dates", "ask-first", "none"]
    sources: tuple[SourceId, ...]
    sessions: FactId | None = None
    spacing: FactId | None = None
    depth: FactId | None = None


class ScarText(Record):
    """The words about a scar type."""

    id: ScarId
    name: Name
    looks: tuple[Statement, ...]
    expect: tuple[Statement, ...]
    cautions: tuple[Statement, ...]
    ask_first: tuple[Statement, ...]


class SkinType(Record):
    """A skin type from 1 (lightest) to 6 (darkest), and what differs for it."""

    type: int
    name: Name
    names: tuple[Word, ...]
    tell: Text
    notes: tuple[Statement, ...]


class Question(Record):
    """A question and its answer; the first sentence of the answer answers it."""

    id: NewQuestion
    question: Text
    certainty: Certainty  # how sure we are of the answer
    reviewed: date
    answer: tuple[Statement, ...]
    words: tuple[Word, ...] = ()
    see: tuple[QuestionId, ...] = ()


class Group(Record):
    """Questions that belong together."""

    id: NewGroup
    title: Name
    order: int
    questions: tuple[Question, ...]


class Entry(Record):
    """A question in a list."""

    id: str
    question: str


class Contents(Record):
    """A group with the questions in it, without their answers. Made from `Group`."""

    id: str
    title: str
    questions: tuple[Entry, ...]


class Section(Record):
    """A part of an explanation; with `more` only the long version shows it."""

    title: Name
    text: tuple[Statement, ...]
    more: bool = False


class Topic(Record):
    """An explanation in two depths."""

    id: NewTopic
    title: Name
    order: int
    reviewed: date
    certainty: Certainty
    summary: tuple[Statement, ...]
    sections: tuple[Section, ...]


class Phase(Record):
    """A stretch of days after a session. `when` is a fact in days or weeks; the last phase has no end."""

    id: NewItem
    when: FactId
    title: Name
    normal: tuple[Item, ...]
    do: tuple[Item, ...]
    avoid: tuple[Item, ...]
    call: tuple[Item, ...]


class Activity(Record):
    """Something people want to do again, and the fact that says how long to wait."""

    id: NewItem
    name: Name
    wait: FactId
    also: Statement


class Step(Record):
    """A step before a session; `before` is a fact: how long before it."""

    id: NewItem
    before: FactId
    text: Text
    sources: tuple[SourceId, ...] = ()
    basis: Basis | None = None
    remind: bool = False  # the schedule reminds of it
    scars: tuple[ScarId, ...] = ()
    skins: tuple[int, ...] = ()


class Sign(Record):
    """One danger sign, or one normal effect, in a sentence that stands alone."""

    id: NewItem
    text: Text
    sources: tuple[SourceId, ...] = ()
    basis: Basis | None = None
    words: tuple[Word, ...] = ()


class Level(Record):
    """A level of urgency: what to do (`act`) and for which signs; any one of them is enough."""

    level: Literal["emergency", "same-day", "normal"]
    title: Name
    act: Text
    items: tuple[Sign, ...]


class Term(Record):
    """A medical word and what it means."""

    id: NewTerm
    term: Note
    meaning: Text
    also: tuple[Word, ...] = ()


class Task(Record):
    """One of the things people come for, and the command that does it."""

    text: Text
    command: Note


class Home(Record):
    """The start page."""

    purpose: tuple[Statement, ...]
    tasks: tuple[Task, ...]


class Edition(Record):
    """The version of the content, and the day it was last checked as a whole."""

    version: Note
    reviewed: date


# What each kind of file holds at its top level.


class EditionFile(Record):
    edition: Edition


class FactsFile(Record):
    facts: tuple[Fact, ...]


class SourcesFile(Record):
    sources: tuple[Source, ...]


class ScarsFile(Record):
    scars: tuple[Scar, ...]


class FaqFile(Record):
    groups: tuple[Group, ...]


class ExplainFile(Record):
    topics: tuple[Topic, ...]


class AftercareFile(Record):
    phases: tuple[Phase, ...]
    activities: tuple[Activity, ...]


class PrepareFile(Record):
    steps: tuple[Step, ...]


class WarningsFile(Record):
    levels: tuple[Level, ...]


class ScarTextsFile(Record):
    scar_texts: tuple[ScarText, ...]


class SkinTypesFile(Record):
    skin_types: tuple[SkinType, ...]


class GlossaryFile(Record):
    terms: tuple[Term, ...]


class HomeFile(Record):
    home: Home


class EventText(Record):
    """How the schedule names a kind of date, and why it is there."""

    kind: Literal["prepare", "session", "check", "maintenance"]
    label: Template
    title: Template
    why: Template
    sources: tuple[SourceId, ...] = ()  # of a session: those of its spacing


class ScheduleFile(Record):
    events: tuple[EventText, ...]
    notes: tuple[Statement, ...]


class UnitWords(Record):
    """How a language counts in a unit: one, and many."""

    unit: Note
    one: Template
    many: Template


class Words(Record):
    """The words of the interface. {blanks} are filled by the pages."""

    # dates and amounts
    date: Template
    weekdays: tuple[Name, ...]
    months: tuple[Name, ...]
    range: Template
    share: Template
    in_whole: Template
    units: tuple[UnitWords, ...]
    day_number: Template
    day_numbers: Template
    week_numbers: Template
    week_onwards: Template
    on_date: Template
    between_dates: Template
    from_date: Template
    # every page
    sources: Template
    own_clinic: Template
    not_advice: Template
    checked: Template
    more_with: Template
    see_also: Template
    how_sure: Template
    sure_high: Template
    sure_moderate: Template
    sure_low: Template
    sure_very_low: Template
    sure_unknown: Template
    basis_regulator: Template
    basis_guideline: Template
    basis_study: Template
    basis_clinic_practice: Template
    basis_editorial: Template
    # faq
    faq_title: Template
    faq_how: Template
    answer_others: Template
    nothing_title: Template
    nothing_text: Template
    nothing_nearest: Template
    nothing_clinic: Template
    # explain
    explain_title: Template
    explain_how: Template
    explain_more: Template
    explain_scar: Template
    # scars and skin
    scar_looks: Template
    scar_expect: Template
    scar_cautions: Template
    scar_ask_first: Template
    skin_title: Template
    skin_tell: Template
    skin_how: Template
    skin_option: Template
    # aftercare
    aftercare_title: Template
    aftercare_scar: Template
    aftercare_day_zero: Template
    day_title: Template
    day_of: Template
    phase_title: Template
    normal: Template
    normal_today: Template
    do: Template
    avoid: Template
    call: Template
    may_today: Template
    may_yes: Template
    may_not_yet: Template
    since_today: Template
    since_yesterday: Template
    since: Template
    from_tomorrow: Template
    from_then: Template
    healing_title: Template
    healing_bar: Template
    aftercare_how: Template
    # prepare
    prepare_title: Template
    prepare_on: Template
    prepare_before: Template
    prepare_by: Template
    prepare_same_day: Template
    prepare_how: Template
    # schedule
    schedule_title: Template
    schedule_summary: Template
    schedule_today: Template
    schedule_other_scar: Template
    schedule_none_title: Template
    schedule_ask_first: Template
    schedule_short_spacing: Template
    schedule_what: Template
    schedule_date: Template
    schedule_earliest: Template
    schedule_latest: Template
    schedule_state: Template
    when_past: Template
    when_today: Template
    when_next: Template
    when_later: Template
    schedule_why: Template
    schedule_notes: Template
    schedule_picture: Template
    schedule_how: Template
    # the other lists
    home_title: Template
    home_tasks: Template
    warnings_title: Template
    glossary_title: Template
    sources_title: Template
    facts_title: Template
    fact_range: Template
    fact_basis: Template
    fact_reviewed: Template
    fact_usual: Template
    source_seen: Template
    seen_full: Template
    seen_part: Template
    seen_abstract: Template
    seen_copy: Template


class WordsFile(Record):
    words: Words


class SearchFile(Record):
    """Words that say nothing about what a question is about."""

    stop_words: tuple[Word, ...]
