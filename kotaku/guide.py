"""The user guide as tables: the tasks each role reads, and which task helps on which page.

The words of a task stand in its template; everything that ties tasks to pages and people stands here. The
pictures are taken from the demo by ``tests/guide_pictures.py``.
"""

from dataclasses import dataclass
from fnmatch import fnmatch

from django.utils.translation import gettext_lazy as _

from kotaku import roles
from kotaku.guide_tasks import TASKS, Task


@dataclass(frozen=True)
class Guide:
    """The page of one role; ``permission`` is what only this role and those before it may do."""

    key: str
    role: str
    permission: str
    purpose: str
    task_keys: tuple

    @property
    def tasks(self) -> list[Task]:
        return [TASKS[key] for key in self.task_keys]


FIRST = ("mulai", "mencari")
READING = ("membaca-desa", "membandingkan", "membaca-sk", "pengurangan", "kebutuhan")
PROJECTS = ("kegiatan", "impor-kegiatan")
LAST = ("mengunduh", "riwayat", "akun-anda")

# In the order in which the roles are listed on the first page.
GUIDES = (
    Guide(
        "asisten-kota",
        roles.ASSISTANT,
        "villages.submit_baseline",
        _("Mengisi baseline desa Anda, mengajukannya, dan mencatat padat karya."),
        (
            *FIRST,
            "membuka-baseline",
            "mengisi-baseline",
            "mengimpor-baseline",
            "mengajukan",
            "membetulkan",
            *PROJECTS,
            "padat-karya",
            "foto-serah-terima",
            "tinjauan",
            "kelembagaan",
            "kelengkapan",
            "kebutuhan",
            "mencoba-rencana",
            "membaca-desa",
            "membandingkan",
            "membaca-sk",
            "pengurangan",
            "membaca-lokakarya",
            *LAST,
        ),
    ),
    Guide(
        "bappeda",
        roles.BAPPEDA,
        "villages.verify_baseline",
        _("Meninjau dan memverifikasi, menyusun SK Kumuh, dan menjaga agar tindak lanjut selesai."),
        (
            *FIRST,
            "meninjau",
            "menyusun-sk",
            "menetapkan-pengurangan",
            "kebutuhan",
            "tidak-selaras",
            "mencoba-rencana",
            *PROJECTS,
            "padat-karya",
            "foto-serah-terima",
            "lokakarya",
            "menugaskan",
            "tindak-lanjut",
            "tinjauan",
            "kelembagaan",
            "dokumen-pokja",
            "kelengkapan",
            "membaca-desa",
            "membandingkan",
            "membaca-sk",
            *LAST,
        ),
    ),
    Guide(
        "opd",
        roles.AGENCY_STAFF,
        "villages.add_project",
        _(
            "Merencanakan kegiatan di tempat yang membutuhkan, mencatat hasilnya, "
            "dan mengerjakan tindak lanjut lokakarya."
        ),
        (
            *FIRST,
            "kebutuhan",
            "mencoba-rencana",
            *PROJECTS,
            "foto-serah-terima",
            "tidak-selaras",
            "tindak-lanjut",
            "membaca-lokakarya",
            "membaca-desa",
            "membaca-sk",
            "pengurangan",
            *LAST,
        ),
    ),
    Guide(
        "pengamat",
        roles.VIEWER,
        "",
        _("Membaca, membandingkan, mengunduh, dan mencetak apa yang sudah diverifikasi."),
        (*FIRST, *READING, "membaca-lokakarya", "kelengkapan", *LAST),
    ),
    Guide(
        "admin",
        roles.ADMIN,
        "auth.change_user",
        _("Mengelola akun, peran, desa, RT, dan OPD."),
        (
            "mulai",
            "akun-dan-peran",
            "desa-dan-opd",
            "kelengkapan",
            "mencari",
            "riwayat",
            "akun-anda",
        ),
    ),
)
# Whoever may do what the first of these may is its reader, and so on; who may none of it only reads.
RANKED = ("admin", "bappeda", "asisten-kota", "opd", "pengamat")

# Name of an address (the first pattern that fits), and the task that helps there: the first that one's own
# guide has, or else the first.
HELP = (
    ("home", ("mulai",)),
    ("search", ("mencari",)),
    ("password_change*", ("akun-anda",)),
    ("workshops:digest-settings", ("akun-anda",)),
    ("*-history", ("riwayat",)),
    ("villages:record-restore", ("riwayat",)),
    ("villages:baseline-open", ("membuka-baseline",)),
    ("villages:baseline-submit", ("mengajukan",)),
    ("villages:baseline-queue", ("meninjau",)),
    ("villages:queue-*", ("meninjau",)),
    ("villages:baseline-compare*", ("membandingkan",)),
    ("villages:baseline-re*", ("meninjau",)),
    ("villages:baseline-verify", ("meninjau",)),
    ("villages:baseline-*", ("mengisi-baseline", "membandingkan")),
    ("villages:record-*", ("mengisi-baseline",)),
    ("villages:import-projects*", ("impor-kegiatan",)),
    ("villages:import-*", ("mengimpor-baseline", "impor-kegiatan")),
    ("villages:village-*", ("membaca-desa",)),
    ("villages:neighbourhood-*", ("membaca-desa",)),
    ("villages:reduction-*", ("menetapkan-pengurangan", "pengurangan")),
    ("villages:decree-check", ("membaca-sk",)),
    ("villages:decree-*", ("menyusun-sk", "membaca-sk")),
    ("villages:location-*", ("menyusun-sk",)),
    ("villages:project-*", ("kegiatan",)),
    ("villages:output-*", ("kegiatan",)),
    ("villages:week-*", ("padat-karya",)),
    ("villages:disbursement-*", ("padat-karya",)),
    ("villages:padat-karya*", ("padat-karya",)),
    ("villages:photo-*", ("foto-serah-terima",)),
    ("villages:handover-*", ("foto-serah-terima",)),
    ("villages:inspection-*", ("foto-serah-terima",)),
    ("villages:needs-trial", ("mencoba-rencana",)),
    ("villages:needs-*", ("kebutuhan",)),
    ("villages:agency-*", ("kebutuhan",)),
    ("villages:out-of-step-*", ("tidak-selaras",)),
    ("villages:review-*", ("tinjauan",)),
    ("villages:check-*", ("kelengkapan",)),
    ("villages:organisation-*", ("kelembagaan",)),
    ("villages:document-*", ("dokumen-pokja",)),
    ("villages:working-group-*", ("dokumen-pokja",)),
    ("villages:member-*", ("dokumen-pokja",)),
    ("workshops:follow-up-plan", ("menugaskan",)),
    ("workshops:follow-up-edit", ("menugaskan",)),
    ("workshops:follow-up-*", ("tindak-lanjut", "membaca-lokakarya")),
    ("workshops:*", ("lokakarya", "membaca-lokakarya")),
)


def own_guide(user):
    """The guide of what this person may do."""
    by_key = {guide.key: guide for guide in GUIDES}
    ranked = (by_key[key] for key in RANKED)
    return next(
        guide for guide in ranked if not guide.permission or user.has_perm(guide.permission)
    )


def help_row(name):
    """The row of ``HELP`` for the page of that name, or None."""
    return next((row for row in HELP if fnmatch(name, row[0])), None)


def help_for(name, own):
    """``(guide, task)`` that help on the page of that name, for a reader of the guide ``own``; else None."""
    row = help_row(name)
    for guide in (own, *GUIDES) if row else ():
        for key in row[1]:
            if key in guide.task_keys:
                return guide, TASKS[key]
    return None
