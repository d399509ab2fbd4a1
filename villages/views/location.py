"""The locations of a slum decree."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from villages.actions.location import delete_location, save_location
from villages.forms.location import LocationForm, LocationReasonForm, VillageChoiceForm
from villages.models import DecreeLocation, Village
from villages.views.decree import editing, find_decree


@permission_required("villages.change_slumdecree", raise_exception=True)
def location_add(request, pk):
    """Add a location: first its village, then the rest."""
    choice = VillageChoiceForm(request.GET if "desa" in request.GET else None)
    if not choice.is_valid():
        context = {"decree": find_decree(request, pk), "form": choice}
        return render(request, "villages/location_village.html", context)
    with editing(request):
        decree = find_decree(request, pk)
        village = Village.objects.select_related("district").get(code=choice.cleaned_data["desa"])
        location = DecreeLocation(decree=decree, village=village)
        return _form_page(request, location, again=True)


@permission_required("villages.change_slumdecree", raise_exception=True)
def location_edit(request, pk, location):
    """Change a location; who saves second sees what the first changed."""
    with editing(request):
        return _form_page(request, _find_location(request, pk, location))


def _find_location(request, pk, location):
    locations = find_decree(request, pk).locations.select_related("decree", "village__district")
    return get_object_or_404(locations, pk=location)


def _form_page(request, location, *, again=False):
    form = LocationForm(request.POST or None, instance=location)
    if form.is_valid() and _saved(request, form):
        messages.success(request, _("Lokasi %(name)s disimpan.") % {"name": location})
        if again and "lagi" in request.POST:
            return redirect("villages:location-add", location.decree_id)
        return redirect(location.decree)
    context = {"decree": location.decree, "location": location, "form": form, "again": again}
    return render(request, "villages/location_form.html", context)


def _saved(request, form):
    answers = form.cleaned_data
    try:
        save_location(
            location=form.instance,
            neighbourhoods=answers.get("neighbourhoods", []),
            new_neighbourhoods=answers["more_neighbourhoods"],
            by=request.user,
            reason=answers.get("reason", ""),
        )
    except ValidationError as error:
        form.add_action_error(error)
        return False
    return True


@permission_required("villages.change_slumdecree", raise_exception=True)
def location_delete(request, pk, location):
    """Take a location out of a decree, after asking."""
    found = _find_location(request, pk, location)
    form = LocationReasonForm(
        request.POST if request.method == "POST" else None, decree=found.decree
    )
    if form.is_valid():
        try:
            delete_location(
                location=found, by=request.user, reason=form.cleaned_data.get("reason", "")
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Lokasi %(name)s dihapus.") % {"name": found})
            return redirect(found.decree)
    context = {"decree": found.decree, "location": found, "form": form}
    return render(request, "villages/location_delete.html", context)
