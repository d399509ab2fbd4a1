"""What a person can do next about a village, by what they may do and how far its baselines are."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from villages.models import Baseline
from villages.people import full_name
from villages.scoring import SlumLevel

Status = Baseline.Status


@dataclass(frozen=True)
class NextStep:
    """A sentence, and the link that does it; no link where one can only wait."""

    text: str
    link: str = ""
    url: str = ""


def next_steps(page, user):
    """Next steps of ``VillagePage`` for a person: what they can do before what they wait for."""
    if user.has_perm("villages.verify_baseline"):
        steps = list(_of_reviewer(page))
    elif user.has_perm("villages.change_baseline"):
        steps = list(_of_assistant(page))
    else:
        steps = []
    if user.has_perm("villages.change_slumdecree"):
        steps += _of_decree_keeper(page)
    return sorted(steps, key=lambda step: not step.url)


def _of_assistant(page):
    open_baselines = [item for item in page.baselines if item.status != Status.VERIFIED]
    for baseline in open_baselines:
        yield _enter(baseline)
    if not open_baselines:
        yield _open_another(page)


def _enter(baseline):
    if baseline.status == Status.SUBMITTED:
        return NextStep(
            _("Baseline %(name)s diajukan %(day)s dan menunggu tinjauan Bappeda.")
            % {"name": baseline.name, "day": _day(baseline.submitted_at)}
        )
    if baseline.status == Status.RETURNED:
        text = _("Baseline %(name)s dikembalikan oleh %(person)s: “%(comment)s”") % {
            "name": baseline.name,
            "person": full_name(baseline.returned_by),
            "comment": baseline.return_comment or "",
        }
        return NextStep(text, _("Betulkan isiannya"), baseline.get_absolute_url())
    text = _("Baseline %(name)s belum diajukan: %(complete)s dari %(total)s RT lengkap.") % {
        "name": baseline.name,
        "complete": baseline.complete_count,
        "total": baseline.rt_count,
    }
    return NextStep(text, _("Lanjutkan mengisi"), baseline.get_absolute_url())


def _open_another(page):
    url = f"{reverse('villages:baseline-open')}?{urlencode({'desa': page.village.code})}"
    if not page.latest:
        return NextStep(_("Desa ini belum mempunyai baseline."), _("Buka baseline"), url)
    text = _("Baseline %(name)s sudah terverifikasi. Ada survei baru?")
    return NextStep(text % {"name": page.latest.name}, _("Buka baseline berikutnya"), url)


def _of_reviewer(page):
    for baseline in page.baselines:
        if baseline.status == Status.SUBMITTED:
            text = _("Baseline %(name)s diajukan oleh %(person)s, %(day)s.") % {
                "name": baseline.name,
                "person": full_name(baseline.submitted_by),
                "day": _day(baseline.submitted_at),
            }
            url = reverse("villages:baseline-review", args=baseline.address)
            yield NextStep(text, _("Tinjau baseline"), url)
        elif baseline.is_editable:
            yield NextStep(
                _("Baseline %(name)s masih diisi: %(complete)s dari %(total)s RT lengkap.")
                % {
                    "name": baseline.name,
                    "complete": baseline.complete_count,
                    "total": baseline.rt_count,
                }
            )
    if not page.baselines:
        yield NextStep(_("Belum ada baseline; menunggu asisten kota membukanya."))
    if not page.assistants:
        yield NextStep(
            _("Desa ini belum mempunyai asisten kota, sehingga tidak ada yang dapat mengisinya.")
        )


def _of_decree_keeper(page):
    for decree in page.decrees:
        if decree.is_due_for_review:
            text = _("SK %(number)s perlu ditinjau ulang: sudah lima tahun pada %(day)s.") % {
                "number": decree.number,
                "day": date_format(decree.review_due_on, "j F Y"),
            }
            yield NextStep(text, _("Buka SK"), decree.get_absolute_url())
    if page.latest and page.latest.level != SlumLevel.NOT_SLUM and not page.locations:
        text = _("Menurut baseline %(name)s desa ini kumuh, tetapi belum masuk SK Kumuh mana pun.")
        url = reverse("villages:decree-list")
        yield NextStep(text % {"name": page.latest.name}, _("Lihat daftar SK"), url)


def _day(moment):
    return date_format(localtime(moment), "j F Y")
