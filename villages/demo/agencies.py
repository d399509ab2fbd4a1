"""Agencies of the regency as the demo lists them."""

from villages.models import Agency

PERKIM = "Perkim"
AGENCIES = {
    "Bappeda": "Badan Perencanaan Pembangunan Daerah",
    PERKIM: "Dinas Perumahan, Permukiman dan Pertanahan",
    "PUPR": "Dinas Pekerjaan Umum dan Penataan Ruang",
    "DLH": "Dinas Lingkungan Hidup",
    "DPMD": "Dinas Pemberdayaan Masyarakat dan Desa",
    "Dinkes": "Dinas Kesehatan",
    "Dinsos": "Dinas Sosial",
    "PDAM": "Perusahaan Daerah Air Minum",
    "Kec. Kraksaan": "Kecamatan Kraksaan",
    "Kec. Pajarakan": "Kecamatan Pajarakan",
}
# Digits of the criteria that an agency works on; the others take part in all.
FIELDS = {PERKIM: "15", "PUPR": "24", "DLH": "56", "Dinkes": "35", "PDAM": "3"}


def load_agencies():
    """Agencies that were never there before."""
    for short_name, name in AGENCIES.items():
        if not Agency.history.filter(short_name=short_name).exists():
            about = {"name": name, "criteria": FIELDS.get(short_name, "")}
            Agency.objects.get_or_create(short_name=short_name, defaults=about)
