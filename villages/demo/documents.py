"""Planning documents and the working group of the demo, invented and marked so."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from villages.actions.document import save_document
from villages.actions.working_group import save_group, save_member
from villages.demo import agencies, places
from villages.models import Agency, PlanningDocument, Village, WorkingGroup, WorkingGroupMember

NOTE = "Data ilustratif untuk demo, bukan dokumen sungguhan."
GROUP_NUMBER = "188.45/…/426.32/POKJA (contoh)"
Kind, Status = PlanningDocument.Kind, PlanningDocument.Status
# agency, what it does in the group
MEMBERS = (
    ("Bappeda", "Ketua"),
    (agencies.PERKIM, "Sekretaris"),
    ("PUPR", "Koordinator bidang prasarana"),
    ("DLH", "Anggota"),
    ("DPMD", "Koordinator bidang kelembagaan"),
    ("Dinkes", "Anggota"),
)
_STREAM = b"BT /F1 18 Tf 72 760 Td (Berkas contoh Portal Kotaku) Tj ET"
_OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F1 5 0 R>>>>>>",
    b"<</Length %d>>stream\n%s\nendstream" % (len(_STREAM), _STREAM),
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
)


def sample_pdf():
    """One page that says that it is a sample."""
    content, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(_OBJECTS, start=1):
        starts.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(_OBJECTS) + 1
    xref = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    return content + xref + end


def load_documents(by):
    """Enter the documents and the group unless they were ever entered; ``by`` works at Bappeda."""
    year = timezone.localdate().year
    newer = _document(
        by, Kind.RP2KPKPK, "RP2KPKPK (contoh, sedang disusun)", (year, year + 4), Status.REVIEW
    )
    _document(
        by,
        Kind.RP2KPKPK,
        "RP2KPKPK 2017–2021 (contoh)",
        (2017, 2021),
        Status.ENACTED,
        enacted_on=date(2017, 11, 20),
        replaced_by=newer,
    )
    _document(
        by,
        Kind.REGULATION,
        "Perbup tentang RP2KPKPK (contoh)",
        (year - 4, year),
        Status.ENACTED,
        number="Perbup … Tahun … (contoh)",
        enacted_on=date(year - 4, 3, 1),
    )
    _document(
        by,
        Kind.OTHER,
        "Rencana penataan lingkungan Kebonagung (contoh)",
        (2019, year - 1),
        Status.FINAL,
        places=(places.KEBONAGUNG,),
    )
    _group(by)


def _document(by, kind, title, years, status, places=(), **fields):
    """The new document, or the one that was entered before; ``None`` where that is gone."""
    if PlanningDocument.history.filter(title=title).exists():
        return PlanningDocument.objects.filter(title=title).first()
    document = PlanningDocument(
        kind=kind, title=title, year_from=years[0], year_to=years[1], status=status, note=NOTE
    )
    for name, value in fields.items():
        setattr(document, name, value)
    document.file_name = "Berkas contoh.pdf"
    document.file = ContentFile(sample_pdf(), name=document.file_name)
    codes = [place.code for place in places]
    return save_document(
        document=document, villages=list(Village.objects.filter(code__in=codes)), by=by
    )


def _group(by):
    """A working group whose term is about to end."""
    if WorkingGroup.history.filter(decree_number=GROUP_NUMBER).exists():
        return
    today = timezone.localdate()
    group = WorkingGroup(
        decree_number=GROUP_NUMBER,
        decided_on=today - timedelta(days=1045),
        term_from=today - timedelta(days=1045),
        term_to=today + timedelta(days=50),
        note=NOTE,
    )
    save_group(group=group, by=by)
    for order, (agency, role) in enumerate(MEMBERS, start=1):
        member = WorkingGroupMember(
            group=group,
            agency=Agency.objects.get(short_name=agency),
            role=role,
            order=order,
            contact_person="Pejabat yang ditunjuk (contoh)",
            contact="0800-0000-0000 (contoh)",
        )
        save_member(member=member, by=by)
