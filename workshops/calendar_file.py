"""Calendar files (.ics) as RFC 5545 wants them: all-day events, escaped, folded, ended with CRLF.

A hundred lines of rules of which we need thirty, so no library.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCT = "-//Kabupaten Probolinggo//Portal Kotaku//ID"
LINE_BYTES = 75  # of a line without its end; longer ones go on after a space
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Event:
    """Something that takes whole days, from ``first`` to ``last``; ``uid`` stays the same for ever."""

    uid: str
    first: date
    last: date
    title: str
    description: str = ""
    place: str = ""
    url: str = ""
    version: int = 0
    is_busy: bool = True


def calendar_text(name, events, *, now=None):
    """The whole file; ``now`` is when it was made."""
    stamp = _moment(now or datetime.now(UTC))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in events for line in _event(event, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(event, stamp):
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{event.version}"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.last + timedelta(days=1):%Y%m%d}"  # the first day after it
    yield f"SUMMARY:{_text(event.title)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    if event.url:
        yield f"URL:{_line(event.url)}"
    yield f"TRANSP:{'OPAQUE' if event.is_busy else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _moment(moment):
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value):
    """A text value: what separates values is escaped, other control characters are left out."""
    escaped = value.replace("\r\n", "\n").translate(_ESCAPES)
    return "".join(character for character in escaped if character >= " " or character == "\t")


def _line(value):
    """An address: no text value, but one line whatever it holds."""
    return "".join(value.split())


def _folded(line):
    """The line in pieces of at most 75 bytes, never cut inside a character."""
    pieces, piece, size = [], "", 0
    for character in line:
        length = len(character.encode())
        if size + length > LINE_BYTES:
            pieces.append(piece)
            piece, size = "", 1  # the space that continues a line counts
        piece, size = piece + character, size + length
    return "\r\n ".join([*pieces, piece])
