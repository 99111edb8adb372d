"""When to get help: emergency, the same day, and what is usually normal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from microneedle_cli.document import Bar, Block, Bullets, Callout, Document, Heading, Line, Row, Table, Timeline
from microneedle_cli.facts import fill, in_words, parse_amount, unit_words, whole_days
from microneedle_cli.model import Fact, InShort, Level, Words
from microneedle_cli.pages.frame import Frame, danger, finish, in_short, lines


def page(levels: Sequence[Level], amounts: Mapping[str, Fact], summary: InShort, frame: Frame) -> Document:
    """All levels with their sources; the closing does not repeat them. Then a card to fill in."""
    words = frame.words
    blocks: list[Block] = [Heading(words.warnings_title, 1), in_short(summary, words), table(levels, words)]
    for level in levels:
        card = danger(level)
        blocks.append(Callout(card.level, card.title, card.intro, lines(level.items), card.headings))
    blocks += [timeline(amounts, words), Heading(words.warnings_card)]
    blocks.append(Bullets(tuple(Line(blank) for blank in words.warnings_blanks), "write"))
    return finish(blocks, frame.replace(levels=()))


def table(levels: Sequence[Level], words: Words) -> Table:
    """The levels at a glance: signs, whom to call, how soon."""
    columns = (words.warnings_signs, words.warnings_who, words.warnings_soon)
    rows = tuple(
        Row((signs, level.who, level.soon))
        for level in levels
        for signs in ([sign.heading for sign in level.items if sign.heading] or [level.glance])
        if signs
    )
    return Table(columns, rows, words.warnings_table, words.warnings_how)


def timeline(amounts: Mapping[str, Fact], words: Words) -> Timeline:
    """How long the usual effects last, day by day."""
    labels = {
        "redness-often": words.time_redness_often,
        "redness-end": words.time_redness_end,
        "deep-settle": words.time_deep_settle,
    }
    bars = []
    for id, label in labels.items():
        quantity = parse_amount(amounts[id].value)
        time = in_words(quantity, unit_words(words))
        told = fill(words.warnings_time, {"name": label, "time": time})
        bars.append(Bar(label, 0, whole_days(quantity), told, time))
    last = max(bar.last for bar in bars)
    first_label = fill(words.day_number, {"first": "0"})
    last_label = fill(words.day_number, {"first": str(last)})
    ticks = tuple((week, str(week)) for week in range(0, last + 1, 7))
    return Timeline(
        words.warnings_times,
        words.warnings_times_how,
        tuple(bars),
        0,
        last,
        first_label,
        last_label,
        ticks=ticks,
        unit=words.scale_day,
        heads=(words.warnings_effect, words.warnings_gone),
    )
