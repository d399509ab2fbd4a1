"""The columns that every sheet of RTs has, and the ways their headings are written."""

from villages.imports.table import Column

NOTE = "catatan_pemeriksaan"  # written by the marked workbook, ignored when it comes back

PLACE_COLUMNS = (
    Column(
        "kode_desa",
        "Kode desa/kelurahan",
        ("kode", "kode desa", "kode kelurahan", "kode wilayah", "kode kemendagri", "id desa"),
    ),
    Column(
        "desa",
        "Desa/kelurahan",
        ("nama desa", "kelurahan", "nama kelurahan", "nama desa/kelurahan", "desa kelurahan"),
    ),
    # The RT column may name the RW as well.
    Column("rw", "RW", ("no rw", "nomor rw", "rukun warga"), required=False),
    Column("rt", "RT", ("no rt", "nomor rt", "rukun tetangga", "rt/rw", "rt dan rw", "nama rt")),
)
NOTE_COLUMN = Column(NOTE, "Catatan pemeriksaan", required=False)
