"""Photographs of a project: added several at once, described, removed with their files."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.actions.permission import locked_project
from villages.actions.writing import write_version
from villages.models import ProjectPhoto
from villages.photos import SUFFIX

MAX_PER_STAGE = 30


@transaction.atomic
def add_photos(*, project, stage, photos, by, caption="", taken_on=None):
    """Keep photographs (``villages.photos.Photo``) of one stage, all or none.

    ``taken_on`` goes before what the cameras say. Raises ``ValidationError`` where the stage has too many,
    ``PermissionDenied`` without right or scope.
    """
    project = locked_project(project, by)
    if project.photos.filter(stage=stage).count() + len(photos) > MAX_PER_STAGE:
        message = _("Paling banyak %(limit)s foto per tahap. Hapus dulu yang tidak diperlukan.")
        raise ValidationError(message % {"limit": MAX_PER_STAGE})
    return [_add(project, stage, photo, by, caption, taken_on) for photo in photos]


def _add(project, stage, photo, by, caption, taken_on):
    row = ProjectPhoto(
        project=project,
        stage=stage,
        caption=caption,
        taken_on=taken_on or photo.taken_on,
        width=photo.width,
        height=photo.height,
        uploaded_at=timezone.now(),
        uploaded_by=by,
    )
    if project.keeps_photo_positions:
        row.latitude, row.longitude = photo.latitude, photo.longitude
    row.image.save(SUFFIX, ContentFile(photo.content), save=False)
    row.thumbnail.save(SUFFIX, ContentFile(photo.thumbnail), save=False)
    row._history_user = by
    row.save()
    return row


@transaction.atomic
def describe_photo(*, photo, by):
    """Change the stage, day or caption of a photograph; the caller has compared versions under the lock."""
    locked_project(photo.project, by)
    if photo.taken_on and photo.taken_on > timezone.localdate():
        raise ValidationError({"taken_on": _("Tanggal ini belum tiba.")})
    return write_version(photo, by=by)


@transaction.atomic
def delete_photo(*, photo, by):
    """Remove a photograph; its files go once that is certain."""
    locked_project(photo.project, by)
    photo = ProjectPhoto.objects.get(pk=photo.pk)
    files = (photo.image, photo.thumbnail)
    photo._history_user = by
    photo.delete()
    for file in files:
        transaction.on_commit(lambda file=file: file.storage.delete(file.name))
