"""What is odd about a sheet as a whole: read though nobody sees it, or not read at all."""

from django.utils.translation import gettext as _

from villages.imports.findings import WARNING, Finding, seen
from villages.imports.limits import MAX_COLUMNS


def sheet_warnings(table):
    """Findings about the sheet of a ``Table``: hidden, unknown, merged and stray cells."""
    return [*_hidden(table), *_unknown(table), *_merged(table), *_stray(table)]


def _hidden(table):
    if table.sheet.hidden:
        message = _("Lembar ini tersembunyi, tetapi tetap dibaca.")
        advice = _("Hapus lembar ini bila isinya bukan untuk diimpor.")
        yield _warning(table, None, "", message, advice)
    for row in table:
        if row.number in table.sheet.hidden_rows:
            message = _("Baris ini tersembunyi, tetapi tetap dibaca.")
            advice = _("Tampilkan barisnya untuk memeriksa; hapus bila bukan untuk diimpor.")
            yield _warning(table, row.number, "", message, advice)


def _unknown(table):
    for heading, letter in table.unknown:
        message = _("Kolom %(letter)s (“%(heading)s”) tidak dikenal dan tidak dibaca.") % {
            "letter": letter,
            "heading": seen(heading),
        }
        advice = _("Bila kolom ini perlu, tulis judulnya seperti di templat.")
        yield _warning(table, table.heading_row, heading, message, advice)


def _merged(table):
    """Merged cells among the data: a merged heading does no harm."""
    for merged in table.sheet.merged:
        if merged.last_row > table.heading_row:
            row = max(merged.first_row, table.heading_row + 1)
            message = _("Sel %(cells)s digabung; hanya sel pertamanya yang berisi.") % {
                "cells": merged.name
            }
            advice = _("Pisahkan sel yang digabung, lalu isi setiap barisnya.")
            yield _warning(table, row, merged.name, message, advice)


def _stray(table):
    cell = table.sheet.stray
    if cell:
        message = _("Sel %(cell)s tidak dibaca: hanya %(limit)s kolom pertama yang dibaca.") % {
            "cell": cell,
            "limit": MAX_COLUMNS,
        }
        advice = _("Hapus isi sel itu, atau pindahkan ke dalam tabel.")
        yield _warning(table, None, cell, message, advice)


def _warning(table, row, value, message, advice):
    return Finding(table.sheet.name, row, "", WARNING, seen(value), message, advice)
