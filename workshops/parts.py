"""The kinds of parts of a workshop as one table: their word in addresses, model, form and titles."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from workshops.forms import part as forms


@dataclass(frozen=True)
class Part:
    """A kind of part; ``anchor`` is where its workshop's page shows it."""

    form: type
    add: str
    edit: str
    delete: str
    saved: str
    deleted: str
    anchor: str

    @property
    def model(self):
        return self.form._meta.model


PARTS = {
    "sesi": Part(
        forms.SessionForm,
        _("Tambah sesi"),
        _("Ubah sesi"),
        _("Hapus sesi"),
        _("Sesi disimpan."),
        _("Sesi dihapus; riwayatnya tetap tersimpan."),
        "sesi",
    ),
    "peserta": Part(
        forms.ParticipantForm,
        _("Tambah peserta"),
        _("Ubah peserta"),
        _("Hapus peserta"),
        _("Peserta disimpan."),
        _("Peserta dihapus; riwayatnya tetap tersimpan."),
        "peserta",
    ),
    "materi": Part(
        forms.MaterialForm,
        _("Unggah berkas atau foto"),
        _("Ubah keterangan berkas"),
        _("Hapus berkas"),
        _("Berkas disimpan."),
        _("Berkas dihapus; riwayatnya tetap tersimpan."),
        "berkas",
    ),
    "isu": Part(
        forms.IssueForm,
        _("Tambah isu strategis"),
        _("Ubah isu strategis"),
        _("Hapus isu strategis"),
        _("Isu strategis disimpan."),
        _("Isu strategis dihapus; riwayatnya tetap tersimpan."),
        "isu",
    ),
    "rekomendasi": Part(
        forms.RecommendationForm,
        _("Tambah rekomendasi"),
        _("Ubah rekomendasi"),
        _("Hapus rekomendasi"),
        _("Rekomendasi disimpan."),
        _("Rekomendasi dihapus; riwayatnya tetap tersimpan."),
        "rekomendasi",
    ),
}
