"""Hectares that left the slum area: the regency's list, the years of a village, and confirming one."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages.actions.reduction import confirm_reduction
from villages.exports.reduction import reduction_headings, reduction_rows
from villages.exports.tables import table_response
from villages.filters.reduction import ReductionFilter
from villages.forms.reduction import ReductionForm
from villages.models import SlumReduction, Village
from villages.queries.condition import condition_years
from villages.queries.history import reductions_history
from villages.queries.reduction import leaving_conditions, sums_of, village_reductions
from villages.views.history import render_history
from villages.views.listing import filtered, list_context
from villages.views.lookup import saving

may_view_reductions = permission_required("villages.view_condition", raise_exception=True)


def _list(request):
    years = condition_years(Village.objects.visible_to(request.user))
    return ReductionFilter(request.GET, user=request.user, years=years)


@require_safe
@may_view_reductions
def reduction_list(request):
    """Villages and years with something proposed or confirmed, and what they add up to."""
    filterset = _list(request)
    context = list_context(request, filterset, sums=sums_of(filtered(filterset)))
    return render(request, "villages/reduction_list.html", context)


@require_safe
@may_view_reductions
def reduction_export(request, form):
    """The rows of the list, under the same filters and in the same order, as a file."""
    rows = reduction_rows(filtered(_list(request)))
    return table_response(form, "pengurangan-kumuh", reduction_headings(), rows)


@require_safe
@may_view_reductions
def reduction_village(request, code):
    """Every year of a village: proposed, and confirmed by whom."""
    village = _find(request, code)
    context = {"village": village, "rows": village_reductions(village)}
    return render(request, "villages/reduction_village.html", context)


@require_safe
@may_view_reductions
def reduction_history(request, code):
    """Of everything that was confirmed for a village."""
    village = _find(request, code)
    return render_history(
        request,
        reductions_history(village),
        title=_("Riwayat pengurangan luas kumuh"),
        lead=village.full_name,
        crumbs=[
            (_("Desa"), reverse("villages:village-list")),
            (village, village.get_absolute_url()),
            (_("Pengurangan"), reverse("villages:reduction-village", args=[village.code])),
        ],
    )


@permission_required("villages.confirm_slumreduction", raise_exception=True)
def reduction_edit(request, code, year):
    """Confirm the hectares of a year, or correct what was confirmed."""
    with saving(request):
        village = _find(request, code, for_update=request.method == "POST")
        row = next((row for row in village_reductions(village) if row.year == year), None)
        if row is None:
            raise Http404
        reduction = row.confirmed or SlumReduction(village=village, year=year)
        form = ReductionForm(request.POST or None, instance=reduction, proposed_ha=row.proposed_ha)
        if form.is_valid() and _saved(request, form):
            return redirect("villages:reduction-village", village.code)
    context = {"village": village, "row": row, "form": form}
    context["leaving"] = leaving_conditions(village, year)
    return render(request, "villages/reduction_form.html", context)


def _saved(request, form):
    try:
        confirm_reduction(reduction=form.instance, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(
        request, _("Pengurangan luas kumuh %(year)s ditetapkan.") % {"year": form.instance.year}
    )
    return True


def _find(request, code, *, for_update=False):
    villages = Village.objects.visible_to(request.user).select_related("district").defer("boundary")
    if for_update:
        villages = villages.select_for_update(of=("self",), no_key=True)
    return get_object_or_404(villages, code=code)
