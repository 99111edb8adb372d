"""Text for an encoding that lacks some of its letters: readable stand-ins, never an error and never a gap."""

from __future__ import annotations

import unicodedata

STAND_INS = str.maketrans(
    {
        "•": "-", "☐": "[ ]", "✓": "+", "✗": "x", "█": "#", "·": ".", "…": "...",
        "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "°": " ", "→": "->",
        "─": "-", "│": "|", "╭": "+", "╮": "+", "╯": "+", "╰": "+",
    }
)  # fmt: skip


def encodable(text: str, encoding: str) -> bytes:
    """The text in the encoding; what it cannot hold becomes its nearest plain letters, at last `?`."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        pass
    whole = text.translate(STAND_INS)
    try:
        return whole.encode(encoding)
    except UnicodeEncodeError:
        plain = "".join(
            character
            if fits(character, encoding)
            else "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
            for character in whole
        )
        return plain.encode(encoding, errors="replace")


def fits(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
