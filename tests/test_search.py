"""Words find what they name, danger words are noticed, and what no topic explains finds nothing."""

from __future__ import annotations

import csv
import time

import pytest
from conftest import DATA, ROOT, Run

from microneedle_cli import assemble, evidence, model
from microneedle_cli.search import Found, Index, search, stem, taken_apart


def found(words: str, index: Index) -> Found:
    return search(words, index)


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("gym after microneedling", "gym-after"),
        ("When can I wear makeup after microneedling?", "makeup-after"),
        ("swimming", "swimming"),
        ("Accutane", "isotretinoin-wait"),
        ("microneedling while pregnant", "pregnant"),
        ("melasma", "melasma"),
        ("ich bin schwanger", "pregnant"),
        ("cuantas sesiones", "how-many-sessions"),
    ],
)
def test_the_right_answer_comes_first(words: str, id: str, index: Index) -> None:
    assert found(words, index).answers[0] == id


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("numming cream needed?", "numbing-cream"),
        ("micro kneeling and diabetis", "diabetes"),
        ("make-up", "makeup-after"),
        ("is roacutane ok", "isotretinoin-wait"),
        ("can i swimm", "swimming"),
    ],
)
def test_slips_of_spelling_are_mended(words: str, id: str, index: Index) -> None:
    assert found(words, index).answers[0] == id


@pytest.mark.parametrize(
    "words", ["what is the capital of france", "best pizza near me", "zzz", "???", "the the the", "", "knock knock"]
)
def test_what_no_topic_explains_finds_nothing(words: str, index: Index) -> None:
    assert found(words, index).answers == ()
    assert found(words, index).urgency is None


@pytest.mark.parametrize("words", ["dermapen price birmingham", "Is Dr Amanda Whitlock any good?"])
def test_towns_and_persons_get_no_answer(words: str, index: Index) -> None:
    assert found(words, index).answers == ()


def test_the_more_urgent_level_wins(index: Index) -> None:
    assert found("there is pus", index).urgency == "same-day"
    assert found("there is pus and I cannot breathe", index).urgency == "emergency"
    assert found("my skin is a bit red", index).urgency is None


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("cant swallo n im weezing after teh needeling", "allergy"),
        ("ears ringin n my mouth gone all tingly since the numming cream", "lidocaine-toxicity"),
        ("my eye is swollen shut and it hurts", "eye-area"),
        ("temperature of 38.5 and my cheek is throbbing", "infection-signs"),
        ("39 degrees and the red is spreading down my neck", "infection-signs"),
        ("one side of my mouth is hanging down", "nerve-damage"),
    ],
)
def test_an_emergency_is_flagged_and_its_answer_comes_first(words: str, id: str, index: Index) -> None:
    assert found(words, index).urgency == "emergency"
    assert found(words, index).answers[0] == id


@pytest.mark.parametrize(
    "words", ["my dad has crushing chest pain", "toddler is choking on a grape", "took 40 paracetamol and want to die"]
)
def test_an_emergency_without_microneedling_is_flagged_and_gets_no_answer(words: str, index: Index) -> None:
    assert found(words, index).urgency == "emergency"
    assert found(words, index).answers == ()


@pytest.mark.parametrize(
    "words",
    [
        "what are the signs of infection",
        "Can numbing cream give you a seizure?",
        "no pus and no fever, just a bit red",
        "how likely is an allergic reaction",
        "I am 38 years old",
        "there is no swelling and nothing hurts",
    ],
)
def test_general_and_denied_danger_words_are_no_alarm(words: str, index: Index) -> None:
    assert found(words, index).urgency is None


@pytest.mark.parametrize("words", ["is it normal that there is pus", "not sure if this is pus coming out of my cheek"])
def test_asking_whether_a_danger_is_normal_is_an_alarm(words: str, index: Index) -> None:
    assert found(words, index).urgency == "same-day"


def test_the_sentence_that_asks_counts_more_than_the_story(index: Index) -> None:
    story = "I had a cup of tea and watched the football. We slept well. When can I use my retinol again?"
    assert found(story, index).answers[0] == "retinol-restart"


def test_british_and_american_spelling_have_one_stem() -> None:
    assert stem("colour") == stem("color")
    assert stem("sterilise") == stem("sterilize")
    assert stem("caesarean") == stem("cesarean")


def test_an_age_is_no_temperature(index: Index) -> None:
    assert "hightemperatur" not in taken_apart("I am 38 and my son is 39", index).words
    assert "hightemperatur" in taken_apart("it says 38,6 this evening", index).words


@pytest.mark.parametrize(
    "words",
    [
        "cant get a breath in",
        "her arms jerked and she fell to the floor",
        "he cannot be woken, numbing cream still on",
        "lips like balloons",
        "my thorat feels like it is clsoing",
        "dad has gone grey and is in a cold sweat",
        "my arm is heavy and wont lift",
        "he is clutching his chest",
        "she doesnt know what day it is",
        "blood wont stop pouring",
        "everything went black and i woke up on the floor",
        "a curtain came down over my eye",
    ],
)
def test_everyday_words_for_an_emergency_are_an_emergency(words: str, index: Index) -> None:
    assert found(words, index).urgency == "emergency"


@pytest.mark.parametrize(
    "words",
    [
        "is there a danger of going blind",
        "can microneedling make your face droop",
        "nearly had a heart attack when i saw the bill",
        "i had bells palsy in 2015, all recovered, can i have it",
        "bit red day 2, less than yesterday",
        "this price is killing me",
        "my heart skips when i think of the needle",
    ],
)
def test_danger_words_without_danger_are_no_alarm(words: str, index: Index) -> None:
    assert found(words, index).urgency is None


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("when i was twelve i fainted at the dentist", "but today i fainted again after the cream"),
        ("i used to have hay fever", "tonight my tongue is swollen"),
        ("i have a history of panic", "but now my heart is racing with the numbing cream on"),
        ("im allergic to nuts", "and my lips are swelling"),
        ("i have epilepsy", "and i am twitching since the numbing cream"),
        ("im scared of needles", "and i just collapsed after it"),
        ("i suffer from migraine", "and my vision has gone in one eye"),
    ],
)
def test_what_is_past_hides_nothing_that_happens_now(then: str, now: str, index: Index) -> None:
    assert found(f"{then}, can i have needling", index).urgency is None
    assert found(f"{then} {now}", index).urgency == "emergency"


def test_a_story_of_the_past_goes_on_until_it_reaches_the_present(index: Index) -> None:
    story = "Two years ago my gallbladder burst. I had a fever of 40 and pus in the belly."
    assert found(f"{story} Can the scar be needled?", index).urgency is None
    assert found(f"{story} Now my face is hot and swollen and I have a fever of 40.", index).urgency == "emergency"


def test_the_next_sentence_can_put_a_story_into_the_past(index: Index) -> None:
    assert found("I had sepsis after my baby. That was six years ago. Can I have it?", index).urgency is None
    assert found("I had sepsis after my baby. I am shaking and have a fever of 40 now.", index).urgency == "emergency"


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("my next session is in two weeks and i have pus on my chin", "same-day"),
        ("booked for tomorrow again and my face has hives all over", "same-day"),
        ("pus on my cheek since the last session, would they cancel", "same-day"),
        ("there is pus, before i go to the next session what do i do", "same-day"),
        ("i cant breathe but my face is less red than yesterday", "emergency"),
        ("my throat is tight, it is not getting worse", "emergency"),
        ("fever of 39 and hot spreading skin, is less sore", "emergency"),
    ],
)
def test_a_next_session_or_something_that_is_better_hides_no_danger(words: str, level: str, index: Index) -> None:
    assert found(words, index).urgency == level


def test_before_a_first_session_a_sign_of_that_day_is_no_alarm_but_an_emergency_is_one(index: Index) -> None:
    assert found("my first session is next week, one spot has pus, do i move it", index).urgency is None
    assert found("my first session was yesterday, one spot has pus", index).urgency == "same-day"
    assert found("my first session is next week and my throat is closing", index).urgency == "emergency"


def test_a_question_about_nobody_is_no_alarm(index: Index) -> None:
    assert found("can the cream make people faint", index).urgency is None
    assert found("my wife had the cream, can she faint, she just fainted", index).urgency == "emergency"


@pytest.mark.parametrize(
    "words", ["What do they charge for a Dermapen session in Xanthi?", "best dermapen clinic leeds"]
)
def test_prices_and_clinics_of_a_place_have_no_answer(words: str, index: Index) -> None:
    assert found(words, index).answers == ()


def test_months_and_devices_are_no_places(index: Index) -> None:
    assert found("How much does Dermapen cost in March?", index).answers[0] == "cost"


def test_before_any_treatment_danger_words_are_no_alarm_unless_something_happens(index: Index) -> None:
    story = "I read of swollen lips and trouble breathing. I have not had anything done myself."
    assert found(story, index).urgency is None
    assert found(story + " But my throat is closing right now.", index).urgency == "emergency"


@pytest.mark.parametrize(
    "words", ["brathing is hard since the cream", "the blod wont stop pouring", "dzzy after cream"]
)
def test_a_slip_in_a_word_of_danger_is_read_as_danger(words: str, index: Index) -> None:
    assert found(words, index).urgency == "emergency"


# The least that may go well in each set, in percent: two points below what benchmarks/search_quality.py measured.
FLOORS = {
    "public": {"topic": 95, "first three": 98, "none": 81, "emergency": 100, "same-day": 100, "no alarm": 98},
    "own": {"topic": 97, "first three": 98, "none": 98, "emergency": 100, "same-day": 100, "no alarm": 98},
    "more": {"topic": 93, "first three": 96, "none": 94, "emergency": 100, "same-day": 100, "no alarm": 97},
    "earlier2": {"topic": 92, "first three": 96, "none": 90, "emergency": 100, "same-day": 100, "no alarm": 94},
}
LEVELS = {"normal": 0, "none": 0, None: 0, "same-day": 1, "call-clinic": 1, "emergency": 2}


@pytest.mark.parametrize("name", FLOORS)
def test_real_questions_do_not_get_worse(name: str, index: Index) -> None:
    went: dict[str, list[bool]] = {}
    with (ROOT / "tests" / "questions" / f"{name}.tsv").open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE):
            answer = search(row["question"], index)
            right = {row["topic"], *filter(None, (row.get("also") or "").replace(" ", "").split(","))}
            if row["topic"] == "none":
                went.setdefault("none", []).append(not answer.answers)
            else:
                went.setdefault("topic", []).append(answer.answers[:1] != () and answer.answers[0] in right)
                went.setdefault("first three", []).append(bool(right & set(answer.answers[:3])))
            wanted, got = LEVELS[row["urgency"]], LEVELS[answer.urgency]
            kind = ("no alarm", "same-day", "emergency")[wanted]
            went.setdefault(kind, []).append(got >= wanted if wanted else got == 0)
    shares = {kind: 100 * sum(well) / len(well) for kind, well in went.items()}
    assert {kind: shares[kind] for kind, floor in FLOORS[name].items() if shares[kind] < floor} == {}


HOSTILE = [
    "",
    " ",
    "\x00\x1b[31mred\x1b[0m",
    "\u202eretfa myg",
    "\U0001f600" * 500,
    "the the the and or but",
    "a" * 100_000,
    "gym " * 25_000,
    "xqzw vbnmk " * 9_000,
    "swelling lips breathe throat bleeding " * 2_600,
    "[bold]gym[/bold] {makeup-wait} %s $(id) `id` ../../etc/passwd",
    "-----",
    "\ud800",
    "1 2 3 4.5 6,7 1e309 0x41",
    "\u0937\u0941\u0930\u0942 \u4f60\u597d \u0645\u0631\u062d\u0628\u0627",
    "".join(chr(97 + number % 26) * 5 + " " for number in range(20_000)),
]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_answered_within_a_second(words: str, index: Index) -> None:
    began = time.perf_counter()
    search(words, index, explain=True)
    assert time.perf_counter() - began < 1


def test_why_names_the_slip_the_danger_and_the_examples(index: Index) -> None:
    why = search("swiming after dermpen, my throat is closing", index, explain=True).why
    assert "read 'dermpen' as 'dermapen'" in why
    assert any(reason.startswith("emergency: the words 'throat") for reason in why)
    assert any("'swim'" in reason and "examples" in reason for reason in why)


def test_explain_prints_the_reasons_with_the_danger_signs(mn: Run) -> None:
    plain = mn("faq", "--explain", "gym", "after", "dermapen", "--plain")
    assert plain.code == 0
    assert "gym-after" in plain.out
    assert "Call emergency services now" in plain.out
    assert any("gym" in reason for reason in mn("faq", "--explain", "gym", "--json").json["data"]["why"])
    assert "why" not in mn("faq", "gym", "class", "--json").json["data"]
    assert mn("faq", "--explain", "best", "pizza", "--plain").code == 1


def test_a_line_in_the_examples_teaches_the_search() -> None:
    names = ["en/warnings.yaml", "en/search.yaml", "en/asked.yaml", "en/elsewhere.yaml"]
    names += [f"en/faq/{file.name}" for file in (DATA / "en" / "faq").iterdir()]
    decoded, problems = assemble.decode_files(str(DATA), names)
    assert not problems
    values = [file.value for file in decoded.values()]
    questions = [
        question
        for value in values
        if isinstance(value, model.FaqFile)
        for group in value.groups
        for question in group.questions
    ]
    levels = next(value.levels for value in values if isinstance(value, model.WarningsFile))
    words = next(value for value in values if isinstance(value, model.SearchFile))
    # A tenth of the examples is enough to see it, and is compiled ten times faster.
    examples = next(value.examples for value in values if isinstance(value, model.AskedFile))
    asked = [topic.replace(asked=topic.asked[::10]) for topic in examples]
    elsewhere = next(value.elsewhere for value in values if isinstance(value, model.ElsewhereFile))[::10]
    strange = "when is zorbing ok"
    assert search(strange, evidence.build(questions, levels, words, asked, elsewhere)).answers[:1] != ("gym-after",)
    taught = [
        topic.replace(asked=(*topic.asked, "zorbing after needling", "is zorbing allowed", "zorbing"))
        if topic.question == "gym-after"
        else topic
        for topic in asked
    ]
    assert search(strange, evidence.build(questions, levels, words, taught, elsewhere)).answers[0] == "gym-after"


@pytest.mark.parametrize(
    "question",
    [
        "my throat is closing after the dentist",
        "saw it on tiktok so i rolled my face and now i cant breathe",
        "had my session weeks ago, swelling almost gone but i cannot breathe",
        "i havent booked yet but i have crushing chest pain",
        "redness better now but my lips are swelling up",
        "can it really be that my lips are swelling and i cant breathe",
        "they say my wife is having a stroke",
        "is it dangerous that she passed out after the numbing cream",
        "read online and did it at home, her lips turned blue",
        "could that happen, my eye is swollen shut",
        "what is the chance, i fainted after the cream",
        "since 2021 i have scars, today after needling my throat is tight",
    ],
)
def test_what_is_said_beside_it_does_not_silence_an_emergency(question: str, index: Index) -> None:
    assert search(question, index).urgency == "emergency"
