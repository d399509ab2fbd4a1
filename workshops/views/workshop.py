"""Workshops: list, calendar, page, form, minutes."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages.exports.tables import table_response
from villages.views.history import render_history
from villages.views.listing import filtered, list_context
from workshops.actions.workshop import delete_workshop, save_workshop
from workshops.exports.calendar import calendar_response, workshop_event
from workshops.exports.report import report_response
from workshops.exports.workshop import WORKSHOP_HEADINGS, workshop_rows
from workshops.filters.workshop import WorkshopFilter
from workshops.forms.workshop import MinutesForm, WorkshopForm
from workshops.queries import history
from workshops.queries.month import month_of
from workshops.queries.workshop import WorkshopPage, listed_workshops
from workshops.structured_text import read_blocks
from workshops.views.lookup import find_workshop, may_change, may_view, saving


def _list(request):
    return WorkshopFilter(request.GET, queryset=listed_workshops(request.user))


@require_safe
@may_view
def workshop_list(request):
    """All workshops, the latest first."""
    return render(request, "workshops/workshop_list.html", list_context(request, _list(request)))


@require_safe
@may_view
def workshop_export(request, form):
    """The rows of the list, under the same filters, as a file."""
    rows = workshop_rows(filtered(_list(request)))
    return table_response(form, "lokakarya", WORKSHOP_HEADINGS, rows)


@require_safe
@may_view
def workshop_calendar(request):
    """One month with its workshops."""
    month = month_of(request.GET.get("bulan", ""), request.user)
    return render(request, "workshops/workshop_calendar.html", {"month": month})


@require_safe
@may_view
def workshop_detail(request, pk):
    """Everything about one workshop."""
    return render(request, "workshops/workshop_detail.html", _page(request, pk))


def _page(request, pk):
    workshop = find_workshop(request, pk)
    return {
        "workshop": workshop,
        "page": WorkshopPage(workshop, request.user),
        "blocks": read_blocks(workshop.minutes),
    }


@require_safe
@may_view
def workshop_report(request, pk):
    """The whole workshop on paper."""
    return render(request, "workshops/workshop_report.html", _page(request, pk))


@require_safe
@may_view
def workshop_report_pdf(request, pk):
    """The same as a PDF."""
    return report_response(WorkshopPage(find_workshop(request, pk), request.user))


@require_safe
@may_view
def workshop_calendar_file(request, pk):
    """The workshop for one's own calendar."""
    workshop = find_workshop(request, pk)
    events = [workshop_event(request, workshop)]
    return calendar_response(request, f"lokakarya-{workshop.pk}", workshop.title, events)


@permission_required("workshops.add_workshop", raise_exception=True)
def workshop_add(request):
    """Record a workshop."""
    form = WorkshopForm(request.POST or None)
    if form.is_valid() and _saved(request, form):
        message = _("Lokakarya disimpan. Sekarang isi sesi, peserta, dan rekomendasinya.")
        messages.success(request, message)
        return redirect(form.instance)
    return render(request, "workshops/workshop_form.html", {"form": form})


@may_change
def workshop_edit(request, pk):
    """Change what a workshop was."""
    with saving(request):
        workshop = find_workshop(request, pk)
        form = WorkshopForm(request.POST or None, instance=workshop)
        if form.is_valid() and _saved(request, form):
            messages.success(request, _("Lokakarya disimpan."))
            return redirect(workshop)
    return render(request, "workshops/workshop_form.html", {"form": form, "workshop": workshop})


@may_change
def workshop_minutes(request, pk):
    """Write the minutes."""
    with saving(request):
        workshop = find_workshop(request, pk)
        form = MinutesForm(request.POST or None, instance=workshop)
        if form.is_valid() and _saved(request, form):
            messages.success(request, _("Notulen disimpan."))
            return redirect(f"{workshop.get_absolute_url()}#notulen")
    return render(request, "workshops/workshop_minutes.html", {"form": form, "workshop": workshop})


def _saved(request, form):
    try:
        save_workshop(workshop=form.instance, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@permission_required("workshops.delete_workshop", raise_exception=True)
def workshop_delete(request, pk):
    """Remove a workshop that came to no recommendation, after asking."""
    with saving(request):
        workshop = find_workshop(request, pk)
        if request.method == "POST":
            try:
                delete_workshop(workshop=workshop, by=request.user)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                return redirect(workshop)
            messages.success(request, _("%(workshop)s dihapus.") % {"workshop": workshop})
            return redirect("workshops:workshop-list")
    page = WorkshopPage(workshop, request.user)
    return render(request, "workshops/workshop_delete.html", {"workshop": workshop, "page": page})


@require_safe
@may_view
def workshop_history(request, pk):
    """Of a workshop and its parts, those that are gone included."""
    workshop = find_workshop(request, pk)
    return render_history(
        request,
        history.workshop_history(workshop),
        title=_("Riwayat %(workshop)s") % {"workshop": workshop},
        lead=_("Semua perubahan lokakarya, sesi, peserta, berkas, isu, dan rekomendasinya."),
        crumbs=[
            (_("Lokakarya"), reverse("workshops:workshop-list")),
            (workshop, workshop.get_absolute_url()),
        ],
    )
