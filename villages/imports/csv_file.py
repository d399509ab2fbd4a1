"""Reading a CSV file: separator, letters and rows as offices' programs write them."""

import codecs
import csv
import io
import re
from pathlib import PurePath

from django.utils.translation import gettext as _

from villages.imports.cells import Row, Sheet, UnreadableFile, text_value, trimmed
from villages.imports.limits import HEADING_ROWS, MAX_COLUMNS, MAX_ROWS
from villages.numbers import show_number

DELIMITERS = ";,\t"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Excel's own hint on a first line that it does not show.
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_NOT_SEPARATING = re.compile(r'"[^"]*"|[0-9],[0-9]')


def read_csv(content, filename):
    """The one ``Sheet`` of a CSV file's bytes. Raises ``UnreadableFile``.

    A record is a row as a spreadsheet shows it, also where a quoted text runs over several lines.
    """
    text = _text(content)
    if hint := _HINT.match(text):
        text, delimiter = text[hint.end() :], hint[1]
    else:
        delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return Sheet(PurePath(filename).stem, tuple(_rows(reader)))
    except csv.Error as error:
        raise UnreadableFile(
            _(
                "Tanda kutip di baris %(line)s tidak berpasangan. Perbaiki baris itu, "
                "atau simpan berkasnya sebagai Excel (.xlsx)."
            )
            % {"line": show_number(reader.line_num)}
        ) from error


def _text(content):
    encodings = ("utf-16",) if content.startswith(_UTF_16) else ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
        break
    raise UnreadableFile(
        _("Isi berkas ini bukan teks CSV. Simpan ulang sebagai CSV UTF-8 atau Excel (.xlsx).")
    )


def _delimiter(text):
    """The separator that one of the first lines, most likely the headings, holds most of."""
    lines = [_NOT_SEPARATING.sub("", line) for line in text.splitlines()[:HEADING_ROWS]]
    return max(DELIMITERS, key=lambda mark: max((line.count(mark) for line in lines), default=0))


def _rows(reader):
    count = 0
    for number, fields in enumerate(reader, start=1):
        cells = trimmed([text_value(field) for field in fields[:MAX_COLUMNS]])
        if not cells:
            continue
        count += 1
        if count > MAX_ROWS + HEADING_ROWS:
            raise UnreadableFile(
                _("Berkas ini berisi lebih dari %(limit)s baris. Bagi menjadi beberapa berkas.")
                % {"limit": show_number(MAX_ROWS)}
            )
        yield Row(number, cells)
