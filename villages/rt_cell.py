"""What one cell of a sheet says about an RT: words and numbers in the order they are written."""

import re
from dataclasses import dataclass, field
from datetime import date, time
from itertools import takewhile

from villages import rt_refusals as refusals

KINDS = ("RT", "RW")
_SPELLED_OUT = (
    (re.compile(r"\brukun tetangga\b|\br\. ?t\b", re.IGNORECASE), "RT "),
    (re.compile(r"\brukun warga\b|\br\. ?w\b", re.IGNORECASE), "RW "),
    (re.compile(r"\brtrw\b", re.IGNORECASE), "RT RW "),
    (re.compile(r"\b(rt|rw)(?=[ivx]+\b)", re.IGNORECASE), r"\1 "),
    (re.compile(r"\b(nomor|nomer|no)\b", re.IGNORECASE), " "),
)
_TOKEN = re.compile(r"(?P<number>[0-9]+)|(?P<word>[^\W\d_]+)|(?P<mark>[\s.,:;/\\()#&+_–—-]+)|.")
_MANY_DIGITS = 9  # enough to tell that it is no RT
_NEGATIVE = re.compile(r"-\s*[0-9]")
_SPREADSHEET_NUMBER = re.compile(r"(-?[0-9]+)[.,]0")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_HAMLETS = {"DS", "DSN", "DUSUN"}
_OTHER_PLACES = {"DESA", "KEL", "KELURAHAN", "KEC", "KECAMATAN"}
_JOINING_WORDS = {"DAN", "ATAU", "SAMPAI", "HINGGA"}
_SHORTEST_NAME = 3


def text_of(value):
    """A cell as text: 1.0 is RT 1, and what a spreadsheet made a date of is refused."""
    if isinstance(value, date | time):
        raise refusals.is_date()
    text = " ".join(str("" if value is None else value).split())
    match = _SPREADSHEET_NUMBER.fullmatch(text)
    return match[1] if match else text


@dataclass
class RtCell:
    """The cell of the column ``column`` ("RT" or "RW").

    ``said`` holds the numbers behind the letters RT and RW, ``alone`` those without letters, ``words`` the
    rest. Raises ``RtRefused`` where a word or mark cannot be read.
    """

    column: str
    text: str
    said: dict[str, set[int]] = field(default_factory=dict)
    alone: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    _waiting: list[str] = field(default_factory=list)
    _previous: str | None = ""

    def __post_init__(self):
        text = self.text
        if _NEGATIVE.match(text):
            raise refusals.unreadable(text)
        for pattern, replacement in _SPELLED_OUT:
            text = pattern.sub(replacement, text)
        for match in _TOKEN.finditer(text):
            self._take(match.lastgroup, match[0])
            self._previous = match.lastgroup

    def _take(self, kind, token):
        if kind == "number":
            self._take_number(token)
        elif kind == "word":
            self._take_word(token)
        elif kind is None:
            raise refusals.unreadable(self.text)

    def _take_number(self, digits):
        number = int(digits[:_MANY_DIGITS])
        if self._waiting:
            self.said.setdefault(self._waiting.pop(0), set()).add(number)
        elif self.words and self.words[-1].upper() in _HAMLETS:
            self.words.append(digits)
        else:
            self.alone.append(number)

    def _take_word(self, word):
        upper = word.upper()
        if upper in KINDS:
            self._waiting.append(upper)
        elif _ROMAN.fullmatch(upper) and self._previous != "number":
            self._take_number(str(_roman(upper)))
        elif upper in _JOINING_WORDS:
            raise refusals.several(self.text)
        elif len(word) < _SHORTEST_NAME and upper not in _HAMLETS:
            raise refusals.lettered(self.text, word)
        elif self._waiting:
            raise refusals.unreadable(self.text)
        else:
            self.words.append(word)

    @property
    def names_both(self):
        """Does this cell alone name an RT and an RW?"""
        return len(self.said) == len(KINDS) or len(self.alone) == len(KINDS)

    @property
    def hamlet(self):
        """The name besides RT and RW: "JOHO", or "Dusun 04" where the hamlet has but a number."""
        words = list(takewhile(lambda word: word.upper() not in _OTHER_PLACES, self.words))
        if not words or words[0].upper() not in _HAMLETS:
            return " ".join(words)
        name = " ".join(words[1:])
        return f"Dusun {name}" if name[:1].isdigit() else name

    def readings(self):
        """Every way in which this cell can be meant, as {"RT": 1, "RW": 2} or part of it."""
        if any(len(numbers) > 1 for numbers in self.said.values()) or len(self.alone) > len(KINDS):
            raise refusals.several(self.text)
        if self.said and self.alone:
            raise refusals.unclear(self.text, self.alone[0])
        if self.names_both and self.alone:
            ways = [dict(zip(KINDS, pair, strict=True)) for pair in (self.alone, self.alone[::-1])]
            return ways[:1] if ways[0] == ways[1] else ways
        if self.alone:
            return [{self.column: self.alone[0]}]
        return [{kind: number for kind, numbers in self.said.items() for number in numbers}]


def _roman(text):
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
