"""The tasks of the user guide: title, words, and the page where each begins."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kotaku.guide_pictures import PICTURES


@dataclass(frozen=True)
class Task:
    """Something one does in the portal, in a few steps.

    ``page`` is the name of the address where it begins, offered to whoever has the ``permission``.
    """

    key: str
    title: str
    template: str
    page: str = ""
    page_label: str = ""
    permission: str = ""

    @property
    def picture(self):
        return PICTURES.get(self.key)


_ALL = (
    Task(
        "mulai",
        _("Masuk dan melihat yang menunggu Anda"),
        "kotaku/guide/start.html",
        "home",
        _("Beranda"),
    ),
    Task("mencari", _("Mencari"), "kotaku/guide/search.html", "search", _("Cari")),
    Task(
        "membuka-baseline",
        _("Membuka baseline"),
        "kotaku/guide/baseline_open.html",
        "villages:baseline-open",
        _("Buka baseline"),
        "villages.add_baseline",
    ),
    Task(
        "mengisi-baseline",
        _("Mengisi baseline"),
        "kotaku/guide/baseline_fill.html",
        "villages:baseline-list",
        _("Baseline"),
        "villages.view_baseline",
    ),
    Task(
        "mengimpor-baseline",
        _("Mengimpor baseline dari Excel"),
        "kotaku/guide/baseline_import.html",
        "villages:import-upload",
        _("Unggah isian baseline"),
        "villages.import_baseline",
    ),
    Task(
        "mengajukan",
        _("Mengajukan ke Bappeda"),
        "kotaku/guide/baseline_submit.html",
        "villages:baseline-list",
        _("Baseline"),
        "villages.submit_baseline",
    ),
    Task(
        "membetulkan",
        _("Membetulkan yang dikembalikan"),
        "kotaku/guide/baseline_returned.html",
        "home",
        _("Beranda"),
    ),
    Task(
        "meninjau",
        _("Meninjau dan memverifikasi"),
        "kotaku/guide/baseline_review.html",
        "villages:baseline-queue",
        _("Antrean"),
        "villages.verify_baseline",
    ),
    Task(
        "membaca-sk",
        _("Membaca SK Kumuh dan memeriksanya"),
        "kotaku/guide/decree_read.html",
        "villages:decree-list",
        _("SK Kumuh"),
        "villages.view_slumdecree",
    ),
    Task(
        "menyusun-sk",
        _("Menyusun SK Kumuh"),
        "kotaku/guide/decree_write.html",
        "villages:decree-add",
        _("Tambah SK Kumuh"),
        "villages.add_slumdecree",
    ),
    Task(
        "pengurangan",
        _("Membaca pengurangan luas kumuh"),
        "kotaku/guide/reduction_read.html",
        "villages:reduction-list",
        _("Pengurangan luas kumuh"),
        "villages.view_condition",
    ),
    Task(
        "menetapkan-pengurangan",
        _("Menetapkan pengurangan luas kumuh"),
        "kotaku/guide/reduction_confirm.html",
        "villages:reduction-list",
        _("Pengurangan luas kumuh"),
        "villages.confirm_slumreduction",
    ),
    Task(
        "kegiatan",
        _("Mencatat kegiatan"),
        "kotaku/guide/project.html",
        "villages:project-add",
        _("Tambah kegiatan"),
        "villages.add_project",
    ),
    Task(
        "impor-kegiatan",
        _("Mengimpor kegiatan dari Excel"),
        "kotaku/guide/project_import.html",
        "villages:import-projects",
        _("Unggah kegiatan"),
        "villages.import_project",
    ),
    Task(
        "padat-karya",
        _("Mencatat padat karya tiap minggu"),
        "kotaku/guide/work_week.html",
        "villages:project-list",
        _("Kegiatan"),
        "villages.add_project",
    ),
    Task(
        "foto-serah-terima",
        _("Foto, serah terima, dan pemeriksaan"),
        "kotaku/guide/aftercare.html",
        "villages:project-list",
        _("Kegiatan"),
        "villages.add_project",
    ),
    Task(
        "kebutuhan",
        _("Melihat kebutuhan yang belum tercakup"),
        "kotaku/guide/needs.html",
        "villages:needs-indicators",
        _("Satu data"),
        "villages.view_condition",
    ),
    Task(
        "mencoba-rencana",
        _("Mencoba rencana"),
        "kotaku/guide/trial.html",
        "villages:needs-villages",
        _("Satu data per desa"),
        "villages.view_condition",
    ),
    Task(
        "tidak-selaras",
        _("Memeriksa yang tidak selaras"),
        "kotaku/guide/out_of_step.html",
        "villages:out-of-step-list",
        _("Tidak selaras"),
        "villages.view_condition",
    ),
    Task(
        "lokakarya",
        _("Mencatat lokakarya dan rekomendasinya"),
        "kotaku/guide/workshop.html",
        "workshops:workshop-list",
        _("Lokakarya"),
        "workshops.add_workshop",
    ),
    Task(
        "membaca-lokakarya",
        _("Membaca hasil lokakarya"),
        "kotaku/guide/workshop_read.html",
        "workshops:workshop-list",
        _("Lokakarya"),
        "workshops.view_workshop",
    ),
    Task(
        "menugaskan",
        _("Menugaskan dan mengonfirmasi tindak lanjut"),
        "kotaku/guide/follow_up_assign.html",
        "workshops:workshop-list",
        _("Lokakarya"),
        "workshops.add_followup",
    ),
    Task(
        "tindak-lanjut",
        _("Mengerjakan tindak lanjut"),
        "kotaku/guide/follow_up.html",
        "workshops:follow-up-list",
        _("Tindak lanjut"),
        "workshops.view_followup",
    ),
    Task(
        "tinjauan",
        _("Mengisi tinjauan"),
        "kotaku/guide/village_review.html",
        "villages:review-list",
        _("Tinjauan"),
        "villages.view_review",
    ),
    Task(
        "kelengkapan",
        _("Kelengkapan data"),
        "kotaku/guide/completeness.html",
        "villages:check-list",
        _("Kelengkapan"),
        "villages.view_village",
    ),
    Task(
        "kelembagaan",
        _("Mencatat LKM, KSM, dan KPP"),
        "kotaku/guide/organisation.html",
        "villages:organisation-list",
        _("Kelembagaan"),
        "villages.view_communityorganisation",
    ),
    Task(
        "dokumen-pokja",
        _("Dokumen perencanaan dan Pokja PKP"),
        "kotaku/guide/document.html",
        "villages:document-list",
        _("Dokumen"),
        "villages.view_planningdocument",
    ),
    Task(
        "membaca-desa",
        _("Membaca keadaan desa dan RT"),
        "kotaku/guide/village.html",
        "villages:village-list",
        _("Desa"),
        "villages.view_village",
    ),
    Task(
        "membandingkan",
        _("Membandingkan dua baseline"),
        "kotaku/guide/comparison.html",
        "villages:baseline-list",
        _("Baseline"),
        "villages.view_baseline",
    ),
    Task("mengunduh", _("Menyaring, mengunduh, dan mencetak"), "kotaku/guide/download.html"),
    Task("riwayat", _("Melihat siapa mengubah apa"), "kotaku/guide/history.html"),
    Task(
        "akun-anda",
        _("Kata sandi dan pemberitahuan"),
        "kotaku/guide/account.html",
        "workshops:digest-settings",
        _("Pemberitahuan"),
    ),
    Task(
        "akun-dan-peran",
        _("Akun dan peran"),
        "kotaku/guide/admin_people.html",
        "admin:auth_user_changelist",
        _("Pengguna"),
        "auth.change_user",
    ),
    Task(
        "desa-dan-opd",
        _("Desa, RT, dan OPD"),
        "kotaku/guide/admin_places.html",
        "admin:villages_village_changelist",
        _("Desa di Administrasi"),
        "auth.change_user",
    ),
)
TASKS = {task.key: task for task in _ALL}
