"""Acts that change whether a decree is in force, each with a page that says what will happen."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from villages.actions.decree import delete_decree, enforce_decree, revoke_decree
from villages.forms.decree import RevokeForm
from villages.queries.decree import amendments_in_force, enforcement_plan
from villages.queries.decree_page import location_rows
from villages.views.decree import find_decree


@permission_required("villages.change_slumdecree", raise_exception=True)
def decree_enforce(request, pk):
    """Bring a draft into force, after showing what that does to other decrees."""
    decree = find_decree(request, pk)
    if request.method == "POST":
        try:
            enforce_decree(decree=decree, by=request.user)
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
            return redirect("villages:decree-enforce", pk)
        messages.success(request, _("SK ini sekarang berlaku."))
        return redirect(decree)
    context = {"decree": decree, "plan": enforcement_plan(decree)}
    return render(request, "villages/decree_enforce.html", context)


@permission_required("villages.change_slumdecree", raise_exception=True)
def decree_revoke(request, pk):
    """End a decree in force, with a reason."""
    decree = find_decree(request, pk)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            revoke_decree(decree=decree, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("SK dicabut."))
            return redirect(decree)
    ending = [decree, *amendments_in_force(decree)]
    context = {"decree": decree, "form": form, "ending": ending}
    return render(request, "villages/decree_revoke.html", context)


@permission_required("villages.delete_slumdecree", raise_exception=True)
def decree_delete(request, pk):
    """Remove a draft, after showing what goes with it."""
    decree = find_decree(request, pk)
    if request.method == "POST":
        try:
            delete_decree(decree=decree, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(decree)
        messages.success(request, _("Rancangan %(number)s dihapus.") % {"number": decree})
        return redirect("villages:decree-list")
    context = {"decree": decree, "rows": location_rows(decree, request.user)}
    return render(request, "villages/decree_delete.html", context)
