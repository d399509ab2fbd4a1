"""Sources of money as offices write them: "APBD II (KOTA/KAB)", "DANA KELURAHAN / ADK", "Swadaya"."""

import re

from villages.funding import FundingSource
from villages.project_sheet import SOURCE_MARK

# What names a source; the more exact goes before the more general, whose words it may hold.
_WORDS = (
    (
        FundingSource.VILLAGE_FUND,
        r"dana desa kelurahan|dana (desa|kelurahan)|dd|add|adk|alokasi dana (desa|kelurahan)"
        r"|apb ?des(a)?|apbd? ?(kel|kelurahan|desa)",
    ),
    (
        FundingSource.PROVINCE,
        r"apbd (i|1|prov|provinsi|propinsi|jatim|jateng|tk i|tingkat i)|provinsi|propinsi",
    ),
    (FundingSource.STATE, r"apbn( pusat)?|pusat|kementerian \w+|kementrian \w+|pupr"),
    (
        FundingSource.REGENCY,
        r"apbd (ii|2|kab|kabupaten|kota|tk ii|tingkat ii)|apbd|kabupaten|kota|kab",
    ),
    (FundingSource.SELF_HELP, r"swadaya( masyarakat)?|masyarakat|gotong royong|iuran( warga)?"),
    (FundingSource.PRIVATE, r"swasta|csr|tjsl|perusahaan|dunia usaha"),
    (FundingSource.OTHER, r"sumber (dana )?lain(nya)?|lain lain|lain(nya)?"),
)
_PATTERNS = [(source, re.compile(rf"\b({words})\b")) for source, words in _WORDS]
_FILLING = re.compile(r"\b(dana|dan|dari|sumber|anggaran|ta|20\d\d)\b")
# Money of another kind, whoever passes it on.
_UNCLEAR = re.compile(r"\b(hibah|dak|bantuan|pinjaman|bankeu)\b")
_MARKS = re.compile(r"[\W_]+")


def read_sources(text):
    """The sources that a cell names, in its order; none where any part of it is not known."""
    found = [_source(part) for part in text.split(SOURCE_MARK.strip())]
    return () if None in found else tuple(dict.fromkeys(found))


def _source(text):
    """The one source that is named; after its name may follow whose it is, such as "CSR Bank Jatim"."""
    text = _MARKS.sub(" ", text.lower()).strip()
    rest, found = text, []
    for source, pattern in _PATTERNS:
        rest, count = pattern.subn(" ", rest)
        found += [(source, pattern)] * bool(count)
    if len(found) != 1 or _UNCLEAR.search(rest):
        return None
    source, pattern = found[0]
    is_clear = pattern.match(text) or not _FILLING.sub(" ", rest).strip()
    return source if is_clear else None
