"""Reviews in decree villages: the matrix, its cells edited in place, and the page of one review."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages import registry
from villages.actions.village_review import save_review
from villages.exports.tables import table_response
from villages.exports.village_review import REVIEW_HEADINGS, review_rows
from villages.filters.village_review import ReviewFilter
from villages.forms.village_review import ReviewCellForm, ReviewForm
from villages.models import Review, Village
from villages.queries.decree_page import earlier_files
from villages.queries.history import changes_of
from villages.queries.village_review import (
    SUBJECTS,
    Editing,
    is_review_year,
    matrix_cell,
    matrix_counts,
    matrix_rows,
    reviewed_villages,
)
from villages.views.files import attached_file
from villages.views.history import render_history
from villages.views.listing import filtered, list_context
from villages.views.lookup import saving

VILLAGES_PER_PAGE = 25  # of four cells each
may_view = permission_required("villages.view_review", raise_exception=True)
may_change = permission_required("villages.change_review", raise_exception=True)


@require_safe
@may_view
def review_list(request):
    """Decree villages by subject, with how far each review of a year is."""
    filterset = ReviewFilter(request.GET, user=request.user)
    context = list_context(
        request, filterset, per_page=VILLAGES_PER_PAGE, subjects=SUBJECTS, year=filterset.year
    )
    context["rows"] = matrix_rows(context["page"], filterset.year, request.user)
    context["counts"] = matrix_counts(filtered(filterset), filterset.year)
    return render(request, "villages/village_review_list.html", context)


@require_safe
@may_view
def review_export(request, form):
    """The same villages under the same filters as a file, with everything written down."""
    filterset = ReviewFilter(request.GET, user=request.user)
    rows = matrix_rows(filtered(filterset), filterset.year, request.user)
    name = f"tinjauan-{filterset.year}"
    return table_response(form, name, REVIEW_HEADINGS, review_rows(rows))


def _find(request, code, year, subject):
    """The review, an unsaved one where nobody began it; 404 where there is nothing to review."""
    village = get_object_or_404(reviewed_villages(request.user), code=code)
    if not is_review_year(year):
        raise Http404
    if request.method == "POST":
        Village.objects.select_for_update(of=("self",)).get(pk=village.pk)
    known = {"village": village, "year": year, "subject": subject}
    review = Review.objects.filter(**known).first() or Review(**known)
    review.village = village
    return review


@require_safe
@may_view
def review_detail(request, code, year, subject):
    """Everything about one review."""
    review = _find(request, code, year, subject)
    context = {
        "review": review,
        "may_edit": Editing(request.user).allows(review),
        "files": earlier_files(review) if review.pk else [],
        "parts": registry.review_parts.collect(review, request.user),
    }
    return render(request, "villages/village_review_detail.html", context)


@require_safe
@may_view
def review_file(request, code, year, subject, version=None):
    """The evidence, or the one that it had at an earlier version."""
    review = _find(request, code, year, subject)
    if review.pk is None:
        raise Http404
    return attached_file(review, version)


@require_safe
@may_view
def review_changes(request, code, year, subject):
    """Who changed what."""
    review = _find(request, code, year, subject)
    if review.pk is None:
        raise Http404
    return render_history(
        request,
        changes_of(review, name=_("Tinjauan")),
        title=_("Riwayat tinjauan %(review)s") % {"review": review},
        lead=_("Semua perubahan tinjauan ini."),
        crumbs=[
            (_("Tinjauan"), reverse("villages:review-list")),
            (review, review.get_absolute_url()),
        ],
    )


@may_change
def review_edit(request, code, year, subject):
    """Begin or change a review; who saves second sees what the first changed."""
    with saving(request):
        review = _editable(request, code, year, subject)
        form = ReviewForm(
            request.POST or None,
            request.FILES or None,
            instance=review,
            user=request.user,
            concludes=Editing(request.user).concludes,
        )
        if form.is_valid() and _saved(request, form, form.with_file()):
            form.release_file()
            messages.success(request, _("Tinjauan %(review)s disimpan.") % {"review": review})
            return redirect(review)
    form.hold_file()
    return render(request, "villages/village_review_form.html", {"form": form, "review": review})


@may_change
def review_cell(request, code, year, subject):
    """A cell of the matrix as a small form, and as a cell again once it is saved or given up."""
    with saving(request):
        review = _editable(request, code, year, subject)
        if not request.htmx:
            return redirect("villages:review-edit", code, year, subject)
        if "batal" in request.GET:
            return _cell(request, review)
        form = ReviewCellForm(
            request.POST or None,
            instance=review,
            concludes=Editing(request.user).concludes,
            auto_id=f"{code}-{subject}-%s",
        )
        if form.is_valid() and _saved(request, form, review):
            return _cell(request, review)
    context = {"form": form, "review": review}
    return render(request, "villages/village_review_cell_form.html", context)


def _editable(request, code, year, subject):
    review = _find(request, code, year, subject)
    if not Editing(request.user).allows(review):
        raise PermissionDenied(_("Tinjauan yang selesai hanya diubah oleh Bappeda."))
    return review


def _cell(request, review):
    cell = matrix_cell(review, Editing(request.user))
    return render(request, "villages/village_review_cell.html", {"cell": cell, "is_new": True})


def _saved(request, form, review):
    """Whether it is saved; an empty form that nobody touched begins nothing."""
    if not form.has_changed():
        return True
    try:
        save_review(review=review, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
