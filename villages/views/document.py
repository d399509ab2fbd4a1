"""Planning documents: list, page, form, file."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages.actions.document import save_document
from villages.exports.document import DOCUMENT_HEADINGS, document_rows
from villages.exports.tables import table_response
from villages.filters.document import DocumentFilter
from villages.forms.document import DocumentForm
from villages.models import PlanningDocument, Village
from villages.queries.decree_page import earlier_files
from villages.queries.history import changes_of
from villages.views.files import attached_file
from villages.views.history import render_history
from villages.views.listing import filtered, list_context
from villages.views.lookup import saving

may_view = permission_required("villages.view_planningdocument", raise_exception=True)


def _documents():
    villages = Prefetch("villages", Village.objects.defer("boundary"))
    return PlanningDocument.objects.select_related("replaced_by").prefetch_related(villages)


def _list(request):
    return DocumentFilter(request.GET, queryset=_documents())


@require_safe
@may_view
def document_list(request):
    """All documents."""
    return render(request, "villages/document_list.html", list_context(request, _list(request)))


@require_safe
@may_view
def document_export(request, form):
    """The rows of the list, under the same filters, as a file."""
    rows = document_rows(filtered(_list(request)))
    return table_response(form, "dokumen", DOCUMENT_HEADINGS, rows)


@require_safe
@may_view
def document_detail(request, pk):
    """What is known of one document."""
    document = get_object_or_404(_documents(), pk=pk)
    context = {
        "document": document,
        "replaces": document.replaces.all(),
        "files": earlier_files(document),
    }
    return render(request, "villages/document_detail.html", context)


@require_safe
@may_view
def document_file(request, pk, version=None):
    """Its PDF, or the one that it had at an earlier version."""
    return attached_file(get_object_or_404(PlanningDocument, pk=pk), version)


@require_safe
@may_view
def document_history(request, pk):
    """Who changed what."""
    document = get_object_or_404(PlanningDocument, pk=pk)
    return render_history(
        request,
        changes_of(document, name=_("Dokumen")),
        title=_("Riwayat %(document)s") % {"document": document},
        lead=_("Semua perubahan keterangan dokumen ini."),
        crumbs=[
            (_("Dokumen"), reverse("villages:document-list")),
            (document, document.get_absolute_url()),
        ],
    )


@permission_required("villages.add_planningdocument", raise_exception=True)
def document_add(request):
    """Enter a document."""
    form = DocumentForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid() and _saved(request, form):
        messages.success(request, _("Dokumen disimpan."))
        return redirect(form.instance)
    form.hold_file()
    return render(request, "villages/document_form.html", {"form": form})


@permission_required("villages.change_planningdocument", raise_exception=True)
def document_edit(request, pk):
    """Change a document; who saves second sees what the first changed."""
    with saving(request):
        rows = PlanningDocument.objects.all()
        if request.method == "POST":
            rows = rows.select_for_update(of=("self",))
        document = get_object_or_404(rows, pk=pk)
        title = document.title
        form = DocumentForm(
            request.POST or None, request.FILES or None, instance=document, user=request.user
        )
        if form.is_valid() and _saved(request, form):
            messages.success(request, _("Dokumen disimpan."))
            return redirect(document)
    form.hold_file()
    context = {"form": form, "document": document, "title": title}
    return render(request, "villages/document_form.html", context)


def _saved(request, form):
    try:
        villages = form.cleaned_data["villages"]
        save_document(document=form.with_file(), villages=villages, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    form.release_file()
    return True
