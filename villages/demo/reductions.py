"""A reduction of the slum area that Bappeda confirmed; what else the rule proposes waits for it."""

from villages.actions.reduction import confirm_reduction
from villages.demo.places import SUKOMULYO
from villages.models import SlumReduction, Village
from villages.queries.reduction import village_reductions

NOTE = (
    "Contoh: sesuai hasil survei replikasi dan berita acara pemeriksaan lapangan (data ilustratif)."
)


def load_reductions(by):
    """Confirm the first that is proposed in Sukomulyo, unless any ever was; ``by`` works at Bappeda."""
    village = Village.objects.get(code=SUKOMULYO.code)
    if SlumReduction.history.filter(village_id=village.pk).exists():
        return
    row = next((row for row in village_reductions(village) if row.proposed_ha), None)
    if row:
        reduction = SlumReduction(
            village=village, year=row.year, confirmed_ha=row.proposed_ha, note=NOTE
        )
        confirm_reduction(reduction=reduction, by=by)
