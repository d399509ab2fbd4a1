"""Removing something that belongs to a project: asked first, then done, then back to the project."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _


def ask_to_delete(request, project, thing, detail, **context):
    """The page that asks before something of a project is removed."""
    context |= {"project": project, "thing": thing, "detail": detail}
    return render(request, "villages/project_part_delete.html", context)


def deleted(request, project, act, **thing):
    """Remove it and go back to the project, saying so or why not."""
    name = str(next(iter(thing.values())))
    try:
        act(**thing, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(name)s dihapus.") % {"name": name})
    return redirect(project)
