"""Calendar files as RFC 5545 wants them."""

from datetime import UTC, date, datetime

import pytest

from workshops.calendar_file import Event, calendar_text

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
DAY = date(2021, 11, 29)


def text_of(**fields):
    event = Event(**{"uid": "1@x", "first": DAY, "last": DAY, "title": "T"} | fields)
    return calendar_text("Lokakarya", [event], now=NOW)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_the_whole_file():
    text = text_of(uid="lokakarya-1@portal", last=date(2021, 11, 30), version=3, place="Aula")

    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kabupaten Probolinggo//Portal Kotaku//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Lokakarya",
        "BEGIN:VEVENT",
        "UID:lokakarya-1@portal",
        "DTSTAMP:20261125T080000Z",
        "SEQUENCE:3",
        "DTSTART;VALUE=DATE:20211129",
        "DTEND;VALUE=DATE:20211201",
        "SUMMARY:T",
        "LOCATION:Aula",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_what_separates_values_is_escaped():
    text = text_of(title="a;b,c\\d", description="satu\r\ndua\ntiga\x07")

    assert "SUMMARY:a\\;b\\,c\\\\d" in unfolded(text)
    assert "DESCRIPTION:satu\\ndua\\ntiga" in unfolded(text)


def test_no_value_starts_a_line_of_its_own():
    text = text_of(title="x\r\nATTENDEE:mailto:a@b", url="https://x/\r\nATTENDEE:y")

    assert not any(line.startswith("ATTENDEE") for line in unfolded(text))


@pytest.mark.parametrize("title", ["x" * 500, "–" * 200, "Kraksaan é" * 60])
def test_long_lines_are_folded_at_75_bytes_and_read_back_whole(title):
    text = text_of(title=title)

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"SUMMARY:{title}" in unfolded(text)


def test_a_line_of_exactly_75_bytes_is_not_folded():
    text = text_of(title="x" * (75 - len("SUMMARY:")))

    assert "\r\n " not in text


def test_a_due_date_takes_nobodys_day():
    assert "TRANSP:TRANSPARENT" in text_of(is_busy=False)


def test_a_calendar_of_nothing_is_a_calendar():
    assert unfolded(calendar_text("Kosong", [], now=NOW))[-2] == "END:VCALENDAR"
