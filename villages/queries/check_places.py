"""Checks of villages, decrees and the RTs that they name."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from villages.models import Baseline, DecreeLocation, Neighbourhood, NeighbourhoodRecord, SlumDecree
from villages.queries.regency import sees_unverified
from villages.registry import Check, CheckRow, Severity

URGENT, IMPORTANT, MINOR = Severity.URGENT, Severity.IMPORTANT, Severity.MINOR


# --- villages -------------------------------------------------------------------------------------------


def by_name(villages):
    return villages.select_related("district").defer("boundary").order_by("name", "code")


def _place(village):
    return _("Kecamatan %(district)s") % {"district": village.district}


def village_row(village, detail=""):
    about = _place(village)
    return CheckRow(
        village.full_name, village.get_absolute_url(), f"{about}; {detail}" if detail else about
    )


def without_baseline(user, villages):
    year = timezone.localdate().year
    known = Baseline.objects.visible_to(user).filter(village=OuterRef("pk"), year=year)
    title = (
        _("Desa tanpa baseline %(year)s")
        if sees_unverified(user)
        else _("Desa tanpa baseline terverifikasi %(year)s")
    )
    return Check(
        "desa-tanpa-baseline",
        title % {"year": year},
        IMPORTANT,
        _("Asisten kota membuka baseline tahun ini di halaman desanya, lalu mengisi RT demi RT."),
        by_name(villages.filter(~Exists(known))),
        village_row,
    )


def without_assistant(user, villages):
    return Check(
        "desa-tanpa-asisten",
        _("Desa tanpa asisten kota"),
        IMPORTANT,
        _("Admin menugaskan asisten kota untuk desa ini di Administrasi."),
        by_name(villages.filter(assistants__isnull=True)),
        village_row,
    )


def without_area(user, villages):
    return Check(
        "desa-tanpa-luas",
        _("Desa tanpa luas atau batas wilayah"),
        MINOR,
        _("Luas diisi di Administrasi, batas wilayah dengan perintah import_boundaries."),
        by_name(villages.filter(Q(area_ha__isnull=True) | Q(boundary__isnull=True))),
        lambda village: village_row(
            village, _("luas belum diisi") if village.area_ha is None else _("tanpa batas wilayah")
        ),
    )


# --- decrees --------------------------------------------------------------------------------------------


def _in_force(user, villages):
    """Decrees in force that name one of the villages, or none at all."""
    named = DecreeLocation.objects.filter(decree=OuterRef("pk"))
    here = named.filter(village__in=villages.values("pk"))
    decrees = SlumDecree.objects.visible_to(user).in_force()
    return decrees.filter(Exists(here) | ~Exists(named)).order_by("decided_on", "pk")


def _decree(decree):
    return CheckRow(
        _("SK %(number)s") % {"number": decree}, decree.get_absolute_url(), decree.subject
    )


def _locations(villages):
    locations = DecreeLocation.objects.in_force().filter(village__in=villages.values("pk"))
    locations = locations.select_related("village", "decree").defer("boundary", "village__boundary")
    return locations.order_by("village__name", "area_name", "pk")


def _location(location):
    return CheckRow(
        str(location),
        location.decree.get_absolute_url(),
        _("SK %(number)s") % {"number": location.decree},
    )


def decree_due(user, villages):
    return Check(
        "sk-perlu-ditinjau",
        _("SK Kumuh yang waktunya ditinjau"),
        URGENT,
        _("Tinjau kembali SK ini: sekurangnya sekali dalam lima tahun. Mulai dari cek baseline."),
        _in_force(user, villages).due_for_review(),
        lambda decree: CheckRow(
            _("SK %(number)s") % {"number": decree},
            decree.get_absolute_url(),
            _("batas tinjau %(on)s") % {"on": date_format(decree.review_due_on)},
        ),
    )


def decree_without_locations(user, villages):
    named = DecreeLocation.objects.in_force().filter(decree=OuterRef("pk"))
    return Check(
        "sk-tanpa-lokasi",
        _("SK Kumuh berlaku tanpa lokasi"),
        IMPORTANT,
        _("Isi lokasi yang dimuat SK ini, atau cabut SK-nya bila sudah tidak dipakai."),
        _in_force(user, villages).filter(~Exists(named)),
        _decree,
    )


def decree_without_file(user, villages):
    return Check(
        "sk-tanpa-berkas",
        _("SK Kumuh berlaku tanpa berkas"),
        MINOR,
        _("Unggah pindaian SK beserta lampiran dan petanya lewat “Ubah keterangan”."),
        _in_force(user, villages).filter(file=""),
        _decree,
    )


def location_without_rts(user, villages):
    return Check(
        "lokasi-tanpa-rt",
        _("Lokasi SK Kumuh tanpa RT"),
        IMPORTANT,
        _("Rinci lokasi sampai RT di halaman SK-nya; tanpa itu kegiatan tidak dapat diarahkan."),
        _locations(villages).filter(neighbourhoods__isnull=True),
        _location,
    )


def location_without_coordinates(user, villages):
    return Check(
        "lokasi-tanpa-koordinat",
        _("Lokasi SK Kumuh tanpa koordinat"),
        MINOR,
        _("Isi lintang dan bujur lokasi di halaman SK-nya agar muncul di peta."),
        _locations(villages).filter(latitude__isnull=True, boundary__isnull=True),
        _location,
    )


def rt_without_record(user, villages):
    named = DecreeLocation.objects.in_force().filter(neighbourhoods=OuterRef("pk"))
    verified = NeighbourhoodRecord.objects.filter(
        neighbourhood=OuterRef("pk"), baseline__status=Baseline.Status.VERIFIED
    )
    rts = Neighbourhood.objects.filter(village__in=villages.values("pk"))
    rts = rts.select_related("village__district").defer("village__boundary")
    return Check(
        "rt-sk-tanpa-isian",
        _("RT dalam SK Kumuh tanpa isian terverifikasi"),
        IMPORTANT,
        _("Survei RT ini dan masukkan ke baseline desanya, atau keluarkan dari SK berikutnya."),
        rts.filter(Exists(named), ~Exists(verified)).order_by(
            "village__name", "village", "rw", "rt"
        ),
        lambda rt: CheckRow(
            f"{rt}, {rt.village}", rt.village.get_absolute_url(), _place(rt.village)
        ),
    )
