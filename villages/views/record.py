"""The sheet of one RT: entering it, its score while typing, adding and removing RTs."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from villages import actions, labels
from villages.actions.permission import locked_record
from villages.forms.record import AddRtForm, RecordForm
from villages.models import Locked, NeighbourhoodRecord
from villages.queries.record import position_of, previous_record, sheet_of, values_of
from villages.views.lookup import (
    find_baseline,
    find_record,
    may_change,
    may_enter,
    may_view,
    refused,
)


@may_view
def record_edit(request, code, year, kind, rw, rt):
    """Enter the sheet of an RT; whoever may not, or not any more, reads it."""
    record = find_record(request, code, year, kind, rw, rt)
    if request.method == "POST":
        return _save(request, record)
    if may_enter(request.user, record.baseline):
        return _form_page(request, record, RecordForm(instance=record))
    return _sheet_page(request, record)


def _save(request, record):
    """Compare versions and save while nobody else can; then answer the page or its autosave."""
    try:
        with transaction.atomic():
            record = locked_record(record, request.user)
            form = RecordForm(request.POST, instance=record)
            is_saved = form.is_valid()
            if is_saved and form.has_changed():
                actions.save_record(record=form.instance, by=request.user)
    except NeighbourhoodRecord.DoesNotExist as gone:
        raise Http404 from gone
    except Locked as locked:
        form, is_saved = RecordForm(request.POST, instance=record), False
        form.add_error(None, locked.message)
    if request.htmx:
        return _autosaved(request, record, form, is_saved)
    return _saved(request, record) if is_saved else _form_page(request, record, form)


def _autosaved(request, record, form, is_saved):
    """A line that says so, and the version that the next save answers to; no conflict is settled here."""
    context = {"record": record, "form": form, "is_saved": is_saved}
    response = render(request, "villages/record_autosaved.html", context)
    return trigger_client_event(response, "saved") if is_saved else response


def _saved(request, record):
    if record.total is None:
        message = _("%(rt)s disimpan sebagai draf; isiannya belum lengkap atau perlu dibetulkan.")
        messages.success(request, message % {"rt": record.neighbourhood})
    else:
        words = {
            "rt": record.neighbourhood,
            "total": record.total,
            "level": labels.LEVELS[record.level].lower(),
        }
        messages.success(request, _("%(rt)s disimpan. Nilainya %(total)s, %(level)s.") % words)
    if "next" not in request.POST:
        return redirect(record)
    following = position_of(record).after
    if following is None:
        return redirect(record.baseline)
    place = following.rw, following.rt
    return redirect("villages:record-edit", *record.baseline.address, *place)


def _sheet(record, previous, values):
    area = record.baseline.village.area_ha
    return sheet_of(values, previous=previous, village_area_ha=area)


def _form_page(request, record, form):
    previous = previous_record(record)
    sheet = _sheet(record, previous, form.readable_values())
    groups = [(criterion, form.fields_with(lines)) for criterion, __, lines in sheet.criteria]
    context = {
        "record": record,
        "baseline": record.baseline,
        "form": form,
        "sheet": sheet,
        "previous": previous,
        "position": position_of(record),
        "denominators": form.fields_with(sheet.denominators),
        "criteria": [(number, labels.CRITERIA[number], fields) for number, fields in groups],
    }
    return render(request, "villages/record_form.html", context)


def _sheet_page(request, record):
    previous = previous_record(record)
    context = {
        "record": record,
        "baseline": record.baseline,
        "sheet": _sheet(record, previous, values_of(record)),
        "previous": previous,
        "position": position_of(record),
    }
    return render(request, "villages/record_sheet.html", context)


@require_POST
@may_change
def record_score(request, code, year, kind, rw, rt):
    """What the typed values mean; nothing is stored."""
    record = find_record(request, code, year, kind, rw, rt)
    form = RecordForm(request.POST, instance=record)
    sheet = _sheet(record, previous_record(record), form.readable_values())
    return render(request, "villages/record_score.html", {"sheet": sheet, "record": record})


@may_change
def record_add(request, code, year, kind):
    """Add RTs to a draft, written one per line."""
    baseline = find_baseline(request, code, year, kind)
    if not baseline.is_editable:
        return refused(request, baseline)
    form = AddRtForm(request.POST or None)
    if form.is_valid() and _added(request, baseline, form):
        return redirect(baseline)
    return render(request, "villages/record_add.html", {"baseline": baseline, "form": form})


def _added(request, baseline, form):
    places = form.cleaned_data["places"]
    try:
        with transaction.atomic():
            for place in places:
                actions.add_record(
                    baseline=baseline,
                    rw=place.rw,
                    rt=place.rt,
                    hamlet=place.hamlet,
                    label=place.label,
                    by=request.user,
                )
    except ValidationError as error:
        form.add_error("places", error.messages)
        return False
    messages.success(request, _("%(count)s RT ditambahkan.") % {"count": len(places)})
    return True


@may_change
def record_remove(request, code, year, kind, rw, rt):
    """Take an RT out of a draft, after asking."""
    record = find_record(request, code, year, kind, rw, rt)
    if not record.baseline.is_editable:
        return refused(request, record.baseline)
    if request.method == "POST":
        try:
            actions.remove_record(record=record, by=request.user)
        except Locked as locked:
            return refused(request, record.baseline, locked.message)
        message = _("%(rt)s dikeluarkan dari baseline ini.") % {"rt": record.neighbourhood}
        messages.success(request, message)
        return redirect(record.baseline)
    filled = sum(value is not None for value in values_of(record).values())
    context = {"record": record, "baseline": record.baseline, "filled": filled}
    return render(request, "villages/record_remove.html", context)
