"""``manage.py import_villages FILE.csv``: districts and villages with their Kemendagri codes."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from villages.imports.place_findings import PlacesRefused
from villages.imports.places import import_villages


class Command(BaseCommand):
    """Writes all rows or, when one is wrong, none; a second run changes nothing."""

    help = "Impor kecamatan dan desa dari CSV berkolom kode, nama, kode_kecamatan, kecamatan."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="Berkas CSV.")

    def handle(self, *, file, **options):
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} tidak dapat dibaca: {error.strerror}.") from error
        try:
            report = import_villages(content, reason=f"Impor desa dari {file.name}"[:100])
        except PlacesRefused as refused:
            for finding in refused.findings:
                self.stderr.write(str(finding))
            raise CommandError(str(refused)) from refused
        self._print(report)

    def _print(self, report):
        if report.ignored:
            self.stdout.write(f"Kolom yang tidak dipakai: {', '.join(report.ignored)}.")
        for name, counts in (("Kecamatan", report.districts), ("Desa", report.villages)):
            self.stdout.write(
                f"{name}: {counts.created} baru, {counts.updated} berubah, {counts.unchanged} tetap."
            )
