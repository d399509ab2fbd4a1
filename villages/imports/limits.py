"""How much of a file is read. More is refused with a message, before it costs memory or time."""

MAX_UPLOAD_BYTES = 5 * 1024 * 1024
MAX_UNZIPPED_BYTES = 40 * 1024 * 1024
MAX_SHEETS = 30
# Data rows of one sheet; headings and titles above them come on top.
MAX_ROWS = 10_000
HEADING_ROWS = 10
MAX_COLUMNS = 60
# XML elements of a workbook: 10,000 rows of 60 columns have 1.8 million, a hostile 40 MB has ten.
MAX_ELEMENTS = 2_000_000
# How deep elements may lie in one another; a worksheet needs about ten.
MAX_DEPTH = 100
