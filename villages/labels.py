"""Indonesian names for the codes of ``scoring`` and ``priority``, as printed on official sheets."""

from django.utils.translation import gettext_lazy as _

from villages.funding import FundingSource
from villages.priority import Authority, Consideration, Density, Handling, Legality
from villages.scoring import RULE_SET, Criterion, SlumLevel

RULE_SETS = {RULE_SET: _("Permen PUPR 14/PRT/M/2018")}

LEVELS = {
    SlumLevel.NOT_SLUM: _("Tidak kumuh"),
    SlumLevel.LIGHT: _("Kumuh ringan"),
    SlumLevel.MODERATE: _("Kumuh sedang"),
    SlumLevel.HEAVY: _("Kumuh berat"),
}

CRITERIA = {
    Criterion.BUILDINGS: _("Kondisi Bangunan Gedung"),
    Criterion.ROADS: _("Kondisi Jalan Lingkungan"),
    Criterion.WATER: _("Kondisi Penyediaan Air Minum"),
    Criterion.DRAINAGE: _("Kondisi Drainase Lingkungan"),
    Criterion.SEWAGE: _("Kondisi Pengelolaan Air Limbah"),
    Criterion.WASTE: _("Kondisi Pengelolaan Persampahan"),
    Criterion.FIRE: _("Kondisi Proteksi Kebakaran"),
}

CRITERIA_SHORT = {
    Criterion.BUILDINGS: _("Bangunan gedung"),
    Criterion.ROADS: _("Jalan lingkungan"),
    Criterion.WATER: _("Air minum"),
    Criterion.DRAINAGE: _("Drainase"),
    Criterion.SEWAGE: _("Air limbah"),
    Criterion.WASTE: _("Persampahan"),
    Criterion.FIRE: _("Proteksi kebakaran"),
}

INDICATORS = {
    "1a": _("Ketidakteraturan Bangunan"),
    "1b": _("Kepadatan Bangunan"),
    "1c": _("Ketidaksesuaian dengan Persyaratan Teknis Bangunan"),
    "2a": _("Cakupan Pelayanan Jalan Lingkungan"),
    "2b": _("Kualitas Permukaan Jalan Lingkungan"),
    "3a": _("Ketidaktersediaan Akses Aman Air Minum"),
    "3b": _("Tidak Terpenuhinya Kebutuhan Air Minum"),
    "4a": _("Ketidakmampuan Mengalirkan Limpasan Air"),
    "4b": _("Ketidaktersediaan Drainase"),
    "4c": _("Kualitas Konstruksi Drainase"),
    "5a": _("Sistem Pengelolaan Air Limbah Tidak Sesuai Standar Teknis"),
    "5b": _("Prasarana dan Sarana Pengelolaan Air Limbah Tidak Sesuai Persyaratan Teknis"),
    "6a": _("Prasarana dan Sarana Persampahan Tidak Sesuai Persyaratan Teknis"),
    "6b": _("Sistem Pengelolaan Persampahan Tidak Sesuai Standar Teknis"),
    "7a": _("Ketidaktersediaan Prasarana Proteksi Kebakaran"),
    "7b": _("Ketidaktersediaan Sarana Proteksi Kebakaran"),
}

# What an indicator says is lacking, in as few words as a narrow column holds.
LACKS = {
    "1a": _("bangunan tidak teratur"),
    "1b": _("kawasan terlalu padat"),
    "1c": _("bangunan tidak layak teknis"),
    "2a": _("jalan belum ada"),
    "2b": _("jalan rusak"),
    "3a": _("air minum tidak aman"),
    "3b": _("air minum kurang"),
    "4a": _("genangan"),
    "4b": _("drainase belum ada"),
    "4c": _("drainase rusak"),
    "5a": _("sistem air limbah"),
    "5b": _("sarana air limbah"),
    "6a": _("sarana sampah"),
    "6b": _("pengangkutan sampah"),
    "7a": _("prasarana kebakaran"),
    "7b": _("sarana kebakaran"),
}

# What to count, in plain words: the same text in the form, the template workbook and its instructions.
INDICATOR_HELP = {
    "1a": _("Bangunan yang letaknya tidak teratur: tidak menghadap jalan atau tidak punya akses."),
    "1b": _("Luas bagian RT yang kepadatannya lebih dari 200 unit bangunan per hektare."),
    "1c": _("Bangunan yang atap, lantai, atau dindingnya tidak memenuhi persyaratan teknis."),
    "2a": _("Panjang jalan lingkungan yang belum ada, dibandingkan kebutuhan idealnya."),
    "2b": _("Panjang jalan yang permukaannya rusak: retak, berlubang, atau belum diperkeras."),
    "3a": _("KK yang tidak mempunyai akses ke air minum yang aman (tidak keruh, berbau, berasa)."),
    "3b": _("KK yang mendapat air minum kurang dari 60 liter per orang per hari."),
    "4a": _("Luas genangan lebih dari 30 cm, lebih dari 2 jam, dan lebih dari 2 kali setahun."),
    "4b": _("Panjang drainase yang belum ada, dibandingkan kebutuhan idealnya."),
    "4c": _("Panjang drainase yang konstruksinya rusak, berupa galian tanah, atau tanpa penutup."),
    "5a": _("KK yang klosetnya tidak terhubung ke tangki septik atau instalasi pengolahan."),
    "5b": _("KK yang klosetnya bukan leher angsa atau tangki septiknya tidak memenuhi syarat."),
    "6a": _("KK tanpa tempat sampah terpilah, TPS, gerobak, atau sarana pengangkut sampah."),
    "6b": _("KK yang sampahnya tidak diangkut ke TPS/TPA sedikitnya dua kali seminggu."),
    "7a": _("Bangunan tanpa pasokan air, jalan masuk mobil pemadam, atau sarana komunikasi."),
    "7b": _("Bangunan yang tidak terlayani APAR, mobil pompa, atau peralatan pemadam lainnya."),
}

DENOMINATORS = {
    "area_ha": _("Luas verifikasi"),
    "buildings": _("Jumlah bangunan"),
    "people": _("Jumlah penduduk"),
    "households": _("Jumlah KK"),
    "ideal_road_m": _("Panjang jalan ideal"),
    "ideal_drain_m": _("Panjang drainase ideal"),
}

DENOMINATOR_HELP = {
    "area_ha": _("Luas wilayah permukiman RT yang dinilai."),
    "buildings": _("Semua bangunan rumah di RT ini."),
    "people": _("Semua penduduk yang tinggal di RT ini."),
    "households": _("Semua kepala keluarga di RT ini."),
    "ideal_road_m": _("Panjang jalan lingkungan yang seharusnya ada, termasuk yang sudah ada."),
    "ideal_drain_m": _("Panjang drainase yang seharusnya ada, termasuk yang sudah ada."),
}

CONSIDERATIONS = {
    Consideration.LOW: _("Rendah"),
    Consideration.MEDIUM: _("Sedang"),
    Consideration.HIGH: _("Tinggi"),
}

LEGALITIES = {
    Legality.LEGAL: _("Legal"),
    Legality.NOT_LEGAL: _("Tidak legal"),
    Legality.UNCLEAR: _("Perlu penegasan"),
}

DENSITIES = {
    Density.LOW: _("Rendah"),
    Density.MEDIUM: _("Sedang"),
    Density.HIGH: _("Tinggi"),
    Density.VERY_DENSE: _("Sangat padat"),
}

HANDLINGS = {
    Handling.RENEWAL: _("Peremajaan"),
    Handling.RESTORATION: _("Pemugaran"),
    Handling.RESETTLEMENT: _("Permukiman kembali"),
}

AUTHORITIES = {
    Authority.REGENCY: _("Kabupaten/kota"),
    Authority.PROVINCE: _("Provinsi"),
    Authority.STATE: _("Pusat"),
}

FUNDING_SOURCES = {
    FundingSource.STATE: _("APBN"),
    FundingSource.PROVINCE: _("APBD provinsi"),
    FundingSource.REGENCY: _("APBD kabupaten"),
    FundingSource.VILLAGE_FUND: _("Dana desa/kelurahan"),
    FundingSource.SELF_HELP: _("Swadaya"),
    FundingSource.PRIVATE: _("Swasta"),
    FundingSource.OTHER: _("Sumber lain"),
}
