"""What the commands that import workbooks share: arguments, what they print, save and report.

The same engine as the pages: everything is checked first, then written in one transaction or not at all.
"""

import json
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from villages.actions.importing import PreviewOutdated, import_preview, import_save
from villages.management.progress import progress_bar
from villages.uploads import clean_file_name


class ImportCommand(BaseCommand):
    """Exit status 1, and nothing written, when a row is refused and ``--accept-valid`` was not given.

    Subclasses say how files are planned (``plan``) and what their sheets hold (``about``), both given the
    options of the command line.
    """

    def plan(self, files, *, user, on_progress, **options):
        raise NotImplementedError

    def about(self, **options):
        """What the batch is told of its sheets, as ``import_preview`` takes it."""
        raise NotImplementedError

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="Berkas .xlsx atau .csv.")
        parser.add_argument(
            "--by",
            metavar="USER",
            help="Nama pengguna yang mengimpor; tanpa ini dicatat sebagai sistem.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Periksa saja, jangan simpan.")
        parser.add_argument(
            "--accept-valid",
            action="store_true",
            help="Simpan baris yang benar, lewati yang salah.",
        )
        parser.add_argument("--report", type=Path, metavar="R.json", help="Tulis laporan JSON.")

    def handle(self, *, file, by, dry_run, accept_valid, report, **options):
        person = _person(by)
        plan = self._plan(file, person, options)
        self._print(plan)
        is_refused = plan.has_errors and (not accept_valid or not plan.rows)
        if not is_refused and not dry_run and plan.changes_anything:
            self._save(file, plan, person, accept_valid, self.about(**options))
        if report:
            _write_report(report, plan)
        if is_refused:
            raise CommandError(
                _("Ada yang ditolak; tidak ada yang disimpan. Betulkan, atau pakai --accept-valid.")
            )

    def _plan(self, path, person, options):
        watch = progress_bar(self.stdout, _("Memeriksa"))
        try:
            with path.open("rb") as content:
                return self.plan([(content, path.name)], user=person, on_progress=watch, **options)
        except OSError as error:
            raise CommandError(
                _("%(file)s tidak dapat dibaca: %(reason)s.")
                % {"file": path, "reason": error.strerror}
            ) from error

    def _save(self, path, plan, person, accept_valid, about):
        """Preview and saving in one transaction: killed half-way, neither is there."""
        name = clean_file_name(path.name, path.suffix.lower())
        try:
            with path.open("rb") as content, transaction.atomic():
                files = [(File(content), name)]
                batch = import_preview(files=files, plan=plan, by=person, **about)
                import_save(
                    batch=batch,
                    by=person,
                    accept_valid=accept_valid,
                    on_progress=progress_bar(self.stdout, _("Menyimpan")),
                )
        except PreviewOutdated as error:
            raise CommandError(
                _("Data di portal berubah sementara berkas diperiksa. Jalankan perintah ini lagi.")
            ) from error
        except (ValidationError, PermissionDenied) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from error
        self.stdout.write(_("Disimpan sebagai impor %(batch)s.") % {"batch": batch})

    def _print(self, plan):
        for finding in plan.findings:
            self.stderr.write(f"{_place(finding)}: {finding.text}")
        counts = plan.counts
        self.stdout.write(
            _(
                "%(rows)s baris: %(accepted)s diterima (%(created)s baru, %(updated)s berubah, "
                "%(unchanged)s tetap), %(refused)s ditolak."
            )
            % {**counts, "refused": counts["rows"] - counts["accepted"]}
        )


def _place(finding):
    severity = _("Ditolak") if finding.is_error else _("Peringatan")
    row = _("baris %(row)s") % {"row": finding.row} if finding.row else ""
    column = _("kolom %(column)s") % {"column": finding.column} if finding.column else ""
    return ", ".join(filter(None, (severity, finding.sheet, row, column)))


def _person(username):
    if username is None:
        return None
    try:
        return get_user_model().objects.get_by_natural_key(username)
    except get_user_model().DoesNotExist as error:
        raise CommandError(_("Pengguna %(name)s tidak ada.") % {"name": username}) from error


def _write_report(path, plan):
    report = plan.counts | {
        "villages": plan.village_codes(),
        "findings": [finding.for_report() for finding in plan.findings],
    }
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
