"""Words find what they name, danger words are noticed, and what no topic explains finds nothing."""

from __future__ import annotations

import pytest

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
