"""Reviews of the demo in every state: of 2022, as the workshop of 2021 asked for, and of this year."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from villages.actions.village_review import save_review
from villages.demo import places
from villages.demo.documents import sample_pdf
from villages.models import Review, Village

Subject, Status = Review.Subject, Review.Status
MARK = "(contoh)"


@dataclass(frozen=True)
class DemoReview:
    """A review of this year; ``due`` counts days from today."""

    place: places.DemoVillage
    subject: str
    status: str
    due: int | None
    finding: str = ""
    recommendation: str = ""
    by: str = "bappeda"
    has_file: bool = False


REVIEWS = (
    DemoReview(
        places.KEBONAGUNG,
        Subject.DECREE,
        Status.DONE,
        -40,
        "Dua RT di tepi pantai belum dimuat SK, padahal nilainya kumuh sedang.",
        "Usulkan kedua RT masuk SK perubahan.",
        has_file=True,
    ),
    DemoReview(
        places.KEBONAGUNG,
        Subject.RP2KPKPK,
        Status.RUNNING,
        -12,
        "Program drainase dalam RP2KPKPK belum memuat RW 003.",
        by="asisten",
    ),
    DemoReview(places.KEBONAGUNG, Subject.WORKING_GROUP, Status.NOT_BEGUN, 30),
    DemoReview(
        places.RANGKANG,
        Subject.DECREE,
        Status.RUNNING,
        20,
        "Lampiran SK belum dilengkapi peta.",
        "Lengkapi peta skala 1:5.000.",
    ),
    DemoReview(places.RANGKANG, Subject.SUPPORTERS, Status.NOT_BEGUN, -5),
    DemoReview(
        places.ASEMBAGUS,
        Subject.WORKING_GROUP,
        Status.DONE,
        None,
        "Kasi Kesra desa belum masuk jejaring Pokja.",
        "Undang perwakilan desa pada rapat Pokja.",
    ),
    DemoReview(
        places.SUKOKERTO,
        Subject.RP2KPKPK,
        Status.RUNNING,
        60,
        "Data dasar dalam dokumen berbeda dengan baseline terakhir.",
        by="asisten",
    ),
    DemoReview(
        places.SUKOMULYO,
        Subject.DECREE,
        Status.DONE,
        -90,
        "Tiga RT di dalam SK sudah tidak kumuh menurut baseline 2022.",
        "Keluarkan ketiganya dalam SK perubahan.",
    ),
)
ALL_PLACES = (
    places.RANGKANG,
    places.KEBONAGUNG,
    places.ASEMBAGUS,
    places.SUKOKERTO,
    places.SUKOMULYO,
)


def load_reviews(people):
    """Write down those that were never there."""
    today = timezone.localdate()
    for demo in REVIEWS:
        due_on = None if demo.due is None else today + timedelta(days=demo.due)
        _write(demo, today.year, due_on, people)
    for place in ALL_PLACES:
        done = DemoReview(
            place,
            Subject.DECREE,
            Status.DONE,
            None,
            "SK diperiksa terhadap baseline; lokasinya masih sesuai.",
        )
        _write(done, 2022, date(2022, 6, 30), people)


def _write(demo, year, due_on, people):
    village = Village.objects.get(code=demo.place.code)
    known = {"village": village, "year": year, "subject": demo.subject}
    if Review.history.filter(**known).exists():
        return
    review = Review(**known, due_on=due_on)
    if demo.by != "bappeda":  # Bappeda sets the day, the assistant writes down what they find
        save_review(review=review, by=people["bappeda"])
    review.status = demo.status
    review.finding = demo.finding and f"{demo.finding} {MARK}"
    review.recommendation = demo.recommendation and f"{demo.recommendation} {MARK}"
    if demo.has_file:
        review.file_name = "Berkas contoh.pdf"
        review.file = ContentFile(sample_pdf(), name=review.file_name)
    if year == 2022 and demo.status == Status.DONE:
        review.reviewer, review.reviewed_on = "Bappeda (contoh)", date(2022, 6, 20)
    save_review(review=review, by=people[demo.by])
