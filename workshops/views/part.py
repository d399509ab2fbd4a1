"""Parts of a workshop: adding, changing and deleting each kind, and sending its files."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from villages.file_kinds import JPEG
from villages.views.files import attached_file, protected_file
from workshops.actions.workshop import delete_part, refuse_if_needed, save_part
from workshops.parts import PARTS
from workshops.views.lookup import find_workshop, may_change, may_view, saving


@may_change
def part_add(request, pk, part):
    """Add a part; "save and add another" comes back for the next."""
    kind = PARTS[part]
    with saving(request):
        workshop = find_workshop(request, pk)
        form = _form(request, kind, kind.model(workshop=workshop))
        if form.is_valid() and _saved(request, form):
            messages.success(request, kind.saved)
            again = "lagi" in request.POST
            return redirect(request.path if again else _back(workshop, kind))
        return _form_page(request, form, workshop, part)


@may_change
def part_edit(request, pk, part, key):
    """Change a part; who saves second sees what the first changed."""
    kind = PARTS[part]
    with saving(request):
        workshop, instance = _find(request, pk, kind, key)
        form = _form(request, kind, instance)
        if form.is_valid() and _saved(request, form):
            messages.success(request, kind.saved)
            return redirect(_back(workshop, kind))
        return _form_page(request, form, workshop, part, instance)


@may_change
def part_delete(request, pk, part, key):
    """Take a part out, after asking."""
    kind = PARTS[part]
    with saving(request):
        workshop, instance = _find(request, pk, kind, key)
        try:
            refuse_if_needed(instance)
            if request.method == "POST":
                delete_part(part=instance, by=request.user)
                messages.success(request, kind.deleted)
                return redirect(_back(workshop, kind))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(_back(workshop, kind))
    context = {"workshop": workshop, "kind": kind, "part": instance, "back": _back(workshop, kind)}
    return render(request, "workshops/part_delete.html", context)


def _find(request, pk, kind, key):
    workshop = find_workshop(request, pk)
    instance = get_object_or_404(kind.model, pk=key, workshop=workshop)
    instance.workshop = workshop
    return workshop, instance


def _back(workshop, kind):
    return f"{workshop.get_absolute_url()}#{kind.anchor}"


def _form(request, kind, instance):
    return kind.form(
        request.POST or None, request.FILES or None, instance=instance, user=request.user
    )


def _saved(request, form):
    try:
        save_part(part=form.prepared(), by=request.user, relations=form.chosen_relations())
    except ValidationError as error:
        form.add_action_error(error)
        return False
    if hasattr(form, "release_file"):
        form.release_file()
    return True


def _form_page(request, form, workshop, part, instance=None):
    kind = PARTS[part]
    if hasattr(form, "hold_file"):
        form.hold_file()
    context = {
        "form": form,
        "workshop": workshop,
        "title": kind.edit if instance else kind.add,
        "back": _back(workshop, kind),
        "again": instance is None,
        "part": part,
    }
    return render(request, "workshops/part_form.html", context)


@require_safe
@may_view
def material_file(request, pk, key):
    """A file of the workshop."""
    workshop = find_workshop(request, pk)
    material = get_object_or_404(workshop.materials, pk=key)
    return attached_file(material)


@require_safe
@may_view
def material_thumbnail(request, pk, key):
    """The small picture of a photo."""
    photos = find_workshop(request, pk).materials.exclude(thumbnail="")
    photo = get_object_or_404(photos, pk=key)
    return protected_file(photo.thumbnail, photo.file_name, JPEG.content_type)
