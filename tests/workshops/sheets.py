"""Attendance sheets as people make them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.villages.hell import xlsx

PERSON = ["No", "Nama", "Instansi", "Jabatan", "L/P", "Tanda tangan"]
GROUP = ["Instansi", "Diundang L", "Diundang P", "Hadir (L)", "Hadir (P)"]
TWELVE = [
    [number, f"Peserta {number}", body, "Staf", sex, None]
    for number, (body, sex) in enumerate(
        [
            ("Bappeda", "L"),
            ("Bappeda", "P"),
            ("Perkim", "L"),
            ("Perkim", "P"),
            ("Dinas Lingkungan Hidup", "P"),
            ("DLH", "L"),
            ("DPMD", "L"),
            ("PUPR", "P"),
            ("Kec. Kraksaan", "L"),
            ("LKM Kebonagung", "P"),
            ("LKM Sukokerto", "L"),
            ("Universitas Contoh", "P"),
        ],
        start=1,
    )
]


def sheet(*rows, headings=PERSON, above=()):
    """The content of an XLSX file."""
    return xlsx([*above, headings, *rows])


def as_upload(content, name="Daftar hadir.xlsx"):
    return SimpleUploadedFile(name, content)
