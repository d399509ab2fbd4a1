"""The pictures of the user guide: what one sees on them, and which task they belong to."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

WIDTH = 1000  # of every picture, in pixels: the width of the window in which they are taken


@dataclass(frozen=True)
class Picture:
    """A picture of the demo: file name without ending, height in pixels, and what one sees on it."""

    name: str
    height: int
    alt: str
    width = WIDTH

    @property
    def path(self):
        return f"kotaku/guide/{self.name}.png"


# By the key of the task.
PICTURES = {
    "mulai": Picture(
        "home",
        560,
        _("Beranda Bappeda: daftar hal yang menunggu, dikelompokkan menurut jenisnya."),
    ),
    "mengisi-baseline": Picture(
        "record",
        620,
        _("Isian satu RT: data dasar, volume kekurangan, dan nilai yang dihitung langsung."),
    ),
    "mengimpor-baseline": Picture(
        "import",
        640,
        _("Pratinjau impor: jumlah baris ditolak, baru, berubah, dan tetap, lalu keputusannya."),
    ),
    "mengajukan": Picture(
        "baseline",
        600,
        _("Halaman baseline: langkah berikutnya menyebut RT yang belum lengkap."),
    ),
    "meninjau": Picture(
        "review",
        640,
        _("Halaman tinjauan: catatan pengajuan, nilai desa, dan persentase tiap kriteria."),
    ),
    "menyusun-sk": Picture(
        "decree",
        620,
        _("Rancangan SK Kumuh: keterangan, tombol Berlakukan, dan luas menurut kewenangan."),
    ),
    "kegiatan": Picture(
        "project",
        640,
        _("Halaman kegiatan: tombol untuk statusnya, pelaksana, lokasi SK Kumuh, dan anggaran."),
    ),
    "padat-karya": Picture(
        "week",
        640,
        _("Catatan satu minggu: pekerja, HOK, upah, kemajuan fisik dan keuangan."),
    ),
    "foto-serah-terima": Picture(
        "aftercare",
        640,
        _("Foto kegiatan pada 0, 50, dan 100 persen, lalu serah terima dan pemeriksaan."),
    ),
    "kebutuhan": Picture(
        "needs",
        640,
        _("Kebutuhan per subkriteria: volume yang masih dibutuhkan, direncanakan, belum tercakup."),
    ),
    "mencoba-rencana": Picture(
        "trial",
        640,
        _("Coba rencana: volume yang diusulkan tiap RT dan nilai desa sesudahnya."),
    ),
    "lokakarya": Picture(
        "recommendations",
        620,
        _("Rekomendasi lokakarya, masing-masing dengan OPD, tenggat, dan status tindak lanjutnya."),
    ),
    "tindak-lanjut": Picture(
        "follow-up",
        640,
        _("Halaman tindak lanjut: OPD, petugas, tenggat, dan tombol untuk mencatat kemajuan."),
    ),
    "tinjauan": Picture(
        "reviews",
        640,
        _("Matriks tinjauan: desa ke bawah, RP2KPKPK, SK Kumuh, Pokja, dan pendukung ke kanan."),
    ),
    "kelengkapan": Picture(
        "completeness",
        600,
        _("Kelengkapan data: tiap pemeriksaan dengan jumlah temuan dan apa yang perlu dilakukan."),
    ),
    "membaca-desa": Picture(
        "village",
        640,
        _("Halaman desa: nilai menurut baseline dan kondisi, data desa, dan peta batasnya."),
    ),
    "akun-dan-peran": Picture(
        "people",
        520,
        _("Daftar pengguna di Administrasi dengan nama, peran, dan jumlah desanya."),
    ),
}
