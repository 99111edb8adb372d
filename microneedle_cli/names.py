"""What a user typed -> the entry that it names; or a usage mistake with the nearest names and the list of all."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from microneedle_cli.dates import quoted
from microneedle_cli.errors import UsageMistake
from microneedle_cli.model import Scar, SkinType

T = TypeVar("T")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi")


def simple(text: str) -> str:
    """ "Ice pick" and "ice_pick" are "ice-pick"."""
    return "-".join(text.casefold().replace("_", " ").replace("-", " ").split())


MOST_LISTED = 30  # names in a message


def named(text: str, entries: Mapping[str, T], what: str, listed: Sequence[str] = ()) -> T:
    """The entry of that name. Raises `UsageMistake` that says what is known."""
    found = entries.get(simple(text))
    if found is None:
        raise unknown(text, what, listed or tuple(entries), entries)
    return found


def whole_number(text: str, what: str, least: int, most: int, hint: str) -> int:
    """The whole number that the text says, written in plain digits. Raises `UsageMistake`, also out of range."""
    digits = text.strip()
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", digits, flags=re.ASCII):
        raise UsageMistake(f"{what}: {quoted(text)} is not a whole number.", hint)
    if not least <= int(digits) <= most:
        raise UsageMistake(f"{what}: {int(digits)} is outside {least} to {most}.", hint)
    return int(digits)


def unknown(text: str, what: str, listed: Iterable[str], known: Iterable[str]) -> UsageMistake:
    """The mistake of naming something that is not there."""
    near = difflib.get_close_matches(simple(text)[:80], list(known), n=1, cutoff=0.65)
    suggestion = f" Did you mean '{near[0]}'?" if near else ""
    names = list(listed)
    hint = f"Known: {', '.join(names)}." if len(names) <= MOST_LISTED else "See the list: the command without a name."
    return UsageMistake(f"{what}: {quoted(text)} is not known.{suggestion}", hint)


def scar_named(text: str, scars: Sequence[Scar]) -> Scar:
    """The scar type of that name or alias."""
    by_name = {alias: scar for scar in scars for alias in (scar.id, *scar.aliases)}
    return named(text, by_name, "--scar", [scar.id for scar in scars])


def skin_named(text: str, skins: Sequence[SkinType]) -> SkinType:
    """The skin type of that number, Roman numeral or word."""
    by_name: dict[str, SkinType] = {}
    for skin in skins:
        for name in (str(skin.type), ROMAN[skin.type - 1], simple(skin.name), *skin.names):
            by_name[name] = skin
    try:
        return named(text, by_name, "--skin", ["1 to 6", "I to VI", *(name for skin in skins for name in skin.names)])
    except UsageMistake as mistake:
        how = " ".join(f"{skin.type}: {skin.tell}" for skin in skins)
        raise UsageMistake(mistake.message, f"{mistake.hint} How to tell: {how}") from None
