"""Private files: sent only by a view that has asked who may see them."""

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages.file_kinds import kind_of_stored
from villages.models import SlumDecree


def protected_file(file, name, content_type):
    """``file`` as a download called ``name``; nginx sends it where ``SENDFILE_PREFIX`` is set.

    Raises ``Http404`` when the file is no longer in the storage.
    """
    if not file or not file.storage.exists(file.name):
        raise Http404(_("Berkas ini tidak ada di penyimpanan portal."))
    if settings.SENDFILE_PREFIX:
        response = HttpResponse()
        response["X-Accel-Redirect"] = f"{settings.SENDFILE_PREFIX.rstrip('/')}/{file.name}"
    else:
        response = FileResponse(file.open("rb"))
    response["Content-Type"] = content_type
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def protected_image(file, name):
    """A JPEG of our own making, shown in the page; it never changes, so the browser may keep it a day."""
    response = protected_file(file, name, "image/jpeg")
    response["Content-Disposition"] = content_disposition_header(False, name)
    response["Cache-Control"] = "private, max-age=86400"
    return response


def attached_file(owner, version=None):
    """The file of a tracked object, or the one that it had at an earlier version; ``Http404`` without."""
    if version is None:
        return _sent(owner.file, owner.file_name)
    then = owner.history.filter(version=version).exclude(file="").first()
    if then is None:
        raise Http404(_("Belum ada berkas pada versi itu."))
    field = owner._meta.get_field("file")
    return _sent(field.attr_class(owner, field, str(then.file)), then.file_name)


def _sent(file, name):
    return protected_file(file, name, kind_of_stored(name).content_type)


@require_safe
@permission_required("villages.view_slumdecree", raise_exception=True)
def decree_file(request, pk, version=None):
    """The PDF of a decree, or the one it had at an earlier version."""
    decree = get_object_or_404(SlumDecree.objects.visible_to(request.user), pk=pk)
    return attached_file(decree, version)
