"""What every list has: filters that show no more than was asked for, paging, the same rows as a file."""

from django.core.paginator import Paginator

PER_PAGE = 50


def filtered(filterset):
    """The rows of a filter set; none when a filter holds something impossible."""
    return filterset.qs if filterset.is_valid() else filterset.queryset.none()


def list_context(request, filterset, *, per_page=PER_PAGE, **context):
    """Template context of a list page: ``filterset``, ``page`` and whatever else the page shows."""
    page = Paginator(filtered(filterset), per_page).get_page(request.GET.get("page"))
    return {"filterset": filterset, "page": page, **context}
