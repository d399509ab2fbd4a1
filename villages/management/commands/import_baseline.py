"""``manage.py import_baseline FILE.xlsx|csv --year Y``: the baseline sheet of one or many villages."""

from argparse import ArgumentTypeError

from django.utils.translation import gettext as _

from villages.imports.baseline_plan import plan_baselines
from villages.management.import_command import ImportCommand
from villages.models import Baseline
from villages.models.baseline import FIRST_YEAR, LAST_YEAR


class Command(ImportCommand):
    """All rows are of one survey, which the command line names."""

    help = "Impor isian baseline dari berkas XLSX atau CSV."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--year", type=_year, required=True, help="Tahun survei.")
        parser.add_argument(
            "--kind",
            choices=Baseline.Kind.values,
            default=Baseline.Kind.INITIAL.value,
            help="Jenis baseline (initial bila tidak disebut).",
        )

    def plan(self, files, *, user, on_progress, **options):
        survey = self.about(**options)
        return plan_baselines(files, user=user, on_progress=on_progress, **survey)

    def about(self, *, year, kind, **options):
        return {"year": year, "kind": kind}


def _year(text):
    if not text.isdecimal() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ArgumentTypeError(
            _("tahun ditulis dari %(first)s sampai %(last)s.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return int(text)
