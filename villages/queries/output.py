"""What an RT still needs, and what is odd about an output that is aimed at it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from villages.models import Condition, Output, Project
from villages.numbers import show_number
from villages.scoring import remaining_volume


@dataclass(frozen=True)
class Need:
    """What is left to do in one RT by one indicator, and how that scores.

    ``seen_until``: the last day of the survey; what was delivered by then, the survey has seen.
    """

    volume: Decimal
    score: int
    seen_until: date | None = None


@dataclass(frozen=True)
class OutputFinding:
    """Something odd about an output; ``must_confirm``: it is saved only by somebody who says it is right."""

    message: str
    must_confirm: bool = False


def latest_conditions(**lookups):
    """The condition of each RT in the last year, up to the present, for which it is known."""
    year = timezone.localdate().year
    latest = Condition.objects.filter(neighbourhood=OuterRef("neighbourhood"), year__lte=year)
    last_year = Subquery(latest.order_by("-year").values("year")[:1])
    return Condition.objects.filter(year=last_year, **lookups)


def needs_of(village):
    """``Need`` by (RT, indicator code) of a village, in one query; no RT without verified baseline."""
    return {
        (row.neighbourhood_id, code): Need(volume, row.scores[code])
        for row in latest_conditions(neighbourhood__village=village)
        for code, volume in row.volumes.items()
    }


def needs_besides(outputs):
    """``Need`` by (RT, indicator code) of what outputs aim at, as if they had not been delivered."""
    places = {output.neighbourhood_id for output in outputs}
    others = Output.objects.delivered().filter(neighbourhood__in=places)
    others = others.exclude(pk__in=[output.pk for output in outputs if output.pk])
    delivered = list(others.values_list("neighbourhood", "indicator", "delivered", "delivered_on"))
    found = {}
    for row in latest_conditions(neighbourhood__in=places).select_related("record__baseline"):
        baseline = row.record.baseline
        seen_until = baseline.surveyed_until or date(baseline.year, 12, 31)
        for code, volume in row.record.volumes.items():
            later = [
                amount
                for rt, indicator, amount, day in delivered
                if (rt, indicator) == (row.neighbourhood_id, code) and day > seen_until
            ]
            left = remaining_volume(volume, later)
            found[row.neighbourhood_id, code] = Need(left, row.scores[code], seen_until)
    return found


def output_findings(output, stored, needs):
    """``OutputFinding`` list of an output about to be saved; ``stored`` is what it was, or None.

    What somebody left as it was, is not asked about again.
    """
    need = needs.get((output.neighbourhood_id, output.indicator))
    has_moved = stored is None or stored.aim != output.aim
    if output.delivered is not None:
        if not has_moved and stored.result == output.result:
            return []
        was_delivered = stored is not None and stored.delivered is not None
        return [*_of_result(output, need), *([] if was_delivered else _of_status(output.project))]
    if not output.planned or not (has_moved or stored.planned != output.planned):
        return []
    return list(_of_plan(output, need))


def _of_plan(output, need):
    if need is None:
        yield _unknown(output)
    elif output.planned > need.volume:
        message = _("%(aim)s: rencana %(volume)s melebihi sisa kebutuhan %(need)s.")
        yield OutputFinding(message % _words(output, output.planned, need), must_confirm=True)
    elif need.score == 0:
        message = _("%(aim)s: sudah bernilai 0, jadi kegiatan ini tidak mengubah nilai RT.")
        yield OutputFinding(message % _words(output))


def _of_result(output, need):
    if need is None:
        yield _unknown(output)
    elif output.delivered_on <= need.seen_until:
        message = _(
            "%(aim)s: selesai sebelum survei baseline berakhir (%(day)s), jadi sudah terhitung di "
            "sana dan tidak mengurangi kebutuhan lagi."
        )
        day = date_format(need.seen_until, "j F Y")
        yield OutputFinding(message % (_words(output) | {"day": day}))
    elif output.delivered > need.volume:
        message = _("%(aim)s: hasil %(volume)s melebihi sisa kebutuhan %(need)s.")
        yield OutputFinding(message % _words(output, output.delivered, need), must_confirm=True)


def _of_status(project):
    if project.status in (Project.Status.PROPOSED, Project.Status.BUDGETED):
        message = _("Status kegiatan masih “%(status)s”, padahal sudah ada hasilnya.")
        status = project.get_status_display()
        yield OutputFinding(message % {"status": status}, must_confirm=True)


def _unknown(output):
    message = _("%(aim)s: belum ada baseline terverifikasi, jadi kebutuhannya belum diketahui.")
    return OutputFinding(message % _words(output))


def _words(output, volume=None, need=None):
    """An aim such as "2b di RT 001 RW 001", and volumes with their unit."""
    aim = _("%(code)s di %(place)s") % {"code": output.indicator, "place": output.neighbourhood}
    return {
        "aim": aim,
        "volume": volume is not None and f"{show_number(volume)} {output.unit}",
        "need": need and f"{show_number(need.volume)} {output.unit}",
    }
