"""The user guide: what the portal is, and a page of tasks per role; everybody signed in reads all of it."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kotaku.guide import GUIDES, own_guide


@require_safe
def guide_index(request):
    """The way of the data, the tasks of each role with one's own first, and the words of the field."""
    own = own_guide(request.user)
    guides = sorted(GUIDES, key=lambda guide: guide is not own)
    return render(request, "kotaku/guide/index.html", {"guides": guides, "own": own})


@require_safe
def guide_role(request, role):
    """The tasks of one role, step by step."""
    guide = next((guide for guide in GUIDES if guide.key == role), None)
    if guide is None:
        raise Http404
    own = own_guide(request.user)
    tasks = [(task, _may_open(task, request.user)) for task in guide.tasks]
    context = {"guide": guide, "tasks": tasks, "guides": GUIDES, "own": own}
    return render(request, "kotaku/guide/role.html", context)


def _may_open(task, user):
    """Whether the page where the task begins is open to this person."""
    return bool(task.page) and (not task.permission or user.has_perm(task.permission))
