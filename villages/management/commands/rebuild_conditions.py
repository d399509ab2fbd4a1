"""``manage.py rebuild_conditions [--check]``: conditions in line with baselines and deliveries."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from villages.actions.condition import check_conditions, rebuild_conditions
from villages.management.progress import progress_bar
from villages.models import Village


class Command(BaseCommand):
    """Safe at any time: writes what differs, and adds the year that has begun. ``--check`` only looks."""

    help = "Hitung ulang kondisi RT dari baseline terverifikasi dan hasil kegiatan."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help="Jangan menulis; sebutkan setiap perbedaan dan gagal bila ada.",
        )

    def handle(self, *, check, **options):
        villages = list(Village.objects.values_list("pk", flat=True))
        if check:
            self._check(villages)
        else:
            progress = progress_bar(self.stdout, _("Menghitung"))
            written = rebuild_conditions(villages, on_progress=progress)
            self.stdout.write(
                _("%(count)s baris kondisi ditulis (%(villages)s desa diperiksa).")
                % {"count": written, "villages": len(villages)}
            )

    def _check(self, villages):
        count = 0
        for difference in check_conditions(villages):
            count += 1
            self.stdout.write(str(difference))
        if count:
            raise CommandError(
                _("%(count)s perbedaan. Jalankan rebuild_conditions untuk membetulkannya.")
                % {"count": count}
            )
        self.stdout.write(
            _("Semua kondisi sesuai (%(villages)s desa diperiksa).") % {"villages": len(villages)}
        )
