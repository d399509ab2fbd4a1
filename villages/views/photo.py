"""Photographs of a project: uploading, describing, removing, and the pictures themselves."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages.actions.photo import add_photos, delete_photo, describe_photo
from villages.forms.photo import PhotoForm, PhotoUploadForm
from villages.models import ProjectPhoto
from villages.views.deleting import ask_to_delete, deleted
from villages.views.files import protected_image
from villages.views.lookup import editable_project, find_project, saving
from villages.views.project import may_change_projects, may_view_projects


@require_safe
@may_view_projects
def photo_image(request, pk, photo):
    """The photograph itself."""
    found = get_object_or_404(find_project(request, pk).photos, pk=photo)
    return protected_image(found.image, f"foto-{found.stage}-{found.pk}.jpg")


@require_safe
@may_view_projects
def photo_thumbnail(request, pk, photo):
    """The photograph made small, for pages that show many."""
    found = get_object_or_404(find_project(request, pk).photos, pk=photo)
    return protected_image(found.thumbnail, f"foto-{found.stage}-{found.pk}-kecil.jpg")


@may_change_projects
def photo_add(request, pk):
    """Add photographs of one stage; a mistake in one field loses none of them."""
    project = editable_project(request, pk)
    stage = request.GET.get("tahap", "")
    form = PhotoUploadForm(
        request.POST or None,
        request.FILES or None,
        project=project,
        user=request.user,
        initial={"stage": stage},
    )
    if form.is_valid() and _added(request, project, form):
        return redirect(f"{project.get_absolute_url()}#foto")
    form.hold_photos()
    return render(request, "villages/photo_upload.html", {"project": project, "form": form})


def _added(request, project, form):
    answers = form.cleaned_data
    try:
        added = add_photos(
            project=project,
            stage=answers["stage"],
            photos=form.all_photos(),
            caption=answers["caption"],
            taken_on=answers["taken_on"],
            by=request.user,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    form.release_photos()
    messages.success(request, _("%(count)s foto disimpan.") % {"count": len(added)})
    return True


@may_change_projects
def photo_edit(request, pk, photo):
    """Change stage, day or caption; who saves second sees what the first changed."""
    with saving(request):
        project = editable_project(request, pk, for_update=request.method == "POST")
        found = get_object_or_404(ProjectPhoto.objects.filter(project=project), pk=photo)
        found.project = project
        form = PhotoForm(request.POST or None, instance=found)
        if form.is_valid() and _described(form, request.user):
            messages.success(request, _("Keterangan foto disimpan."))
            return redirect(f"{project.get_absolute_url()}#foto")
        context = {"project": project, "photo": found, "form": form}
        return render(request, "villages/photo_form.html", context)


def _described(form, by):
    try:
        describe_photo(photo=form.instance, by=by)
    except ValidationError as error:
        form.add_action_error(error)
        return False
    return True


@may_change_projects
def photo_delete(request, pk, photo):
    """Remove a photograph, after asking."""
    project = editable_project(request, pk)
    found = get_object_or_404(project.photos, pk=photo)
    if request.method == "POST":
        return deleted(request, project, delete_photo, photo=found)
    detail = _("Berkas fotonya ikut dihapus dan tidak dapat dikembalikan.")
    return ask_to_delete(request, project, found, detail, photo=found)
