"""Needs against plans as a table: one row per village and indicator."""

from django.utils.translation import gettext as _

from villages import labels
from villages.numbers import show_number
from villages.queries.needs import STATUSES, agency_names
from villages.scoring import INDICATORS


def needs_headings():
    """Headings of ``needs_rows``."""
    return [
        _("Kode desa"),
        _("Desa"),
        _("Kecamatan"),
        _("Tahun kondisi"),
        _("Subkriteria"),
        _("Nama subkriteria"),
        _("Satuan"),
        _("Kebutuhan"),
        _("Dari (data dasar)"),
        *(_("Rencana %(status)s") % {"status": status.label.lower()} for status in STATUSES),
        _("Kebutuhan tercakup rencana"),
        _("Kebutuhan belum tercakup"),
        _("Rencana menurut OPD"),
        _("RT dengan kebutuhan"),
        _("RT dengan nilai di atas 0"),
        _("RT tanpa rencana"),
        _("Nilai desa kini"),
        _("Tingkat desa kini"),
        _("Nilai desa bila rencana terlaksana"),
        _("Tingkat desa bila rencana terlaksana"),
    ]


def needs_rows(filterset):
    """The matrix of a ``NeedsFilter``, in the order of its villages."""
    names = agency_names()
    for row in filterset.villages:
        place = [row.village.code, row.village.name, row.village.district.name, filterset.year]
        scores = [*_score(row.now), *_score(row.after)]
        for item in INDICATORS:
            if filterset.code in (None, item.code):
                yield [*place, *_need(row.needs[item.code], names), *scores]


def _need(need, names):
    by_agency = (f"{names[key]}: {show_number(volume)}" for key, volume in need.by_agency.items())
    return [
        need.code,
        str(need.label),
        need.unit.value,
        need.remaining,
        need.denominator,
        *need.planned.values(),
        need.covered,
        need.uncovered,
        "; ".join(sorted(by_agency)),
        need.rts,
        need.scoring_rts,
        need.unplanned_rts,
    ]


def _score(assessment):
    return assessment.total, str(labels.LEVELS[assessment.level])
