"""How hard a text is to read, as a number that writers in Danish know."""

import re
from typing import Final

LONG: Final = 6
"""A word with more letters than this is long."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# "kl. 7.50" and "fx" end nothing: a sentence ends where the next begins with a capital letter.
_ENDS = re.compile(r"[.!?:]+[»“”\"]*(?=\s+\W*[A-ZÆØÅ])|\n+")


def word_count(text: str) -> int:
    """Count the words; numbers are not words."""
    return len(_WORD.findall(text))


def lix(text: str) -> int:
    """Return the LIX of a text: words per sentence plus the percentage of long words, rounded.

    Below 25 is easy for everybody, 35 is an ordinary newspaper, above 45 is hard. A line break
    ends a sentence, as in a list. A text without words has LIX 0.
    """
    words = _WORD.findall(text)
    if not words:
        return 0
    sentences = [part for part in _ENDS.split(text) if part and _WORD.search(part)]
    long = sum(len(word) > LONG for word in words)
    return round(len(words) / len(sentences) + 100 * long / len(words))
