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
PartId = Annotated[str, "part"]  # a part of a list in the same file
NewFact = Annotated[str, "new fact"]
NewSource = Annotated[str, "new source"]
NewScar = Annotated[str, "new scar"]
NewQuestion = Annotated[str, "new question"]
NewGroup = Annotated[str, "new group"]
NewTopic = Annotated[str, "new topic"]
NewTerm = Annotated[str, "new term"]
NewItem = Annotated[str, "new item"]  # unique within its file
NewPart = Annotated[str, "new part"]
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
FACTS_OF_THE_PROGRAM = (
    "least-spacing",
    "session-slack",
    "result-checks",
    "top-up-reminder",
    "top-up-years",
    "event-margin",
    "sun-after",
    "sun-before",
    "scar-wait",
    "prepare-lead",
    "redness-often",
    "redness-end",
    "deep-settle",
)


class Statement(Record):
    """A text and what it rests on."""

    text: Text  # one to three plain sentences; a number is written {its-fact}
    sources: tuple[SourceId, ...] = ()  # ids of the sources that say so
    basis: Basis | None = None  # only needed when there is no source: editorial


class Item(Record):
    """A line of a checklist; `scars` and `skins` limit it to some readers."""

    id: NewItem  # small letters and hyphens, once in the file
    text: Text  # one to three plain sentences; a number is written {its-fact}
    sources: tuple[SourceId, ...] = ()  # ids of the sources that say so
    basis: Basis | None = None  # only without sources: editorial
    scars: tuple[ScarId, ...] = ()  # only for these scar types; left out: for all
    not_scars: tuple[ScarId, ...] = ()  # not for these scar types
    skins: tuple[int, ...] = ()  # only for these skin types, 1 to 6; left out: for all
    under: PartId | None = None  # the part of the list it stands in; left out: before all parts
    until: FactId | None = None  # the page of one day changes it when this wait after the treatment is over ...
    then: Text | None = None  # ... to this; left out: then the line is gone
    waits: bool = False  # true: the page of one day leaves it out, as its list of what is allowed says the same


class Part(Record):
    """A part of a long checklist, and the reason for what stands in it."""

    id: NewPart  # how the lines of the list name it
    title: Name  # as a heading
    why: tuple[Statement, ...] = ()  # why its lines matter: printed once, under the first of its headings


class Fact(Record):
    """A number or a length of time, with where it comes from."""

    id: NewFact  # what a text writes between { and }
    about: Note  # what the number is, in a few words
    value: Amount  # as people say it: 24 hours, 4 to 6 weeks, 14 of 19 people, 10 in 100
    basis: Basis  # what the value rests on
    sources: tuple[SourceId, ...]  # ids of the sources that give the value
    reviewed: date  # the day somebody last compared it with its sources
    usual: Amount | None = None  # the one to plan with, when `value` is a range
    range: Amount | None = None  # the lowest and highest seen among sources
    note: Note = ""  # what an editor or a careful reader should know about it


class Source(Record):
    """An entry of the bibliography; `seen` says how much of it was read."""

    id: NewSource  # how statements name it
    short: Note  # author or body and year, as the list under a page shows it
    citation: Note  # the full reference, as far as it was seen
    kind: SourceKind  # what kind of source it is
    seen: Literal["full", "part", "abstract", "copy"]  # how much of it was read
    covers: Note  # what it may be cited for
    basis: Basis | None = None  # what it gives a statement; None: as its kind does
    year: int | None = None  # year of publication, when known
    doi: Note | None = None  # without https://doi.org/
    pmid: Note | None = None  # PubMed number
    url: Link | None = None  # where it can be read


class Scar(Record):
    """A scar type: which facts apply and who decides."""

    id: NewScar  # one of the ten scar types
    aliases: tuple[NewAlias, ...]  # what people call it: small letters and hyphens
    certainty: Certainty  # that microneedling helps
    schedule: Literal["dates", "ask-first", "none"]  # dates; dates with a specialist's yes first; or none
    sources: tuple[SourceId, ...]  # ids of the sources for all this
    sessions: FactId | None = None  # the fact with the number of sessions
    spacing: FactId | None = None  # the fact with the time between sessions
    waits: Literal["usual", "ask"] = "usual"  # ask: the usual waits after a session may be too short for it
    depth: FactId | None = None  # the fact with the needle depth that was studied


class ScarText(Record):
    """The words about a scar type."""

    id: ScarId  # the id in scars.yaml
    name: Name  # as a heading
    looks: tuple[Statement, ...]  # what it is and looks like
    expect: tuple[Statement, ...]  # what to expect, honestly
    cautions: tuple[Statement, ...]  # what to take care of
    ask_first: tuple[Statement, ...]  # who must be asked first, and what to ask
    help: tuple[Statement, ...] = ()  # help that every page for this scar type names, also the page of one day


class SkinType(Record):
    """A skin type from 1 (lightest) to 6 (darkest), and what differs for it."""

    type: int  # 1 (lightest) to 6 (darkest)
    name: Name  # as a heading
    names: tuple[Word, ...]  # what people call it: small letters and hyphens
    tell: Text  # how to tell that it is yours, in one sentence
    notes: tuple[Statement, ...]  # what differs before and after treatment


class Time(Record):
    """One bar of a picture of times."""

    label: Name  # what takes so long, in a few words
    time: FactId  # the fact with the length of time


class Times(Record):
    """Lengths of time from one moment on, drawn as bars by the program."""

    title: Name  # as a heading: what takes so long
    start: Name  # the moment that the times count from
    text: Text  # how to read the bars (a mark is #) and what to do with them
    bars: tuple[Time, ...]  # the bars


class Question(Record):
    """A question and its answer; the first sentence of the answer answers it.

    What to do, what to ask and when to call are parted from the rest, so that each stands under its own heading.
    """

    id: NewQuestion  # small letters and hyphens, once in all files
    question: Text  # as a patient would ask it
    certainty: Certainty  # how sure we are of the answer
    reviewed: date  # the day somebody last compared it with the evidence
    answer: tuple[Statement, ...]  # the first statement answers; then what else is good to know
    words: tuple[Word, ...] = ()  # what people type when they mean this question
    see: tuple[QuestionId, ...] = ()  # ids of related questions
    steps: tuple[Statement, ...] = ()  # what to do, in order, each to tick
    ask: tuple[Statement, ...] = ()  # what to ask the clinic, each to tick
    call: tuple[Statement, ...] = ()  # when to call the clinic or a doctor today
    emergency: tuple[Statement, ...] = ()  # when to call emergency services now
    times: Times | None = None  # the times in the answer as a picture, only where time is the answer
    picture: Picture | None = None  # shares of people in the answer as a picture, only where they matter

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, in the order in which they are read."""
        return (*self.answer, *self.steps, *self.ask, *self.emergency, *self.call)


class Group(Record):
    """Questions that belong together."""

    id: NewGroup  # small letters and hyphens
    title: Name  # as a heading
    order: int  # its place among the groups; the smallest comes first
    questions: tuple[Question, ...]  # the questions of the group


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

    title: Name  # as a heading
    text: tuple[Statement, ...]  # the statements of this part
    more: bool = False  # true: only in the long version
    ask: bool = False  # true: questions to ask, with a box to tick and a line for the answer
    picture: bool = False  # true: the topic's picture stands under it, and its title in the short version too


class ShareOf(Record):
    """One bar of a picture."""

    label: Name  # whose share it is, in a few words
    share: FactId  # the fact with the share, such as 7 in 100 or 2 of 36 people


class Picture(Record):
    """Shares of people, drawn as bars by the program."""

    title: Name  # as a heading: what is counted
    means: Statement  # what the picture shows and what to do with it
    shares: tuple[ShareOf, ...]  # the bars
    scars: tuple[ScarId, ...] = ()  # the scar types it is about; left out: all


class Cells(Record):
    """A row of a table."""

    cells: tuple[Text, ...]  # a short text for each column
    sources: tuple[SourceId, ...] = ()  # ids of the sources that say so; left out: our own advice


class Overview(Record):
    """A small table."""

    title: Name  # as a heading: what it shows
    how: Text  # how to read and use it
    columns: tuple[Name, ...]  # short headings
    rows: tuple[Cells, ...]  # the rows; each has as many cells as there are columns


class Topic(Record):
    """An explanation in two depths."""

    id: NewTopic  # what people type after mn explain
    title: Name  # as a heading
    order: int  # its place in the list; the smallest comes first
    under: Name  # the heading that it stands under in the list of topics
    reviewed: date  # the day somebody last compared it with the evidence
    certainty: Certainty  # how sure we are of it
    about: Statement  # what the page tells, as a sentence: it follows the line that says for whom
    summary: tuple[Statement, ...]  # the most needed facts, one or two statements
    sections: tuple[Section, ...]  # the parts, in reading order
    table: Overview | None = None  # the main thing as a table
    picture: Picture | None = None  # the main thing as a picture of shares
    main: Statement | None = None  # the one thing to do or remember; it stands out above the summary
    sure: Text | None = None  # how sure we are of what, where the usual line would not be clear


class Phase(Record):
    """A stretch of days after a session. `when` is a fact in days or weeks; the last phase has no end."""

    id: NewItem  # small letters and hyphens
    when: FactId  # the fact with its days or weeks
    title: Name  # as a heading, without the days
    normal: tuple[Item, ...]  # what is normal
    do: tuple[Item, ...]  # what to do
    avoid: tuple[Item, ...]  # what not to do, worded so that it is clear under Do not
    call: tuple[Item, ...]  # when to call whom


class Activity(Record):
    """Something people want to do again, and the fact that says how long to wait."""

    id: NewItem  # small letters and hyphens
    name: Name  # as a label
    wait: FactId  # the fact with how long to wait
    also: Statement  # on what it depends besides time
    then: Text | None = None  # what the page of one day says instead when the wait is over
    under: PartId | None = None  # the part of the list of one day it stands in


class Step(Record):
    """A step before a session; `before` is a fact: how long before it."""

    id: NewItem  # small letters and hyphens
    before: FactId  # the fact with how long before the session
    text: Text  # one to three plain sentences; a number is written {its-fact}
    sources: tuple[SourceId, ...] = ()  # ids of the sources that say so
    basis: Basis | None = None  # only without sources: editorial
    under: PartId | None = None  # the part of the list it stands in
    remind: bool = False  # the schedule reminds of it
    scars: tuple[ScarId, ...] = ()  # only for these scar types; left out: for all
    skins: tuple[int, ...] = ()  # only for these skin types, 1 to 6; left out: for all


class Sign(Record):
    """One danger sign, or one normal effect, in a sentence that stands alone."""

    id: NewItem  # small letters and hyphens
    text: Text  # one or two short sentences that stand alone: they are printed on every page
    heading: Name = ""  # a small heading for this sign and those after it; the table of levels has a row for it
    sources: tuple[SourceId, ...] = ()  # ids of the sources that say so
    basis: Basis | None = None  # only without sources: editorial
    words: tuple[Word, ...] = ()  # what people type who have it; a question must hold all words of one of them


class Level(Record):
    """A level of urgency: what to do (`act`) and for which signs; any one of them is enough."""

    level: Literal["emergency", "same-day", "normal"]  # how urgent
    title: Name  # as a heading: what to do
    act: Text  # what to do, in plain sentences
    items: tuple[Sign, ...]  # the signs; any one is enough
    glance: Text = ""  # for the table of levels, where the signs have no headings: the main signs in a few words
    who: Name = ""  # for the table of levels: whom to call
    soon: Name = ""  # for the table of levels: how soon


class InShort(Record):
    """The statements that stand first on a page."""

    page: Literal["aftercare", "prepare", "schedule", "check", "options", "claims", "warnings"]  # the command
    text: tuple[Statement, ...]  # three or four: what the page is for, the most needed facts, what to do
    main: Statement | None = None  # the one thing to remember; it stands out, after the first of the others


class InShortFile(Record):
    pages: tuple[InShort, ...]  # one for each command that has a summary


class CheckGroup(Record):
    """Things to tell the clinician before treatment, with the same advice for all of them."""

    id: NewItem  # small letters and hyphens
    title: Name  # as a heading
    advice: Literal["postpone", "ask-first", "not-while"]  # what any of these leads to
    items: tuple[Item, ...]  # at most seven, each to be answered with yes or no


class CheckFile(Record):
    """The list to take to the visit: any of these, or none of these; never a verdict."""

    intro: tuple[Statement, ...]  # what the list is for
    checks: tuple[CheckGroup, ...]  # the groups
    none: Statement  # what none of these means, and what it does not mean
    after: tuple[Statement, ...]  # what next
    steps: tuple[Statement, ...]  # how to use the list, in order


class ChoiceLine(Statement):
    """A statement about a choice; `scars` and `not_scars` limit it to some readers."""

    scars: tuple[ScarId, ...] = ()  # only for these scar types; left out: for all
    not_scars: tuple[ScarId, ...] = ()  # not for these scar types
    alarm: bool = False  # true: it says when to call, or what never to do, and is marked


class Glance(Record):
    """A choice in the tables that set the choices side by side."""

    gain: Text  # the main gain in a few words, or not known
    harm: Text  # the main harm in a few words, or not known
    sessions: Text  # how many sessions, or not known
    red: Text  # how long the skin is red, or not known
    sources: tuple[SourceId, ...] = ()  # ids of the sources that say so
    scars: tuple[ScarId, ...] = ()  # only for these scar types; left out: for all others


class Choice(Record):
    """One of the choices for scars; without `scars` it is there for all of them."""

    id: NewItem  # small letters and hyphens
    name: Name  # as a heading
    glance: tuple[Glance, ...]  # its row in the tables; the last is for all scar types that the others do not name
    how: tuple[ChoiceLine, ...]  # how it works
    gains: tuple[ChoiceLine, ...]  # what you may gain
    harms: tuple[ChoiceLine, ...]  # what can go wrong
    daily_life: tuple[ChoiceLine, ...]  # what it means for daily life
    scars: tuple[ScarId, ...] = ()  # the scar types it is discussed for; left out: all
    short: Name | None = None  # its name in the tables, where the heading is long
    by_scar: bool = False  # true: how sure we are differs by scar type and stands in scars.yaml
    certainty: Certainty | None = None  # that it helps scars; left out: does not apply


class OptionsFile(Record):
    """The choices side by side, doing nothing included, and what to ask about each."""

    intro: tuple[ChoiceLine, ...]  # why compare, and who decides
    terms: tuple[ChoiceLine, ...]  # what the names in the tables mean
    options: tuple[Choice, ...]  # the choices, doing nothing first
    questions: tuple[Statement, ...]  # what to ask about each choice
    steps: tuple[Statement, ...]  # how to choose with a clinician, in order
    picture: Picture  # shares that can be compared


class Claim(Record):
    """What people read about microneedling, and what studies show."""

    id: NewItem  # small letters and hyphens
    group: Name  # the heading it stands under; claims with the same heading stand together, at most seven
    short: Name  # the claim in a few words, for the list at the top
    claim: Text  # the claim in the words in which people meet it
    verdict: Literal["supported", "partly", "unproven", "wrong"]  # what studies make of it
    text: tuple[Statement, ...]  # what studies show; the first statement answers
    picture: Picture | None = None  # shares that it compares


class ClaimsFile(Record):
    claims: tuple[Claim, ...]  # what people read, and what studies show
    test: tuple[Statement, ...]  # questions with which to test a claim


class Term(Record):
    """A medical word and what it means."""

    id: NewTerm  # small letters and hyphens
    term: Note  # the medical word
    meaning: Text  # what it means, in one or two plain sentences
    also: tuple[Word, ...] = ()  # other forms of the word
    on_pages: bool = True  # false: too common to explain under each page


class Task(Record):
    """One of the things people come for, and the command that does it."""

    text: Text  # what people come for
    command: Note  # the command that does it


class Home(Record):
    """The start page."""

    purpose: tuple[Statement, ...]  # what this is and for whom
    tasks: tuple[Task, ...]  # the five things people come for


class Edition(Record):
    """The version of the content, and the day it was last checked as a whole."""

    version: Note  # year, month and number
    written: date  # the day it was first written
    reviewed: date  # the day all of it was last checked
    next_review: date  # the day by which it will be checked again
    reviewed_by: Note | None = None  # a clinic's own review: who, what they are, when; replaces "No clinician ..."


# What each kind of file holds at its top level.


class EditionFile(Record):
    edition: Edition  # version and dates of the content


class FactsFile(Record):
    facts: tuple[Fact, ...]  # every number and length of time, once


class SourcesFile(Record):
    sources: tuple[Source, ...]  # the bibliography: only what was read


class ScarsFile(Record):
    scars: tuple[Scar, ...]  # the ten scar types


class FaqFile(Record):
    groups: tuple[Group, ...]  # questions that belong together


class ExplainFile(Record):
    topics: tuple[Topic, ...]  # explanations


class AftercareFile(Record):
    phases: tuple[Phase, ...]  # the stretches of days after a session
    activities: tuple[Activity, ...]  # what people want to do again, and how long to wait
    parts: tuple[Part, ...] = ()  # the parts of the lists, in the order in which they are shown


class PrepareFile(Record):
    steps: tuple[Step, ...]  # steps before a session, the earliest first
    parts: tuple[Part, ...] = ()  # the parts of the list


class WarningsFile(Record):
    levels: tuple[Level, ...]  # emergency, same day, normal


class ScarTextsFile(Record):
    scar_texts: tuple[ScarText, ...]  # the words about each scar type


class SkinTypesFile(Record):
    skin_types: tuple[SkinType, ...]  # the six skin types


class GlossaryFile(Record):
    terms: tuple[Term, ...]  # medical words


class HomeFile(Record):
    home: Home  # the start page


class EventText(Record):
    """How the schedule names a kind of date, and why it is there."""

    kind: Literal["prepare", "session", "check", "maintenance"]  # what kind of date
    label: Template  # the name of all dates of this kind
    title: Template  # the name of one date; {number}, {lead}
    why: Template  # why it is there; {spacing}
    sources: tuple[SourceId, ...] = ()  # of a session: those of its spacing


class ScheduleFile(Record):
    events: tuple[EventText, ...]  # a text for each kind of date
    notes: tuple[Statement, ...]  # what is good to know about the dates
    use: tuple[Statement, ...] = ()  # how to use the dates, in order


class PlanWords(Record):
    """The words around a saved plan."""

    title: Template  # the heading of the plan
    title_of: Template  # the same for a plan with a name; {name}
    lead: Template  # what the dates are and are not
    next: Template  # the next session; {number}, {date}
    next_window: Template  # its usual window; {earliest}, {latest}
    next_late: Template  # its day lies after that
    next_early: Template  # its day lies before that
    next_none: Template  # no session is left
    held: Template  # a pause is on; {reason}
    held_call: Template  # what to do about the session to come; {number}, {date}
    held_heading: Template  # over the texts of a pause
    unsure: Template  # a planned day has passed; {number}, {date}
    unsure_done: Template  # what to type if it took place; {number}, {iso}
    unsure_move: Template  # what to type if it moves; {number}
    unsure_skip: Template  # what to type if it is left out; {number}
    dates: Template  # over the table of dates
    what: Template  # column: which date
    date: Template  # column: the day
    state: Template  # column: planned, took place ...
    window: Template  # column: earliest and latest usual day
    ready: Template  # column: the day to begin to get ready
    window_of: Template  # {earliest}, {latest}
    state_done: Template  # of a session that took place
    state_planned: Template  # of a session to come
    state_moved: Template  # of a session that the user moved
    state_skipped: Template  # of a session that is left out
    state_held: Template  # of a session during a pause
    state_past: Template  # of a look or reminder whose day has passed
    clinic_said: Template  # added to a date that breaks a rule
    look_at: Template  # over dates that break a rule
    closed: Template  # {number}, {date}
    sun_after: Template  # {number}, {date}, {wait}, {other}, {until}, {from}
    sun_before: Template  # {number}, {date}, {wait}, {other}, {from}
    scar_new: Template  # {number}, {date}, {wait}
    too_soon: Template  # a move is refused; {number}, {date}, {wait}, {earliest}, {latest}
    next_too_soon: Template  # a move is refused; {number}, {date}, {wait}, {other} is the next session
    closed_day: Template  # a move is refused; {date}
    refused: Template  # stands before the reason
    refused_hint: Template  # what to do then; {number}, {iso}
    refused_new: Template  # the same for a new plan
    changed: Template  # over what a command changed
    changed_none: Template  # nothing else moved
    moved: Template  # a date moved; {title}, {before}, {after}
    added: Template  # a date is new; {title}, {after}
    dropped: Template  # a date is gone; {title}, {before}
    reminders: Template  # top-up reminders moved; {after}
    because_done: Template  # {number}, {date}
    because_move: Template  # {number}, {date}
    because_skip: Template  # {number}
    because_pause: Template  # {date}, {reason}
    because_undo: Template  # why dates changed: the last entry was taken back
    because_resume: Template  # {date}
    counted: Template  # how the later dates are counted
    calendar: Template  # what to do with a calendar after a change
    how: Template  # over the list of commands
    how_done: Template  # when a session took place
    how_move: Template  # when a date moves
    how_skip: Template  # when a session is left out
    how_pause: Template  # when the user must stop; {reasons}
    how_resume: Template  # when the user goes on
    how_undo: Template  # after a mistake
    how_today: Template  # the card of the day
    history: Template  # over what happened
    history_line: Template  # {date}, {because}
    erased: Template  # {name}
    erased_all: Template  # when everything is erased
    erased_rest: Template  # what erasing cannot reach
    exported: Template  # said when an export is written
    today: Template  # the heading of the card of the day; {date}
    today_day: Template  # {day}, {number}
    today_guess: Template  # the session was not told as done; {number}, {date}
    today_late: Template  # some steps should have been done before today
    today_nothing: Template  # no session, day after one, step or look today
    today_next: Template  # {title}, {date}
    today_prepare: Template  # over the steps before a session; {number}, {date}
    today_check: Template  # a look at the result is due; {title}
    today_item: Template  # a line that can be ticked; {id}, {text}
    today_due: Template  # the same with a day; {id}, {date}, {text}
    today_ticked: Template  # over the lines that are ticked
    today_gone: Template  # a ticked line that the list no longer has; {id}
    today_how: Template  # how to tick
    due: Template  # a line of `mn due`; {date}, {title}
    due_steps: Template  # steps before a session are not ticked; {number}, {date}
    due_prepare: Template  # the same for getting ready; {date}, {title}, {session}
    ready_by: Template  # over dates that are counted back; {event}, {date}
    ready_title: Template  # the heading when no session fits
    ready_event: Template  # an event without a name
    ready_last: Template  # {last}, {margin}
    ready_fewer: Template  # {fitting}, {sessions}
    ready_none: Template  # {margin}
    ready_result: Template  # {checks}, {check}
    ready_ask: Template  # whose word counts
    calendar_title: Template  # of a date in a calendar; {title}
    calendar_discreet: Template  # a session in a calendar that others see
    calendar_discreet_other: Template  # any other date there
    kept_title: Template  # over the questions for the clinic
    kept_answer: Template  # before the room for the answer
    kept_none: Template  # no question is noted
    kept_cleared: Template  # after erasing them
    kept_how: Template  # how to note and erase
    kept_noted: Template  # after noting one


class Pause(Record):
    """A reason to stop for a while, and what it means for the next session."""

    id: NewItem  # small letters and hyphens; what people type
    name: Name  # as it reads after "Paused:"
    text: tuple[Statement, ...]  # what to know and do
    also: tuple[Word, ...] = ()  # other words for it, with hyphens
    wait: FactId | None = None  # the fact with how long to wait after it; left out: nobody knows


class PlanFile(Record):
    pauses: tuple[Pause, ...]  # reasons for a pause
    words: PlanWords  # the words of plan, today and due


class UnitWords(Record):
    """How a language counts in a unit: one, and many."""

    unit: Note  # the unit as facts.yaml writes it
    one: Template  # with {number}, for one
    many: Template  # with {number}, for several


class Words(Record):
    """The words of the interface. {blanks} are filled by the pages."""

    # dates and amounts
    date: Template
    weekdays: tuple[Name, ...]
    short_date: Template
    short_day: Template
    short_months: tuple[Name, ...]
    months: tuple[Name, ...]
    range: Template
    share: Template
    share_about: Template
    in_whole: Template
    units: tuple[UnitWords, ...]
    day_number: Template
    day_numbers: Template
    week_numbers: Template
    week_onwards: Template
    # every page
    sources: Template
    own_clinic: Template
    not_advice: Template
    no_review: Template
    own_review: Template
    made_by: Template
    page_words: Template
    in_short: Template
    main_thing: Template
    part_of: Template
    part_why: Template
    checked: Template
    see_also: Template
    how_sure: Template
    sure_high: Template
    sure_moderate: Template
    sure_low: Template
    sure_very_low: Template
    sure_unknown: Template
    support_title: Template
    support: tuple[Template, ...]
    answer_blank: Template
    share_key: Template
    share_words: Template
    basis_regulator: Template
    basis_guideline: Template
    basis_study: Template
    basis_clinic_practice: Template
    basis_editorial: Template
    # faq
    faq_title: Template
    faq_how: Template
    answer_for: Template
    answer_facts: Template
    answer_steps: Template
    answer_ask: Template
    answer_call: Template
    answer_emergency: Template
    answer_time: Template
    answer_others: Template
    answer_more: Template
    nothing_title: Template
    nothing_text: Template
    nothing_nearest: Template
    nothing_clinic: Template
    nothing_keep: Template
    # explain
    explain_title: Template
    explain_how: Template
    explain_more: Template
    explain_scar: Template
    explain_for: Template
    # scars and skin
    scar_looks: Template
    scar_expect: Template
    scar_cautions: Template
    scar_ask_first: Template
    skin_title: Template
    skin_tell: Template
    skin_how: Template
    # aftercare
    aftercare_title: Template
    aftercare_scar: Template
    aftercare_day_zero: Template
    aftercare_dated: Template
    day_counted: Template
    day_how: Template
    aftercare_first: Template
    aftercare_next_session: Template
    day_rest: Template  # over do, do not and when to call on the page of one day
    day_next_session: Template
    day_scar_name: Template
    day_title: Template
    day_of: Template
    day_purpose: Template
    day_yes: Template
    day_not_yet: Template
    day_all: Template
    day_call: Template
    phase_title: Template
    normal: Template
    normal_today: Template
    do: Template
    avoid: Template
    call: Template
    may_today: Template
    may_yes: Template
    may_not_yet: Template
    may_ask: Template
    may_ask_not_yet: Template
    may_ask_why: Template
    may_note: Template
    since_today: Template
    since_yesterday: Template
    since: Template
    from_tomorrow: Template
    from_then: Template
    from_in: Template
    scale_day: Template
    scale_from: Template
    healing_what: Template
    healing_wait: Template
    healing_wait_until: Template
    healing_now: Template
    healing_title: Template
    healing_bar: Template
    healing_key: Template
    healing_key_dated: Template
    healing_date: Template
    healing_terms: Template
    healing_use: Template
    aftercare_how: Template
    # prepare
    prepare_title: Template
    prepare_on: Template
    prepare_before: Template
    prepare_by: Template
    prepare_from: Template
    prepare_day: Template
    prepare_same_day: Template
    prepare_same_day_on: Template
    prepare_how: Template
    prepare_use: Template
    # schedule
    schedule_title: Template
    schedule_summary: Template
    schedule_today: Template
    schedule_next: Template
    schedule_other_scar: Template
    schedule_none_title: Template
    schedule_none: Template
    schedule_ask_first: Template
    schedule_short_spacing: Template
    schedule_what: Template
    schedule_date: Template
    schedule_earliest: Template
    schedule_latest: Template
    schedule_ready: Template
    schedule_prepare: Template
    schedule_prepare_how: Template
    schedule_state: Template
    schedule_dates: Template
    schedule_dates_how: Template
    schedule_use: Template
    schedule_again: Template
    schedule_top_ups: Template
    schedule_top_up_dates: Template
    when_past: Template
    when_today: Template
    when_next: Template
    schedule_why: Template
    schedule_picture: Template
    schedule_key: Template
    schedule_sun: Template
    schedule_lead: Template
    schedule_how: Template
    # check, options, claims
    check_title: Template
    check_advice_postpone: Template
    check_advice_not_while: Template
    check_advice_ask_first: Template
    check_none: Template
    check_after: Template
    check_steps: Template
    check_blank: Template
    options_title: Template
    options_for: Template
    option_how: Template
    option_gains: Template
    option_harms: Template
    option_daily_life: Template
    options_questions: Template
    options_choice: Template
    options_sure: Template
    options_for_scars: Template
    options_all_scars: Template
    options_how: Template
    options_table: Template
    options_table_how: Template
    options_gain: Template
    options_harm: Template
    options_effort: Template
    options_effort_how: Template
    options_effort_scar: Template
    options_sessions: Template
    options_red: Template
    options_steps: Template
    options_terms: Template
    options_blank: Template
    options_by_scar: Template
    options_sure_title: Template
    options_sure_how: Template
    options_scar: Template
    certainty_high: Template
    certainty_moderate: Template
    certainty_low: Template
    certainty_very_low: Template
    certainty_unknown: Template
    certainty_none: Template
    claims_title: Template
    claims_how: Template
    claims_list: Template
    claims_claim: Template
    claims_verdict: Template
    claims_said: Template
    claims_test: Template
    claims_blank: Template
    verdict_supported: Template
    verdict_partly: Template
    verdict_unproven: Template
    verdict_wrong: Template
    # the other lists
    home_title: Template
    home_tasks: Template
    warnings_title: Template
    warnings_table: Template
    warnings_how: Template
    warnings_signs: Template
    warnings_who: Template
    warnings_soon: Template
    warnings_card: Template
    warnings_blanks: tuple[Template, ...]
    warnings_times: Template
    warnings_times_how: Template
    warnings_effect: Template
    warnings_gone: Template
    warnings_time: Template
    time_redness_often: Template
    time_redness_end: Template
    time_deep_settle: Template
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
    words: Words  # the words of the interface


class TopicWords(Record):
    """What people say when they mean a question. "a|b" is a or b, "a + b" is both anywhere, CAPITALS name a group."""

    question: QuestionId  # the id of the question
    telling: tuple[Word, ...] = ()  # hardly ever said about anything else: wins over all others
    people_say: tuple[Word, ...] = ()  # words and phrases; spelling slips and plurals need not be listed
    hints: tuple[Word, ...] = ()  # also said in other questions, so that more telling words win
    broad: bool = False  # true: about anything in general, so that a question about one thing wins


class Danger(Record):
    """What people say who are in danger, besides the `words` of the signs in warnings.yaml."""

    level: Literal["emergency", "same-day"]  # how urgent
    people_say: tuple[Word, ...]  # phrases: the parts between + stand near each other; "a|b" and CAPITALS as above
    topic: QuestionId | None = None  # the question that comes first then; none: it is not about microneedling
    signs: tuple[Word, ...] = ()  # ids of the signs in warnings.yaml that the same question answers


class Same(Record):
    """A group of words that mean the same in a danger phrase."""

    name: Word  # in CAPITALS; phrases name the group by it
    words: tuple[Word, ...]  # words and phrases


class Slip(Record):
    """A slip of spelling, dictation or another language that is put right before anything else."""

    said: Word  # what people type
    meant: Word  # what they mean


class Examples(Record):
    """Questions that people asked and that the same answer settles."""

    question: QuestionId  # the id of the question
    asked: tuple[Word, ...]  # what people typed, word for word, slips and all


class AskedFile(Record):
    """Questions as people ask them: the search learns from them which words speak for which answer."""

    examples: tuple[Examples, ...]  # for each question what people typed


class ElsewhereFile(Record):
    """Questions that have no answer here, as people ask them: the search learns from them what to leave alone."""

    elsewhere: tuple[Word, ...]  # what people typed, word for word, slips and all


class SearchFile(Record):
    """How people put things, so that a question in their own words finds its answer."""

    stop_words: tuple[Word, ...]  # words that say nothing about the topic of a question
    plain_words: tuple[Word, ...]  # ordinary words that are no slip of another word
    slips: tuple[Slip, ...]  # slips that are not mended by likeness
    needling: tuple[Word, ...]  # names for microneedling itself: they tell hardly anything about the topic
    asking: tuple[Word, ...]  # how a sentence begins that asks: it counts more than the story around it
    general: tuple[Word, ...]  # how people ask about dangers in general; no alarm then ...
    supposing: tuple[Word, ...]  # a sentence that begins with one of these and names nobody asks in general, too ...
    persons: tuple[Word, ...]  # ... these name somebody
    turns: tuple[Word, ...]  # what turns a sentence to the present: nothing before it makes the rest general or past
    untreated: tuple[Word, ...]  # how people tell that nothing has been done to them yet: the whole question is general
    planned: tuple[Word, ...]  # how people tell that their first treatment is still to come: no same-day alarm ...
    right_now: tuple[Word, ...]  # ... unless one of these stands there as well
    happening: tuple[Word, ...]  # ... unless the sentence also says that something is happening
    past: tuple[Word, ...]  # how people tell what was long ago, or is another illness: no alarm
    negations: tuple[Word, ...]  # words before a danger word that take it back ...
    not_denied: tuple[Word, ...]  # ... unless one of these follows: "not sure if this is pus"
    present: tuple[Word, ...]  # a sentence without any of these goes on telling of the past after one that does
    not_people: tuple[Word, ...]  # the danger is not a person's: no alarm
    never_here: tuple[Word, ...]  # no answer even if microneedling is named: towns, prices there, persons
    same: tuple[Same, ...]  # groups of words that mean the same
    dangers: tuple[Danger, ...]  # what people say who are in danger
    topics: tuple[TopicWords, ...]  # what people say for each question, besides its `words`
