"""``manage.py send_digests``: one e-mail per person and week with what waits for them; run it by a timer."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from workshops.actions.digest import send_digests
from workshops.models import Digest


class Command(BaseCommand):
    """Safe to run as often as one likes: nobody gets a second e-mail in a week, what failed is tried again.

    Exit status 1 when the mail server refused something.
    """

    help = "Kirim ringkasan mingguan kepada setiap orang yang punya pekerjaan menunggu."

    def handle(self, *args, **options):
        if not settings.SITE_URL:
            raise CommandError(_("Isi SITE_URL: alamat portal untuk tautan dalam surel."))
        done = send_digests(on_message=self._tell)
        self.stdout.write(
            _("%(written)s surel ditulis, %(sent)s terkirim, %(refused)s gagal.") % vars(done)
        )
        if done.uncertain:
            self.stderr.write(
                _(
                    "%(uncertain)s surel dari proses yang terhenti tidak dikirim ulang; mungkin sudah "
                    "sampai. Lihat Surel ringkasan di administrasi."
                )
                % vars(done)
            )
        if done.refused:
            raise CommandError(
                _("Ada surel yang gagal dikirim; dicoba lagi pada jalan berikutnya.")
            )

    def _tell(self, digest):
        if digest.status == Digest.Status.WAITING:
            self.stderr.write(f"{digest.person.email}: {digest.problem}")
