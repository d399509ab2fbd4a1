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


def load_agencies():
    """Agencies that were never there before."""
    for short_name, name in AGENCIES.items():
        if not Agency.history.filter(short_name=short_name).exists():
            Agency.objects.get_or_create(short_name=short_name, defaults={"name": name})
