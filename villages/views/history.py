"""Who changed what: a page per object, and bringing back an earlier version of an RT's sheet."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from villages.actions.restore import restore_record
from villages.models import NeighbourhoodRecord, SlumDecree, Village
from villages.queries import history
from villages.queries.project_history import project_history as project_history_of
from villages.views.lookup import find_baseline, find_project, may_change, may_enter, may_view

ENTRIES_PER_PAGE = 25


def render_history(request, changes, *, title, crumbs, lead="", **context):
    """A page of ``queries.history.History``; ``crumbs`` are (label, address) of the way here."""
    page = Paginator(changes, ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    context |= {"title": title, "crumbs": crumbs, "lead": lead, "page": page}
    return render(request, "villages/history.html", context)


@require_safe
@permission_required("villages.view_village", raise_exception=True)
def village_history(request, code):
    """Of a village and its RTs."""
    village = get_object_or_404(Village.objects.visible_to(request.user), code=code)
    return render_history(
        request,
        history.village_history(village),
        title=_("Riwayat %(village)s") % {"village": village.full_name},
        lead=_("Semua perubahan data desa, asisten, batas wilayah, dan daftar RT."),
        crumbs=_village_crumbs(village),
    )


@require_safe
@permission_required("villages.view_slumdecree", raise_exception=True)
def decree_history(request, pk):
    """Of a decree and its locations, those that are gone included."""
    decree = get_object_or_404(SlumDecree.objects.visible_to(request.user), pk=pk)
    return render_history(
        request,
        history.decree_history(decree),
        title=_("Riwayat SK %(decree)s") % {"decree": decree},
        lead=_("Semua perubahan keterangan SK dan lokasinya, termasuk lokasi yang sudah dihapus."),
        crumbs=[
            (_("SK Kumuh"), reverse("villages:decree-list")),
            (decree, decree.get_absolute_url()),
        ],
    )


@require_safe
@permission_required("villages.view_project", raise_exception=True)
def project_history(request, pk):
    """Of an intervention and everything recorded of it, also what is gone."""
    project = find_project(request, pk)
    return render_history(
        request,
        project_history_of(project),
        title=_("Riwayat kegiatan %(project)s") % {"project": project},
        lead=_("Semua perubahan keterangan, keluaran, dan catatan, juga yang sudah dihapus."),
        crumbs=[
            (_("Kegiatan"), reverse("villages:project-list")),
            (project, project.get_absolute_url()),
        ],
    )


@require_safe
@may_view
def baseline_history(request, code, year, kind):
    """Of a baseline: its steps and every change of its records, those that were removed included."""
    baseline = find_baseline(request, code, year, kind)
    return render_history(
        request,
        history.baseline_history(baseline),
        title=_("Riwayat baseline %(baseline)s") % {"baseline": baseline},
        lead=_("Semua langkah dan perubahan isian, termasuk RT yang sudah dikeluarkan."),
        crumbs=_baseline_crumbs(baseline),
    )


@require_safe
@may_view
def record_history(request, code, year, kind, rw, rt):
    """Of one RT in a baseline; whoever may enter it may bring an earlier version back."""
    baseline = find_baseline(request, code, year, kind)
    neighbourhood = get_object_or_404(baseline.village.neighbourhoods, rw=rw, rt=rt)
    record = baseline.records.filter(neighbourhood=neighbourhood).first()
    latest = record and record.history.values_list("history_id", flat=True).first()
    return render_history(
        request,
        history.record_history(baseline, neighbourhood),
        title=_("Riwayat %(rt)s") % {"rt": neighbourhood},
        lead=str(baseline),
        crumbs=_baseline_crumbs(baseline),
        restore={"address": [*baseline.address, rw, rt], "record": record, "latest": latest}
        if may_enter(request.user, baseline)
        else None,
    )


class _SeenVersion(forms.Form):
    """Which version of the record somebody was looking at."""

    version = forms.IntegerField(required=False)


@require_POST
@may_change
def record_restore(request, code, year, kind, rw, rt, history_id):
    """Bring an earlier version of an RT's sheet back, as a new version."""
    baseline = find_baseline(request, code, year, kind)
    versions = NeighbourhoodRecord.history.filter(baseline_id=baseline.pk).select_related(
        "neighbourhood"
    )
    earlier = get_object_or_404(
        versions, history_id=history_id, neighbourhood__rw=rw, neighbourhood__rt=rt
    )
    seen = _SeenVersion(request.POST)
    version = seen.cleaned_data["version"] if seen.is_valid() else -1
    try:
        restore_record(baseline=baseline, earlier=earlier, version=version, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Isian dikembalikan sebagai versi baru."))
    return redirect("villages:record-history", code, year, kind, rw, rt)


def _village_crumbs(village):
    return [(_("Desa"), reverse("villages:village-list")), (village, village.get_absolute_url())]


def _baseline_crumbs(baseline):
    return [*_village_crumbs(baseline.village), (baseline.name, baseline.get_absolute_url())]
