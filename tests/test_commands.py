"""What each command prints and returns, as `mn` promises it to people and programs."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, ONE_OF_EACH_KIND, Run, copy_of_knowledge

from microneedle_cli import knowledge
from microneedle_cli.cli import COMMANDS
from microneedle_cli.knowledge import Book

GOLDEN = Path(__file__).with_name("golden")
SHOWN = {
    "home": (),
    "faq": ("faq",),
    "faq-makeup-after": ("faq", "makeup-after"),
    "faq-no-answer": ("faq", "capital", "of", "france"),
    "explain": ("explain",),
    "explain-how-long": ("explain", "how-long"),
    "explain-how-long-more": ("explain", "how-long", "--more", "--scar", "stretch-marks"),
    "aftercare-acne": ("aftercare", "--scar", "acne"),
    "aftercare-acne-day-3": ("aftercare", "--scar", "acne", "--day", "3"),
    "aftercare-treated-skin-5": ("aftercare", "--treated", "2026-11-17", "--skin", "V"),
    "aftercare-burn-plain": ("aftercare", "--scar", "burn", "--day", "10", "--plain"),
    "prepare-on": ("prepare", "--on", "2027-01-15"),
    "schedule": ("schedule", "--start", "2025-01-01"),
    "schedule-future-plain": ("schedule", "--start", "2026-12-31", "--scar", "burn", "--every", "1m", "--plain"),
    "schedule-keloid": ("schedule", "--start", "2025-01-01", "--scar", "keloid"),
    "plan-show": ("plan", "show"),
    "plan-history": ("plan", "history", "--plain"),
    "today": ("today",),
    "due": ("due", "--within", "5w"),
    "warnings": ("warnings",),
    "warnings-40": ("--width", "40", "warnings"),
    "warnings-20": ("--width", "20", "warnings"),
    "facts-makeup-wait": ("facts", "makeup-wait"),
    "sources-fda-mn": ("sources", "fda-mn"),
    "glossary-keloid": ("glossary", "keloid"),
    "check": ("check",),
    "options-burn": ("options", "--scar", "burn"),
    "claims": ("claims",),
    "preview": ("preview", str(DATA / "en" / "prepare.yaml")),
    "schema": ("schema",),
    "validate": ("validate",),
}


KEPT = ("plan-show", "plan-history", "today", "due")  # shown with a plan that is kept


@pytest.mark.parametrize("name", SHOWN)
def test_people_see_what_they_saw_before(name: str, mn: Run, pytestconfig: pytest.Config) -> None:
    file = GOLDEN / f"{name}.txt"
    if name in KEPT:
        mn("plan", "new", "--start", "2026-11-16", "--on", "weekdays", "--skin", "5")
        mn("plan", "done", "1", "--on", "2026-11-17")
        mn("today", "--done", "sunscreen-early")
    ran = mn(*SHOWN[name])
    if pytestconfig.getoption("--update"):
        file.write_text(ran.out, "utf-8")
    assert ran.out == file.read_text("utf-8")
    assert ran.err == ""


def test_every_command_is_shown_here_and_told_in_the_readme() -> None:
    readme = (DATA.parent / "README.md").read_text("utf-8")
    for command in COMMANDS:
        assert any(arguments[:1] == (command,) or command in arguments for arguments in SHOWN.values())
        assert f"mn {command}" in readme


ENVELOPE = ["schema", "command", "language", "content_version", "reviewed", "warnings", "data"]
ITEM = {"id", "text", "sources", "basis"}
ENTRY = {"id", "question", "answer", "sources", "certainty", "reviewed"}


def data_of(mn: Run, *arguments: str, code: int = 0) -> Any:
    ran = mn(*arguments, "--json")
    assert ran.code == code
    assert ran.out.isascii()
    assert ran.out.endswith("}\n")
    answer = ran.json
    assert list(answer) == ENVELOPE
    assert answer["schema"] == 1
    assert answer["command"] == (arguments[0] if arguments else "home")
    assert answer["language"] == "en"
    date.fromisoformat(answer["reviewed"])
    return answer["data"]


def test_json_faq(mn: Run) -> None:
    groups = data_of(mn, "faq")["groups"]
    assert len(groups) >= 10
    for group in groups:
        assert set(group) == {"id", "title", "questions"}
        for entry in group["questions"]:
            assert set(entry) == ENTRY
            assert entry["answer"]


def test_json_faq_words(mn: Run) -> None:
    found = data_of(mn, "faq", "makeup-after")
    assert set(found) == {"query", "urgency", "answers", "nearest"}
    assert found["answers"][0]["id"] == "makeup-after"
    assert found["urgency"] is None
    nothing = data_of(mn, "faq", "qwertyuiop", code=1)
    assert nothing["answers"] == []


def test_json_explain(mn: Run) -> None:
    topics = data_of(mn, "explain")["topics"]
    assert len(topics) >= 12
    for topic in topics:
        assert {"id", "title", "summary", "sections"} <= set(topic)
        assert isinstance(topic["summary"], str)
        for section in topic["sections"]:
            assert {"title", "text", "sources"} <= set(section)
    one = data_of(mn, "explain", "risks")["topics"]
    assert [topic["id"] for topic in one] == ["risks"]


def test_json_aftercare(mn: Run) -> None:
    found = data_of(mn, "aftercare", "--scar", "c-section", "--skin", "IV")
    assert (found["scar"], found["skin"], found["day"]) == ("surgical", 4, None)
    days = [(phase["from_day"], phase["to_day"]) for phase in found["phases"]]
    assert days == [(0, 0), (1, 3), (4, 7), (8, 42), (43, None)]
    for phase in found["phases"]:
        for kind in ("normal", "do", "avoid", "call"):
            assert phase[kind]
            assert all(set(item) == ITEM for item in phase[kind])
    day = data_of(mn, "aftercare", "--treated", "2026-11-17")
    assert day["day"] == 3
    assert [phase["id"] for phase in day["phases"]] == ["early"]
    may = {entry["id"]: entry for entry in day["may"]}
    assert may["make-up"]["allowed"] is True
    assert may["gym"]["allowed"] is False
    assert may["gym"]["from_date"] == "2026-11-21"


def test_json_prepare(mn: Run) -> None:
    found = data_of(mn, "prepare", "--on", "2027-01-15")
    assert found["on"] == "2027-01-15"
    for step in found["steps"]:
        assert set(step) == {"id", "text", "days_before", "date", "sources", "basis"}
        assert (date(2027, 1, 15) - date.fromisoformat(step["date"])).days == step["days_before"]
    assert all(step["date"] is None for step in data_of(mn, "prepare")["steps"])


def test_json_schedule(mn: Run) -> None:
    found = data_of(mn, "schedule", "--start", "2025-01-01")
    assert (found["scar"], found["start"], found["today"]) == ("acne", "2025-01-01", "2026-11-20")
    events = found["events"]
    keys = {"id", "kind", "number", "earliest", "date", "latest", "title", "why", "sources"}
    assert all(keys <= set(event) for event in events)
    assert [event["date"] for event in events] == sorted(event["date"] for event in events)
    assert len({event["id"] for event in events}) == len(events)
    by_kind = {
        kind: [event for event in events if event["kind"] == kind]
        for kind in ("session", "check", "maintenance", "prepare")
    }
    assert [event["date"] for event in by_kind["session"]] == ["2025-01-01", "2025-02-05", "2025-03-12"]
    assert [event["date"] for event in by_kind["check"]] == ["2025-06-12", "2025-09-12"]
    assert [event["date"] for event in by_kind["maintenance"]] == [
        "2025-09-12",
        "2026-03-12",
        "2026-09-12",
        "2027-03-12",
    ]
    assert {event["number"] for event in by_kind["prepare"]} == {1, 2, 3}


def test_schedule_does_as_told(mn: Run) -> None:
    options = ("--sessions", "4", "--every", "6w", "--maintenance", "none")
    events = data_of(mn, "schedule", "--start", "2025-01-01", *options)["events"]
    assert [event["date"] for event in events if event["kind"] == "session"][-1] == "2025-05-07"
    assert not [event for event in events if event["kind"] == "maintenance"]
    events = data_of(mn, "schedule", "--start", "2025-01-01", "--maintenance", "1y", "--years", "3")["events"]
    assert len([event for event in events if event["kind"] == "maintenance"]) == 3


def test_schedule_has_no_dates_for_keloids_and_says_why(mn: Run) -> None:
    assert data_of(mn, "schedule", "--start", "2025-01-01", "--scar", "keloid", code=1)["events"] == []
    ran = mn("schedule", "--start", "2025-01-01", "--scar", "keloid")
    assert ran.code == 1
    assert "dermatologist" in ran.out
    assert not re.search(r"20[0-9]{2} \((past|later|next)\)", ran.out)


@pytest.mark.parametrize("scar", ["burn", "hypertrophic"])
def test_a_specialist_decides_first(scar: str, mn: Run) -> None:
    ran = mn("schedule", "--start", "2025-01-01", "--scar", scar)
    assert ran.code == 0
    assert "A SPECIALIST DECIDES FIRST" in ran.out


def test_sessions_closer_than_usual_come_with_a_caution(mn: Run) -> None:
    out = " ".join(mn("schedule", "--start", "2025-01-01", "--every", "3w").out.split())
    assert "3 weeks is shorter than the usual 4 to 6 weeks. Ask your clinic" in out


def test_json_warnings(mn: Run) -> None:
    levels = data_of(mn, "warnings")["levels"]
    assert [level["level"] for level in levels] == ["emergency", "same-day", "normal"]
    for level in levels:
        assert set(level) == {"level", "title", "act", "items"}
        assert all(set(item) == ITEM for item in level["items"])


@pytest.mark.parametrize(
    ("command", "plural", "keys"),
    [
        ("glossary", "terms", {"id", "term", "meaning"}),
        ("sources", "sources", {"id", "citation", "doi", "pmid", "url", "kind", "seen", "year"}),
        ("facts", "facts", {"id", "text", "value", "range", "basis", "sources", "reviewed", "note"}),
    ],
)
def test_json_lists(command: str, plural: str, keys: set[str], mn: Run) -> None:
    entries = data_of(mn, command)[plural]
    assert entries
    assert all(keys <= set(entry) for entry in entries)
    one = data_of(mn, command, entries[0]["id"])[plural]
    assert one == entries[:1]


def test_json_check(mn: Run) -> None:
    groups = data_of(mn, "check")["groups"]
    assert {group["advice"] for group in groups} == {"postpone", "ask-first", "not-while"}
    for group in groups:
        assert set(group) == {"id", "title", "advice", "items"}
        assert 1 <= len(group["items"]) <= 7
        assert all(set(item) == ITEM for item in group["items"])


def test_json_options(mn: Run) -> None:
    found = data_of(mn, "options")
    keys = {"id", "name", "how", "gains", "harms", "certainty", "sources"}
    assert all(keys <= set(option) for option in found["options"])
    assert {"nothing", "microneedling"} <= {option["id"] for option in found["options"]}
    raised = data_of(mn, "options", "--scar", "keloid")
    assert raised["scar"] == "keloid"
    assert 1 < len(raised["options"]) < len(found["options"])


def test_options_for_a_scar_leave_out_the_lines_for_others(mn: Run) -> None:
    out = mn("--width", "80", "options", "--scar", "acne").out
    assert "!! Never put acid on scars yourself." in out
    assert "stretch mark" not in out.casefold()
    assert "burn scar" not in out.casefold()
    assert "stretch mark" in mn("options", "--scar", "stretch-marks").out


def test_json_claims(mn: Run) -> None:
    claims = data_of(mn, "claims")["claims"]
    assert len(claims) >= 20
    assert {claim["verdict"] for claim in claims} == {"supported", "partly", "unproven", "wrong"}
    assert all(set(claim) == {"id", "claim", "verdict", "text", "sources"} for claim in claims)


def test_a_file_with_mistakes_is_not_previewed(mn: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("steps:\n  - id: x\n", "utf-8")
    ran = mn("preview", str(file))
    assert (ran.code, ran.out) == (3, "")
    assert "mine.yaml:2:5: steps[0]: the key 'before' is missing" in ran.err


@pytest.mark.parametrize("file", ONE_OF_EACH_KIND, ids=lambda file: file.name)
def test_every_kind_of_knowledge_file_can_be_previewed(file: Path, mn: Run) -> None:
    assert mn("preview", str(file)).code == 0


def test_every_source_that_json_names_is_known(mn: Run) -> None:
    known = {source["id"] for source in mn("sources", "--json").json["data"]["sources"]}

    def named(value: Any) -> set[str]:
        if isinstance(value, dict):
            own = (
                set(value.get("sources", []))
                if value.get("sources") and isinstance(value["sources"][0], str)
                else set()
            )
            return own.union(*(named(inner) for inner in value.values()))
        return set().union(*map(named, value)) if isinstance(value, list) else set()

    for arguments in (("faq",), ("explain",), ("aftercare",), ("prepare",), ("facts",), ("warnings",)):
        assert named(mn(*arguments, "--json").json["data"]) <= known


def test_json_validate(mn: Run, tmp_path: Path) -> None:
    fine = mn("validate", "--json")
    assert fine.code == 0
    assert fine.json["data"]["problems"] == []
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("steps: [\n", "utf-8")
    ran = mn("validate", str(wrong), "--json")
    assert ran.code == 3
    assert set(ran.json["data"]["problems"][0]) == {"file", "line", "column", "message"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("fqa",), 2, "Did you mean 'faq'?"),
        (("aftercare", "--scra", "acne"), 2, "--scar"),
        (("aftercare", "--scar", "acen"), 2, "Did you mean 'acne'? Known: acne, icepick"),
        (("aftercare", "--skin", "7"), 2, "How to tell: 1:"),
        (("aftercare", "--day", "-1"), 2, "outside 0 to"),
        (("aftercare", "--day", "3.0"), 2, "not a whole number"),
        (("aftercare", "--day", "３"), 2, "not a whole number"),
        (("aftercare", "--treated", "2026-12-01"), 2, "still to come"),
        (("aftercare", "--treated", "2026-11-17", "--day", "4"), 2, "do not fit: today is day 3"),
        (("schedule",), 2, "mn schedule --start 2027-01-15"),
        (("schedule", "--start", "01/02/2025"), 2, "can mean two days"),
        (("schedule", "--start", "1899-12-31"), 2, "outside the years 1900 to 2200"),
        (("schedule", "--start", "2200-12-31"), 2, "outside the years"),
        (("schedule", "--start", "2025-01-01", "--sessions", "0"), 2, "outside 1 to 20"),
        (("schedule", "--start", "2025-01-01", "--sessions", "21"), 2, "outside 1 to 20"),
        (("schedule", "--start", "2025-01-01", "--every", "13d"), 2, "Skin must settle"),
        (("schedule", "--start", "2025-01-01", "--every", "soon"), 2, "is not a length of time"),
        (("schedule", "--start", "2025-01-01", "--years", "99"), 2, "outside 0 to 20"),
        (("explain", "riks"), 2, "Did you mean 'risks'?"),
        (("sources", "fda-nm"), 2, "Did you mean 'fda-mn'?"),
        (("faq", "--lang", "en"), 2, "mn --lang ... faq"),
        (("--lang", "xx", "faq"), 2, "Languages: en"),
        (("--width", "wide", "faq"), 2, "not a whole number"),
        (("--today", "31/12/2026", "aftercare", "--treated", "today"), 2, "can mean two days"),
        (("--data", "no-such-folder", "faq"), 4, "No such file or directory"),
        (("validate", "no-such-file.yaml"), 4, "No such file or directory"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_gets_one_clear_sentence(arguments: tuple[str, ...], code: int, said: str, mn: Run) -> None:
    ran = mn(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert any(part in " ".join(ran.err.split()) for part in said.split("|") if part)
    assert "Traceback" not in ran.err
    as_json = mn(*arguments, "--json")
    assert (as_json.code, as_json.out) == (code, "")
    error = json.loads(as_json.err)
    assert error["schema"] == 1
    assert error["error"]["code"] == code
    assert error["error"]["message"]


def test_dates_are_said_when_the_treatment_date_is_known_and_day_numbers_otherwise(mn: Run) -> None:
    dated = " ".join(mn("aftercare", "--treated", "2026-11-17").out.split())
    assert "Make-up: yes, since yesterday." in dated
    assert "gym: not yet. Possible from tomorrow, Sat 21 November 2026." in dated
    numbered = " ".join(mn("aftercare", "--day", "3").out.split())
    assert "Make-up: yes, since day 2." in numbered
    assert "gym: not yet. Possible from tomorrow, day 4." in numbered
    assert "Swimming: not yet. Possible in 3 days (day 6)." in numbered


def test_the_whole_checklist_has_dates_where_they_are_known(mn: Run) -> None:
    blank = mn("aftercare").out
    assert "Days 4 to 7: " in blank
    assert "What                                  Wait  Day 0 " in blank
    assert "My date" not in blank
    assert "Make-up                               24 hours  ##." in blank
    dated = mn("aftercare", "--all", "--treated", "2026-11-17").out
    assert "Days 4 to 7 (21 Nov 2026 to 24 Nov 2026): " in dated
    assert "Make-up                               Thu 19 Nov  ##." in dated
    assert mn("aftercare", "--all", "--day", "3").code == 2


def test_darker_skin_reads_first_how_redness_hides(mn: Run) -> None:
    for day in ("0", "2", "5"):
        lines = mn("--plain", "aftercare", "--day", day, "--skin", "5").out.split("\n")
        assert lines[lines.index("Is this normal today? Often seen at this time") + 1].startswith(
            "- Redness can be hard"
        )


def test_each_date_to_get_ready_and_each_sun_free_time_is_said(mn: Run) -> None:
    out = " ".join(mn("schedule", "--start", "2027-01-15", "--scar", "acne").out.split())
    assert "7 days before: 8 Jan 2027; 12 Feb 2027; 19 Mar 2027" in out
    assert "8 Jan 2027 to 29 Jan 2027; 12 Feb 2027 to 5 Mar 2027" in out
    ready = mn("prepare", "--on", "2027-01-15").out
    assert "7 days before: from Fri 8 January 2027 until your session" in ready
    assert "1 day before: on Thu 14 January 2027" in ready
    assert "On the day: Fri 15 January 2027" in ready


def test_every_month_of_a_usual_course_is_named(mn: Run) -> None:
    for start in range(1, 31):
        scale = mn("schedule", "--start", f"2026-12-{start:02}", "--scar", "acne").out.split("may\nfall.\n")[1]
        assert "Jan Feb Mar Apr May Jun Jul Aug" in " ".join(scale.split("\n")[0].split())


def test_the_page_of_one_day_leaves_out_what_is_over(mn: Run) -> None:
    def day(number: int, *more: str) -> str:
        return " ".join(mn("aftercare", "--day", str(number), *more).out.split())

    assert "moisturiser) 3 to 4 times a day from day 2 on." in day(1)
    assert "moisturiser) 3 to 4 times a day. [" in day(3)
    assert "moisturiser) 3 to 4 times a day from day 2 on." in day(3, "--scar", "burn")
    assert "Do not swim" in mn("aftercare").out
    assert "Do not swim" not in day(3)
    assert "in the first 2 weeks" in day(10)
    assert "Do not go into strong sun in the first 2 weeks" not in day(20)
    assert "Before any next session" not in day(3, "--scar", "acne")
    assert "call emergency services or a crisis line now" in day(3, "--scar", "injury")


def test_a_reason_is_given_once_a_page(mn: Run) -> None:
    for arguments in (("aftercare",), ("prepare",), ("aftercare", "--day", "3")):
        whys = [line for line in mn("--plain", *arguments).out.split("\n") if line.startswith("- Why: ")]
        assert len(whys) > 4
        assert len(set(whys)) == len(whys)


@pytest.mark.parametrize("scar", ["acne", "icepick", "surgical", "burn", "stretch-marks", "keloid"])
def test_no_checklist_has_more_than_seven_lines_to_tick_under_a_heading(scar: str, mn: Run) -> None:
    for command in ("aftercare", "prepare"):
        under = 0
        for line in mn(command, "--scar", scar, "--skin", "5").out.split("\n"):
            under = under + 1 if line.startswith("[ ] ") else under if line.startswith((" ", "- ")) else 0
            assert under <= 7, line


def test_the_danger_signs_come_with_a_table_and_a_card_to_fill_in(mn: Run) -> None:
    out = mn("warnings").out
    assert re.search("Local emergency number +Now", out)
    assert re.search(r"Clinic at night: _{20}", out)
    assert "Clinic at night" in mn("warnings", "--plain").out


def test_today_can_be_said_before_or_after_the_command(mn: Run) -> None:
    before = mn("--today", "2025-02-05", "schedule", "--start", "2025-01-01")
    after = mn("schedule", "--start", "2025-01-01", "--today", "2025-02-05")
    assert before.out == after.out
    assert "Session 2 (today)  Wed 5 Feb 2025" in before.out


def test_the_option_wins_over_the_environment(mn: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MN_TODAY", "2020-01-01")
    monkeypatch.setenv("MN_LANG", "xx")
    assert (
        mn("--lang", "en", "schedule", "--start", "today", "--today", "2025-01-01", "--json").json["data"]["start"]
        == "2025-01-01"
    )
    assert mn("faq").code == 2


def test_a_language_that_is_begun_falls_back_to_english_and_says_so(mn: Run, tmp_path: Path) -> None:
    folder = copy_of_knowledge(tmp_path / "data")
    (folder / "nl").mkdir()
    words = (folder / "en" / "words.yaml").read_text("utf-8").replace('normal: "Normal"', 'normal: "Normaal"')
    (folder / "nl" / "words.yaml").write_text(words, "utf-8")
    ran = mn("--lang", "nl_NL", "--data", str(folder), "aftercare")
    assert ran.code == 0
    assert "Normaal" in ran.out
    assert "Not translated yet, shown in English: en/aftercare.yaml" in ran.err


def test_broken_knowledge_is_told_with_every_place(mn: Run, tmp_path: Path) -> None:
    folder = copy_of_knowledge(tmp_path / "data")
    (folder / "en" / "faq" / "after.yaml").write_text("groups: [\n", "utf-8")
    ran = mn("--data", str(folder), "faq", "makeup-after")
    assert (ran.code, ran.out) == (3, "")
    assert "en/faq/after.yaml:2:1: this cannot be read as YAML" in ran.err


def test_help_lists_the_commands_without_loading_them(mn: Run) -> None:
    ran = mn("--help")
    assert ran.code == 0
    for command, summary in COMMANDS.items():
        assert command in ran.out
        assert summary.split(":")[0][:20] in ran.out
    for command in COMMANDS:
        assert mn(command, "--help").code == 0


def test_a_bug_is_one_line_and_how_to_report_it(mn: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Book:
        raise ZeroDivisionError("secret [bold]")

    monkeypatch.setattr(knowledge, "open_book", broken)
    ran = mn("faq")
    assert ran.code == 70
    assert "bug in mn" in ran.err
    assert "secret" not in ran.err
    assert "Traceback" not in ran.err


def test_an_answer_names_the_questions_beside_it(mn: Run) -> None:
    out = mn("faq", "makeup-after").out
    assert "Where to read more" in out
    assert "(redness-normal)" in out
    assert "www.fda.gov" in out


def test_an_answer_has_steps_questions_and_when_to_call_under_headings_and_whole_in_json(mn: Run) -> None:
    out = mn("faq", "itching").out
    headings = ["IN SHORT", "Good to know", "What to do", "When to call emergency services now", "When to call today"]
    assert [line for line in out.splitlines() if line in headings] == headings
    answer = data_of(mn, "faq", "itching")["answers"][0]["answer"]
    squeezed = " ".join(out.split())
    places = [squeezed.index(text[:20]) for text in answer]
    assert places == sorted(places)


def test_a_time_in_an_answer_is_drawn_and_told_in_words(mn: Run) -> None:
    assert "Make-up: 24 hours" in mn("--width", "80", "faq", "makeup-after").out
    assert "- Make-up: 24 hours." in mn("faq", "makeup-after", "--plain").out
    assert "- Make-up: 24 hours." in mn("--width", "40", "faq", "makeup-after").out


def test_words_explained_in_their_place_are_not_explained_again(mn: Run) -> None:
    out = " ".join(mn("faq", "scar-options").out.split())
    assert "chemical peels (acid on the skin)" in out
    assert "Words on this page" not in out


def test_a_checklist_without_a_skin_type_says_how_to_give_one(mn: Run) -> None:
    assert "Give yours with --skin" in " ".join(mn("aftercare").out.split())
    assert "Give yours with --skin" not in " ".join(mn("aftercare", "--skin", "2").out.split())


def test_every_word_of_the_interface_is_used() -> None:
    from microneedle_cli import model

    code = "".join(file.read_text("utf-8") for file in (DATA.parent / "microneedle_cli").rglob("*.py"))
    assert [field for field in model.Words.fields if f"words.{field}" not in code] == []
