"""The columns of the sheet of community organisations, the same out and in."""

from django.utils.translation import gettext_lazy as _

from villages.imports.headings import Column

CODE, KIND, NAME, CONTACT, ACTIVE = "kode_desa", "jenis", "nama", "kontak", "aktif"
MEN, WOMEN, YEAR, NOTE = "laki_laki", "perempuan", "tahun_dibentuk", "catatan"
COLUMNS = (
    Column(CODE, _("Kode desa"), ("kode", "kode kemendagri")),
    Column("desa", _("Desa"), ("kelurahan", "desa/kelurahan", "nama desa"), required=False),
    Column(KIND, _("Jenis"), ("jenis kelembagaan", "jenis lembaga")),
    Column(NAME, _("Nama"), ("nama kelembagaan", "nama lembaga")),
    Column("ketua", _("Ketua"), ("nama ketua",), required=False),
    Column(CONTACT, _("Kontak"), ("telepon", "no hp", "nomor hp"), required=False),
    Column(YEAR, _("Tahun dibentuk"), ("tahun", "dibentuk"), required=False),
    Column(MEN, _("Anggota laki-laki"), ("laki-laki", "l", "anggota l"), required=False),
    Column(WOMEN, _("Anggota perempuan"), ("p", "anggota p"), required=False),
    Column(ACTIVE, _("Aktif"), ("status", "keadaan"), required=False),
    Column(NOTE, _("Catatan"), ("keterangan",), required=False),
)
TITLES = {column.name: column.title for column in COLUMNS}
# The field that a column fills; the code and the name of the village fill none.
FIELDS = {
    KIND: "kind",
    NAME: "name",
    "ketua": "chair",
    CONTACT: "contact",
    YEAR: "established_year",
    MEN: "men",
    WOMEN: "women",
    ACTIVE: "is_active",
    NOTE: "note",
}
YES, NO = "ya", "tidak"


def in_words(value, heading):
    """A stored value as the sheet says it."""
    if heading == KIND:
        return value.upper()
    return (YES if value else NO) if heading == ACTIVE else value
