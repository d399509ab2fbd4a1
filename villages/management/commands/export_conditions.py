"""``manage.py export_conditions --year Y``: the conditions of a year as CSV for other programs."""

import csv
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from villages.exports.condition import RT_HEADINGS, VILLAGE_HEADINGS, rt_rows, village_rows
from villages.models import Condition

LEVELS = {"rt": (RT_HEADINGS, rt_rows), "village": (VILLAGE_HEADINGS, village_rows)}


class Command(BaseCommand):
    """Comma separated UTF-8 without a mark at its start, sorted by village, RW and RT."""

    help = "Ekspor kondisi RT atau desa pada satu tahun sebagai CSV."

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, required=True, help="Tahun kondisi.")
        parser.add_argument(
            "--level", choices=LEVELS, default="rt", help="Per RT (bila tidak disebut) atau desa."
        )
        parser.add_argument(
            "--output", type=Path, metavar="F.csv", help="Tulis ke berkas, bukan ke layar."
        )

    def handle(self, *, year, level, output, **options):
        headings, rows = LEVELS[level]
        with self._target(output) as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(headings)
            count = 0
            for row in rows(year):
                writer.writerow(row)
                count += 1
        if not count:
            self.stderr.write(_nothing_for(year))
        elif output:
            self.stdout.write(
                _("%(count)s baris ditulis ke %(file)s.") % {"count": count, "file": output}
            )

    @contextmanager
    def _target(self, path):
        if path is None:
            yield self.stdout
            return
        try:
            with path.open("w", encoding="utf-8", newline="") as file:
                yield file
        except OSError as error:
            raise CommandError(
                _("%(file)s tidak dapat ditulis: %(reason)s.")
                % {"file": path, "reason": error.strerror}
            ) from error


def _nothing_for(year):
    years = Condition.objects.order_by("year").values_list("year", flat=True).distinct()
    known = ", ".join(map(str, years)) or "–"
    return _("Tidak ada kondisi untuk tahun %(year)s; yang ada: %(known)s.") % {
        "year": year,
        "known": known,
    }
