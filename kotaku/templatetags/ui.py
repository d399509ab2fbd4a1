"""Tags and filters of every page (builtins: no ``load`` needed)."""

from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kotaku import charts
from villages import labels
from villages.models import Baseline
from villages.numbers import show_number, show_rupiah
from villages.people import full_name
from villages.registry import Severity
from villages.scoring import ratio

register = template.Library()
SEVERITIES = {
    Severity.URGENT: ("error", _lazy("mendesak")),
    Severity.IMPORTANT: ("warning", _lazy("penting")),
    Severity.MINOR: ("info", _lazy("perlu dilihat")),
}


@register.filter
def number(value, places=None):
    """A number the Indonesian way, "1.234,5"; a dash for nothing. ``places`` rounds half up."""
    if value is None or value == "":
        return "–"
    value = Decimal(str(value))
    if places is None:
        return show_number(value)
    rounded = value.quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP)
    return show_number(rounded, places=int(places))


@register.filter
def volume(value):
    """A volume as tables show it: at most two decimals, all of them below 1."""
    if value is None or abs(value) < 1:
        return number(value)
    return number(Decimal(value).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


@register.filter
def signed(value, places=None):
    """A difference with its sign: "+3", "−2", "0"; ``places`` as for ``number``."""
    shown = number(value, places)
    rises = value is not None and value > 0 and shown.strip("0,")
    return f"+{shown}" if rises else shown


@register.filter
def rupiah(value):
    """Money the Indonesian way, "Rp 300.000.000"; a dash for nothing."""
    return "–" if value is None or value == "" else show_rupiah(value)


@register.filter
def person(user):
    """Somebody's full name, or the account's."""
    return _("sistem") if user is None else full_name(user)


@register.filter
def minutes(duration):
    """Whole minutes of a duration."""
    return int(duration.total_seconds() // 60)


@register.inclusion_tag("kotaku/parts/tag.html")
def level_tag(level):
    """Level of slum as a bordered word in its colour."""
    return {
        "css": f"level-{level}" if level else "none",
        "text": labels.LEVELS.get(level, _("Belum dinilai")),
    }


@register.inclusion_tag("kotaku/parts/tag.html")
def status_tag(thing):
    """Status of anything that has one, as a bordered word."""
    return {"css": f"status-{thing.status}", "text": thing.get_status_display()}


@register.inclusion_tag("kotaku/parts/tag.html")
def baseline_state_tag(state, empty):
    """State of a village's baseline in a year; ``empty`` is the word for having none."""
    return {"css": f"status-{state}", "text": dict(Baseline.Status.choices).get(state, empty)}


@register.inclusion_tag("kotaku/parts/bar_chart.html")
def bar_chart(rows, title, id, maximum=100):
    """Horizontal bars with their figures beside them; see ``charts.horizontal_bars``."""
    return {"bars": charts.horizontal_bars(rows, maximum=maximum), "title": title, "id": id}


@register.inclusion_tag("kotaku/parts/stacked_chart.html")
def stacked_chart(rows, names, title, id):
    """Stacked horizontal bars with a legend; see ``charts.stacked_bars``."""
    return {"bars": charts.stacked_bars(rows, names), "names": names, "title": title, "id": id}


@register.inclusion_tag("kotaku/parts/line_chart.html")
def line_chart(rows, names, title, id, maximum=None):
    """Lines over weeks, years and the like, with their figures as a table.

    ``rows`` are ``(label, number, …)`` and ``names`` the headings of these columns; ``None`` leaves a gap.
    """
    heading, *series = names
    chart = charts.line_chart(rows, series, maximum=maximum)
    return {
        "chart": chart,
        "rows": rows,
        "names": names,
        "heading": heading,
        "title": title,
        "id": id,
    }


@register.inclusion_tag("kotaku/parts/share_bar.html")
def share_bar(parts):
    """The parts ``(name, number)`` of a whole as one stacked bar, each in the colour of its name."""
    return {"pieces": [piece for piece in charts.shares(parts) if piece.number]}


@register.inclusion_tag("kotaku/parts/sort_heading.html", takes_context=True)
def sort_heading(context, name, label, numeric=False):
    """A column heading that sorts by ``name`` (of the filter set's ordering) and back."""
    request = context["request"]
    current = request.GET.get("urut", "")
    is_ascending, is_descending = current == name, current == f"-{name}"
    query = request.GET.copy()
    query.pop("page", None)
    query["urut"] = f"-{name}" if is_ascending else name
    return {
        "label": label,
        "href": f"?{query.urlencode()}",
        "numeric": numeric,
        "aria_sort": "ascending" if is_ascending else "descending" if is_descending else "",
    }


@register.inclusion_tag("kotaku/parts/cover_bar.html")
def cover_bar(part, whole):
    """How much of a whole is covered: a small bar and whole percents; a dash with nothing to cover."""
    return {
        "bar": charts.horizontal_bars([("", part, "")], maximum=whole)[0],
        "whole": whole,
        "percent": int(ratio(part, whole)),
    }


@register.inclusion_tag("kotaku/parts/tag.html")
def severity_tag(severity):
    """How much a check matters, as a bordered word."""
    css, text = SEVERITIES[severity]
    return {"css": css, "text": text}
