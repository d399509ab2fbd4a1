"""What is out of step between needs, decrees and projects: a table of named checks.

To add one, write a function that returns a ``Check`` for some villages and a year, and put it in ``CHECKS``.
"""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Exists, F, Max, OuterRef, Sum
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from villages import labels
from villages.models import Condition, Output, Project
from villages.numbers import show_number
from villages.queries.needs import needs_alone
from villages.queries.plans import REMAINING, SCORE, ZERO, still_to_come, with_condition
from villages.queries.project import in_decree
from villages.registry import Check, CheckRow, Severity
from villages.scoring import INDICATOR_BY_CODE

_PLACE = "neighbourhood__village"
# Less than any volume; SQLite adds in binary, so 0,1 + 0,2 is a little more than 0,3.
_TRACE = Decimal("0.0000005")
# Of the one place that rows are grouped by.
_NAMES = {
    "code": Max(f"{_PLACE}__code"),
    "village": Max(f"{_PLACE}__name"),
    "district": Max(f"{_PLACE}__district__name"),
    "rw": Max("neighbourhood__rw"),
    "rt": Max("neighbourhood__rt"),
}


@dataclass(frozen=True)
class PlaceRow(CheckRow):
    """A row that lies in a village, and perhaps in one RT of it."""

    code: str = ""
    village: str = ""
    district: str = ""
    rt: str = ""


def out_of_step(villages):
    """All checks over some villages, a queryset; nothing is asked of the database but the latest year."""
    conditions = Condition.objects.filter(neighbourhood__village__in=villages)
    year = conditions.aggregate(latest=Max("year"))["latest"]
    return [check(villages, year) for check in CHECKS]


def needs_without_programme(villages, year):
    return Check(
        "tanpa-kegiatan",
        _("Kebutuhan tanpa kegiatan"),
        Severity.URGENT,
        _(
            "Subkriteria yang bernilai di desa ini dan belum direncanakan siapa pun. Usulkan "
            "kegiatannya, atau coba dulu rencana yang paling sedikit untuk desa itu."
        ),
        SimpleLazyObject(lambda: _unplanned(villages, year)),
        _show_need,
    )


def _unplanned(villages, year):
    places = villages.select_related("district").defer("boundary").order_by("name", "code")
    planned = set(still_to_come(villages).order_by().values_list(_PLACE, "indicator").distinct())
    return [
        (row, need)
        for row in needs_alone(places, year)
        for need in row.needs.values()
        if need.scoring_rts and (row.village.pk, need.code) not in planned
    ]


def _show_need(pair):
    row, need = pair
    rts = ngettext("%(n)s RT", "%(n)s RT", need.rts) % {"n": need.rts}
    return PlaceRow(
        f"{need.code} {need.short_label}",
        f"{reverse('villages:needs-village', args=[row.village.code])}?kriteria={need.code}#rt",
        _("%(volume)s di %(rts)s") % {"volume": _volume(need.code, need.remaining), "rts": rts},
        **_place(row.village),
    )


def outside_the_decree(villages, year):
    return Check(
        "luar-sk",
        _("Kegiatan di luar lokasi SK Kumuh"),
        Severity.IMPORTANT,
        _(
            "Tidak satu pun keluarannya di RT yang dimuat SK yang berlaku. Pindahkan ke RT di "
            "dalam lokasi, kaitkan dengan lokasinya, atau usulkan RT-nya masuk SK berikutnya."
        ),
        _projects(villages).open().filter(~in_decree()),
        _show_project,
    )


def aimed_at_nothing(villages, year):
    outputs = with_condition(_outputs(villages), year).annotate(score=SCORE, left=REMAINING)
    return Check(
        "tanpa-nilai",
        _("Rencana pada subkriteria yang bernilai 0"),
        Severity.IMPORTANT,
        _(
            "Di RT itu subkriteria ini tidak menambah nilai kekumuhan lagi. Pindahkan volumenya ke RT atau "
            "subkriteria yang masih bernilai."
        ),
        outputs.filter(score=0),
        _show_left,
    )


def two_agencies(villages, year):
    others = still_to_come().filter(
        neighbourhood=OuterRef("neighbourhood"),
        indicator=OuterRef("indicator"),
        project__agency__isnull=False,
    )
    others = others.exclude(project__agency=OuterRef("project__agency"))
    return Check(
        "dua-opd",
        _("Dua OPD pada RT dan subkriteria yang sama"),
        Severity.IMPORTANT,
        _("Sepakati siapa mengerjakan apa, lalu sesuaikan volume atau RT salah satu kegiatan."),
        _outputs(villages).filter(Exists(others), project__agency__isnull=False),
        _show_output,
    )


def more_than_needed(villages, year):
    sums = (
        with_condition(still_to_come(villages), year)
        .order_by()
        .values("neighbourhood", "indicator")
        .annotate(rest_sum=Sum("rest"), left=Max(REMAINING))
        .filter(left__gt=0, rest_sum__gt=F("left") + _TRACE)
    )
    return Check(
        "berlebih",
        _("Rencana lebih besar daripada kebutuhan"),
        Severity.MINOR,
        _("Kurangi volumenya sampai sebesar kebutuhan, atau pindahkan selisihnya ke RT lain."),
        sums.annotate(**_NAMES).order_by("village", "code", "rw", "rt", "indicator"),
        _show_excess,
    )


def nothing_is_known(villages, year):
    return Check(
        "tanpa-baseline",
        _("Rencana di RT tanpa baseline terverifikasi"),
        Severity.MINOR,
        _(
            "Kebutuhan RT ini tidak diketahui, jadi tidak dapat dibandingkan. Masukkan RT-nya "
            "ke baseline, atau betulkan RT pada kegiatannya."
        ),
        with_condition(_outputs(villages), year).filter(condition__isnull=True),
        _show_output,
    )


def finished_without_output(villages, year):
    return Check(
        "tanpa-hasil",
        _("Kegiatan selesai tanpa hasil"),
        Severity.IMPORTANT,
        _("Catat hasil dan tanggalnya per RT, atau kembalikan statusnya bila belum selesai."),
        _projects(villages)
        .filter(status=Project.Status.FINISHED)
        .exclude(Exists(Output.objects.delivered().filter(project=OuterRef("pk")))),
        _show_project,
    )


def never_handed_over(villages, year):
    return Check(
        "belum-serah-terima",
        _("Hasil tanpa serah terima atau KPP"),
        Severity.IMPORTANT,
        _("Catat serah terima kepada KPP yang memeliharanya; bentuk KPP bila desa belum punya."),
        _projects(villages)
        .filter(status=Project.Status.FINISHED, handover__isnull=True)
        .filter(Exists(Output.objects.delivered().filter(project=OuterRef("pk")))),
        _show_unmaintained,
    )


CHECKS = (
    needs_without_programme,
    outside_the_decree,
    aimed_at_nothing,
    two_agencies,
    finished_without_output,
    never_handed_over,
    more_than_needed,
    nothing_is_known,
)


# --- rows, and how they are shown ---------------------------------------------------------------------------


def _projects(villages):
    projects = Project.objects.filter(village__in=villages)
    projects = projects.select_related("village__district", "agency", "maintainer")
    return projects.defer("village__boundary").order_by("village__name", "-year", "name", "pk")


def _outputs(villages):
    outputs = still_to_come(villages).select_related(
        "project__agency", "neighbourhood__village__district"
    )
    order = (f"{_PLACE}__name", _PLACE, "neighbourhood__rw", "neighbourhood__rt", "indicator", "pk")
    return outputs.defer("neighbourhood__village__boundary").order_by(*order)


def _place(village):
    return {"code": village.code, "village": village.name, "district": village.district.name}


def _volume(code, number):
    """Such as "800 m"."""
    return f"{show_number(number or ZERO)} {INDICATOR_BY_CODE[code].unit}"


def _show_project(project, more=""):
    by = project.carried_out_by or _("pelaksana belum diisi")
    known = [by, str(project.year), project.get_status_display().lower(), more]
    detail = ", ".join(filter(None, known))
    return PlaceRow(project.name, project.get_absolute_url(), detail, **_place(project.village))


def _show_unmaintained(project):
    return _show_project(project, "" if project.maintainer else _("KPP belum ditunjuk"))


def _show_output(output, more=""):
    project = output.project
    label = f"{output.indicator} {labels.LACKS[output.indicator]}: {project.name}"
    detail = _("%(by)s, rencana %(volume)s") % {
        "by": project.carried_out_by or _("pelaksana belum diisi"),
        "volume": _volume(output.indicator, output.rest),
    }
    rt = output.neighbourhood
    return PlaceRow(
        label, project.get_absolute_url(), f"{detail}{more}", rt=str(rt), **_place(rt.village)
    )


def _show_left(output):
    left = _volume(output.indicator, output.left)
    return _show_output(output, _(", sisa kebutuhan %(left)s") % {"left": left})


def _show_excess(row):
    code = row["indicator"]
    query = urlencode({"desa": row["code"], "kriteria": code})
    return PlaceRow(
        f"{code} {labels.LACKS[code]}",
        f"{reverse('villages:project-list')}?{query}",
        _("rencana %(planned)s, kebutuhan %(left)s")
        % {"planned": _volume(code, row["rest_sum"]), "left": _volume(code, row["left"])},
        rt=f"RT {row['rt']} RW {row['rw']}",
        **{name: row[name] for name in ("code", "village", "district")},
    )
