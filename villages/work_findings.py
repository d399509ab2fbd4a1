"""What is wrong or doubtful about one week of padat karya: the same checks while typing, saving and reading.

Blocking findings keep the week from being saved; warnings are shown and stay visible on the project's page.
What may be right but must be explained (progress that falls, more spent than received) blocks only as long
as the week has no note. Women are counted apart from men, so they can never exceed the workers.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from villages.numbers import show_number, show_rupiah

# Materials are bought first, so the share of wages says something only when most is done (percent).
SHARE_COUNTS_FROM = 80


@dataclass(frozen=True)
class WorkFinding:
    """One finding; ``column`` is a field of the week or "" for the week as a whole."""

    rule: str
    column: str
    blocking: bool
    message: str
    advice: str = ""


@dataclass(frozen=True)
class WeekValues:
    """A week as it is being typed: ``None`` where nothing readable stands. A ``WorkWeek`` serves as well."""

    number: int
    starts_on: date | None = None
    days: int | None = None
    men: int | None = None
    women: int | None = None
    poor_workers: int | None = None
    person_days: Decimal | None = None
    wages_rp: Decimal | None = None
    materials_rp: Decimal | None = None
    physical_percent: Decimal | None = None
    financial_percent: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class Limits:
    """What the programme expects of the work."""

    daily_rate_rp: int = 100_000
    rate_band_percent: int = 25
    wage_target_percent: int = 70
    max_days: int = 60

    @property
    def lowest_rate_rp(self):
        return self.daily_rate_rp * (100 - self.rate_band_percent) // 100

    @property
    def highest_rate_rp(self):
        return self.daily_rate_rp * (100 + self.rate_band_percent) // 100


def current_limits():
    """The limits that the settings of the portal hold."""
    return Limits(
        settings.PADAT_KARYA_DAILY_RATE_RP,
        settings.PADAT_KARYA_RATE_BAND_PERCENT,
        settings.PADAT_KARYA_WAGE_TARGET_PERCENT,
        settings.PADAT_KARYA_MAX_DAYS,
    )


@dataclass(frozen=True)
class Course:
    """The work around a week: its contract, the other weeks, and the money received as (day, rupiah)."""

    starts_on: date | None = None
    ends_on: date | None = None
    others: tuple = ()
    received: tuple = ()
    limits: Limits = field(default_factory=current_limits)

    def before(self, number):
        """The weeks before the one of that number, in order."""
        return sorted(
            (week for week in self.others if week.number < number), key=lambda week: week.number
        )

    def previous(self, number):
        return next(reversed(self.before(number)), None)

    def following(self, number):
        later = (week for week in self.others if week.number > number)
        return min(later, key=lambda week: week.number, default=None)

    def received_by(self, day):
        """Rupiah that had been received on a day."""
        return sum(amount for on, amount in self.received if on <= day)


def week_findings(week, course):
    """All findings of a week, blocking ones first."""
    found = [
        *_people(week),
        *_dates(week, course),
        *_progress(week, course),
        *_money(week, course),
        *_rate(week, course.limits),
        *_days(week, course),
    ]
    return sorted(found, key=lambda finding: not finding.blocking)


def blocking_by_field(findings):
    """Messages of the blocking findings by the field where they stand."""
    found = {}
    for item in findings:
        if item.blocking:
            found.setdefault(item.column, []).append(f"{item.message} {item.advice}".strip())
    return found


def wage_share(wages_rp, materials_rp):
    """Percent of what was spent that went into wages, to one decimal; None before anything was spent."""
    spent = wages_rp + materials_rp
    if not spent:
        return None
    return (100 * Decimal(wages_rp) / spent).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def rate_of(wages_rp, person_days):
    """Rupiah of wages for a person-day, whole; None without person-days."""
    if not person_days:
        return None
    return (Decimal(wages_rp) / person_days).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def _people(week):
    if week.men is None and week.women is None:
        return
    workers = (week.men or 0) + (week.women or 0)
    if (week.poor_workers or 0) > workers:
        message = _("MBR %(poor)s orang, padahal pekerja hanya %(workers)s.") % {
            "poor": show_number(week.poor_workers),
            "workers": show_number(workers),
        }
        advice = _("MBR dihitung di antara pekerja laki-laki dan perempuan.")
        yield WorkFinding("poor_above_workers", "poor_workers", True, message, advice)
    most = workers * (week.days or 0)
    if week.days is not None and (week.person_days or 0) > most:
        message = _("%(hok)s HOK melebihi %(workers)s pekerja × %(days)s hari = %(most)s.") % {
            "hok": show_number(week.person_days),
            "workers": show_number(workers),
            "days": week.days,
            "most": show_number(most),
        }
        advice = _("Betulkan HOK, jumlah pekerja, atau hari kerjanya.")
        yield WorkFinding("too_many_person_days", "person_days", True, message, advice)


def _last_day(week):
    """The earliest day on which the work of the week can have ended."""
    return week.starts_on + timedelta(days=max((week.days or 0) - 1, 0))


def _dates(week, course):
    if week.starts_on is None:
        return
    advice = _("Betulkan tanggalnya, atau ubah masa pelaksanaan pada keterangan kegiatan.")
    if course.starts_on and week.starts_on < course.starts_on:
        message = _("Pelaksanaan baru mulai %(day)s.") % {"day": date_format(course.starts_on)}
        yield WorkFinding("before_contract", "starts_on", True, message, advice)
    if course.ends_on and _last_day(week) > course.ends_on:
        message = _("Pelaksanaan sudah berakhir %(day)s.") % {"day": date_format(course.ends_on)}
        yield WorkFinding("after_contract", "starts_on", True, message, advice)
    previous, following = course.previous(week.number), course.following(week.number)
    if previous and week.starts_on <= _last_day(previous):
        yield _overlap(previous)
    elif following and following.starts_on <= _last_day(week):
        yield _overlap(following)


def _overlap(other):
    message = _("Hari kerjanya bertindih dengan minggu %(number)s yang mulai %(day)s.") % {
        "number": other.number,
        "day": date_format(other.starts_on),
    }
    advice = _("Betulkan tanggal mulai atau hari kerjanya.")
    return WorkFinding("overlaps", "starts_on", True, message, advice)


def _progress(week, course):
    previous, following = course.previous(week.number), course.following(week.number)
    for column in ("physical_percent", "financial_percent"):
        value = getattr(week, column)
        if value is None:
            continue
        if previous and value < getattr(previous, column):
            yield _fallen(column, getattr(previous, column), value, week.note)
        if following and value > getattr(following, column):
            message = _("Minggu %(number)s tercatat lebih rendah: %(value)s %%.") % {
                "number": following.number,
                "value": show_number(getattr(following, column)),
            }
            advice = _("Kemajuan dihitung sejak awal pekerjaan, bukan minggu ini saja.")
            yield WorkFinding("above_following", column, False, message, advice)


def _fallen(column, old, new, note):
    message = _("Turun dari %(old)s %% menjadi %(new)s %%.") % {
        "old": show_number(old),
        "new": show_number(new),
    }
    if note.strip():
        return WorkFinding("fallen", column, False, message)
    advice = _("Kemajuan dihitung sejak awal pekerjaan. Bila memang turun, jelaskan dalam catatan.")
    return WorkFinding("fallen", column, True, message, advice)


def _spent(week):
    return (week.wages_rp or 0) + (week.materials_rp or 0)


def _money(week, course):
    before = course.before(week.number)
    wages = sum(other.wages_rp for other in before) + (week.wages_rp or 0)
    spent = sum(map(_spent, before)) + _spent(week)
    if week.starts_on is not None and _spent(week):
        yield from _beyond_received(week, spent, course)
    share = wage_share(wages, spent - wages)
    is_late = (week.physical_percent or 0) >= SHARE_COUNTS_FROM
    if share is not None and is_late and share < course.limits.wage_target_percent:
        message = _("Bagian upah sampai minggu ini %(share)s %%, di bawah %(target)s %%.") % {
            "share": show_number(share),
            "target": course.limits.wage_target_percent,
        }
        advice = _("Periksa upah dan bahannya; sasaran itu berlaku untuk seluruh pekerjaan.")
        yield WorkFinding("wage_share", "wages_rp", False, message, advice)


def _beyond_received(week, spent, course):
    received = course.received_by(week.starts_on + timedelta(days=6))
    if spent <= received:
        return
    message = _("Upah dan bahan sampai minggu ini %(spent)s melebihi pencairan %(received)s.") % {
        "spent": show_rupiah(spent),
        "received": show_rupiah(received),
    }
    advice = _("Catat dulu pencairannya, atau jelaskan dalam catatan siapa yang menalangi.")
    has_note = bool(week.note.strip())
    yield WorkFinding("beyond_received", "materials_rp", not has_note, message, advice)


def _rate(week, limits):
    if week.wages_rp is None or week.person_days is None:
        return
    rate = rate_of(week.wages_rp, week.person_days)
    if rate is None and week.wages_rp:
        message = _("Ada upah, padahal HOK 0.")
        yield WorkFinding("wages_without_work", "person_days", False, message, _("Isi HOK-nya."))
    if rate is None or limits.lowest_rate_rp <= rate <= limits.highest_rate_rp:
        return
    message = _("Upah per HOK %(rate)s, di luar kisaran %(lowest)s sampai %(highest)s.") % {
        "rate": show_rupiah(rate),
        "lowest": show_rupiah(limits.lowest_rate_rp),
        "highest": show_rupiah(limits.highest_rate_rp),
    }
    advice = _("Periksa upah dan HOK-nya.")
    yield WorkFinding("daily_rate", "wages_rp", False, message, advice)


def _days(week, course):
    limit = course.limits.max_days
    if not week.days:
        return
    total = sum(other.days for other in course.before(week.number)) + week.days
    if total > limit:
        message = _("Sampai minggu ini %(total)s hari kerja, paling banyak %(limit)s.") % {
            "total": total,
            "limit": limit,
        }
        yield WorkFinding("too_many_days", "days", False, message, _("Periksa hari kerjanya."))
