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


class SkinType(Record):
    """A skin type from 1 (lightest) to 6 (darkest), and what differs for it."""

    type: int  # 1 (lightest) to 6 (darkest)
    name: Name  # as a heading
    names: tuple[Word, ...]  # what people call it: small letters and hyphens
    tell: Text  # how to tell that it is yours, in one sentence
    notes: tuple[Statement, ...]  # what differs before and after treatment


class Question(Record):
    """A question and its answer; the first sentence of the answer answers it."""

    id: NewQuestion  # small letters and hyphens, once in all files
    question: Text  # as a patient would ask it
    certainty: Certainty  # how sure we are of the answer
    reviewed: date  # the day somebody last compared it with the evidence
    answer: tuple[Statement, ...]  # the first statement answers; then what to do, why, and when to call
    words: tuple[Word, ...] = ()  # what people type when they mean this question
    see: tuple[QuestionId, ...] = ()  # ids of related questions


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


class Topic(Record):
    """An explanation in two depths."""

    id: NewTopic  # what people type after mn explain
    title: Name  # as a heading
    order: int  # its place in the list; the smallest comes first
    reviewed: date  # the day somebody last compared it with the evidence
    certainty: Certainty  # how sure we are of it
    summary: tuple[Statement, ...]  # the most needed facts, one or two statements
    sections: tuple[Section, ...]  # the parts, in reading order


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


class Step(Record):
    """A step before a session; `before` is a fact: how long before it."""

    id: NewItem  # small letters and hyphens
    before: FactId  # the fact with how long before the session
    text: Text  # one to three plain sentences; a number is written {its-fact}
    sources: tuple[SourceId, ...] = ()  # ids of the sources that say so
    basis: Basis | None = None  # only without sources: editorial
    under: Name | None = None  # a heading that parts a long list
    remind: bool = False  # the schedule reminds of it
    scars: tuple[ScarId, ...] = ()  # only for these scar types; left out: for all
    skins: tuple[int, ...] = ()  # only for these skin types, 1 to 6; left out: for all


class Sign(Record):
    """One danger sign, or one normal effect, in a sentence that stands alone."""

    id: NewItem  # small letters and hyphens
    text: Text  # one or two short sentences that stand alone: they are printed on every page
    sources: tuple[SourceId, ...] = ()  # ids of the sources that say so
    basis: Basis | None = None  # only without sources: editorial
    words: tuple[Word, ...] = ()  # what people type who have it; a question must hold all words of one of them


class Level(Record):
    """A level of urgency: what to do (`act`) and for which signs; any one of them is enough."""

    level: Literal["emergency", "same-day", "normal"]  # how urgent
    title: Name  # as a heading: what to do
    act: Text  # what to do, in plain sentences
    items: tuple[Sign, ...]  # the signs; any one is enough


class InShort(Record):
    """The statements that stand first on a page."""

    page: Literal["aftercare", "prepare", "schedule", "check", "options", "claims", "warnings"]  # the command
    text: tuple[Statement, ...]  # three or four: what the page is for, the most needed facts, what to do


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


class Choice(Record):
    """One of the choices for scars; without `scars` it is there for all of them."""

    id: NewItem  # small letters and hyphens
    name: Name  # as a heading
    certainty: Certainty  # that it helps scars
    how: tuple[Statement, ...]  # how it works
    gains: tuple[Statement, ...]  # what you may gain
    harms: tuple[Statement, ...]  # what can go wrong
    daily_life: tuple[Statement, ...]  # what it means for daily life
    scars: tuple[ScarId, ...] = ()  # the scar types it is discussed for; left out: all


class OptionsFile(Record):
    """The choices side by side, doing nothing included, and what to ask about each."""

    intro: tuple[Statement, ...]  # why compare, and who decides
    options: tuple[Choice, ...]  # the choices, doing nothing first
    questions: tuple[Statement, ...]  # what to ask about each choice


class Claim(Record):
    """What people read about microneedling, and what studies show."""

    id: NewItem  # small letters and hyphens
    claim: Text  # the claim in the words in which people meet it
    verdict: Literal["supported", "partly", "unproven", "wrong"]  # what studies make of it
    text: tuple[Statement, ...]  # what studies show; the first statement answers


class ClaimsFile(Record):
    claims: tuple[Claim, ...]  # what people read, and what studies show


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


class PrepareFile(Record):
    steps: tuple[Step, ...]  # steps before a session, the earliest first


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
    months: tuple[Name, ...]
    range: Template
    share: Template
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
    checked: Template
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
    # aftercare
    aftercare_title: Template
    aftercare_scar: Template
    aftercare_day_zero: Template
    aftercare_first: Template
    aftercare_next_session: Template
    day_title: Template
    day_of: Template
    day_yes: Template
    day_not_yet: Template
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
    may_note: Template
    since_today: Template
    since_yesterday: Template
    since: Template
    from_tomorrow: Template
    from_then: Template
    healing_title: Template
    healing_bar: Template
    healing_key: Template
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
    schedule_next: Template
    schedule_other_scar: Template
    schedule_none_title: Template
    schedule_ask_first: Template
    schedule_short_spacing: Template
    schedule_what: Template
    schedule_date: Template
    schedule_earliest: Template
    schedule_latest: Template
    schedule_ready: Template
    schedule_prepare: Template
    schedule_state: Template
    when_past: Template
    when_today: Template
    when_next: Template
    when_later: Template
    schedule_why: Template
    schedule_notes: Template
    schedule_picture: Template
    schedule_key: Template
    schedule_how: Template
    # check, options, claims
    check_title: Template
    check_advice_postpone: Template
    check_advice_not_while: Template
    check_advice_ask_first: Template
    check_none: Template
    check_after: Template
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
    certainty_high: Template
    certainty_moderate: Template
    certainty_low: Template
    certainty_very_low: Template
    certainty_unknown: Template
    claims_title: Template
    claims_how: Template
    claims_claim: Template
    claims_verdict: Template
    verdict_supported: Template
    verdict_partly: Template
    verdict_unproven: Template
    verdict_wrong: Template
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


class SearchFile(Record):
    """How people put things, so that a question in their own words finds its answer."""

    stop_words: tuple[Word, ...]  # words that say nothing about the topic of a question
    plain_words: tuple[Word, ...]  # ordinary words that are no slip of another word
    slips: tuple[Slip, ...]  # slips that are not mended by likeness
    needling: tuple[Word, ...]  # names for microneedling itself: they tell hardly anything about the topic
    asking: tuple[Word, ...]  # how a sentence begins that asks: it counts more than the story around it
    general: tuple[Word, ...]  # how people ask about dangers in general; no alarm then ...
    happening: tuple[Word, ...]  # ... unless the sentence also says that something is happening
    past: tuple[Word, ...]  # how people tell what was long ago, or is another illness: no alarm
    negations: tuple[Word, ...]  # words before a danger word that take it back ...
    not_denied: tuple[Word, ...]  # ... unless one of these follows: "not sure if this is pus"
    not_people: tuple[Word, ...]  # the danger is not a person's: no alarm
    elsewhere: tuple[Word, ...]  # what belongs to other topics: no answer, unless microneedling is named
    never_here: tuple[Word, ...]  # no answer even if microneedling is named: towns, prices there, persons
    same: tuple[Same, ...]  # groups of words that mean the same
    dangers: tuple[Danger, ...]  # what people say who are in danger
    topics: tuple[TopicWords, ...]  # what people say for each question, besides its `words`
