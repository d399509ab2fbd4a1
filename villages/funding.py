"""Sources of money as a table: a project's budget is the sum of what each source pays.

Pure Python; whatever lists sources (forms, filters, imports, exports, tables) loops over ``FundingSource``.
"""

from enum import StrEnum


class FundingSource(StrEnum):
    """Who pays; the values are stored and name the columns of a project."""

    STATE = "state"
    PROVINCE = "province"
    REGENCY = "regency"
    VILLAGE_FUND = "village_fund"
    SELF_HELP = "self_help"
    PRIVATE = "private"
    OTHER = "other"

    @property
    def field(self):
        """The column of a project that holds its share, in rupiah."""
        return f"{self.value}_rp"


FUNDING_FIELDS = tuple(source.field for source in FundingSource)
