"""``manage.py import_boundaries FILE.geojson``: boundaries of the villages named by ``properties.kode``."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from villages.imports.place_findings import PlacesRefused
from villages.imports.places import import_boundaries


class Command(BaseCommand):
    """Writes all boundaries or, when one is wrong, none, unless told to take those that are right."""

    help = "Impor batas desa dari GeoJSON (WGS84) yang fiturnya memuat properties.kode."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="Berkas GeoJSON.")
        parser.add_argument(
            "--accept-valid",
            action="store_true",
            help="Simpan batas yang benar walaupun ada yang salah.",
        )

    def handle(self, *, file, accept_valid, **options):
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} tidak dapat dibaca: {error.strerror}.") from error
        reason = f"Impor batas dari {file.name}"[:100]
        try:
            report = import_boundaries(content, accept_valid=accept_valid, reason=reason)
        except PlacesRefused as refused:
            self._print_findings(refused.findings)
            raise CommandError(str(refused)) from refused
        self._print_findings(report.findings)
        counts = report.boundaries
        self.stdout.write(
            f"Batas desa: {counts.created} baru, {counts.updated} berubah, "
            f"{counts.unchanged} tetap, {len(report.findings)} ditolak."
        )

    def _print_findings(self, findings):
        for finding in findings:
            self.stderr.write(str(finding))
