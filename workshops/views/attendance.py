"""Participants from an attendance sheet, looked at before anything is saved, and as a sheet."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages.exports.tables import table_response
from workshops.actions.attendance import save_attendance
from workshops.exports.workshop import PARTICIPANT_HEADINGS, participant_rows
from workshops.forms.attendance import AttendanceForm
from workshops.views.lookup import find_workshop, may_change, may_view, saving


@may_change
def attendance_import(request, pk):
    """Choose a sheet, look at what it says, save it."""
    with saving(request):
        workshop = find_workshop(request, pk)
        form = AttendanceForm(
            request.POST or None, request.FILES or None, workshop=workshop, user=request.user
        )
        is_read = form.is_valid()
        if is_read and "simpan" in request.POST and _saved(request, form):
            return redirect(f"{workshop.get_absolute_url()}#peserta")
        if is_read:
            form.hold_file()
    context = {"workshop": workshop, "form": form, "attendance": form.attendance}
    return render(request, "workshops/attendance_import.html", context)


def _saved(request, form):
    try:
        new, changed = save_attendance(
            workshop=form.workshop,
            rows=form.attendance.rows,
            file=form.chosen_file(),
            file_name=form.chosen_name,
            by=request.user,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    form.release_file()
    message = _("Daftar hadir disimpan: %(new)s baris baru, %(changed)s berubah.")
    messages.success(request, message % {"new": new, "changed": changed})
    return True


@require_safe
@may_view
def participant_export(request, pk, form):
    """The participants as a sheet that can be edited and imported again."""
    workshop = find_workshop(request, pk)
    rows = participant_rows(workshop.participants.by_organisation())
    return table_response(form, f"peserta-lokakarya-{workshop.pk}", PARTICIPANT_HEADINGS, rows)
