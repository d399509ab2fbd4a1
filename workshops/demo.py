"""The demo: the workshop of 2021 with what is publicly known of it, and follow-ups of our own that say so.

Everything is made once, through the same acts as on the pages; people are named by role and agency only.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from villages.demo.places import VILLAGES
from villages.models import Agency, Village
from workshops.actions.follow_up import (
    assign_follow_up,
    confirm_follow_up,
    drop_follow_up,
    finish_follow_up,
    move_due_date,
    note_progress,
    plan_follow_ups,
)
from workshops.actions.workshop import save_part, save_workshop
from workshops.models import Recommendation, Workshop, WorkshopSession

TITLE = "Lokakarya virtual Program Kotaku Kabupaten Probolinggo"
MARK = "Contoh: "  # begins whatever is invented
Topic = Recommendation.Topic

PURPOSE = "Menjaga agar kolaborasi OPD dan pemanfaatan hasilnya berlanjut setelah program berakhir."
MINUTES = """# Yang diharapkan
- OPD tetap berkolaborasi setelah program berakhir.
- Yang sudah dibangun dimanfaatkan, dipelihara, dan ditindaklanjuti dengan dana desa.
- Kabupaten meninjau RP2KPKPK, SK Kumuh, Pokja, dan pendamping di lima desa.
- Program OPD diarahkan ke lokasi dalam SK Kumuh.
- Pada tahun 2022 baseline didata lagi di setiap desa.

# Tentang catatan ini
Catatan ini memuat hal yang terbuka untuk umum saja. Hari panelnya tidak disebut dalam sumber, jadi dicatat \
pada hari pertama. Tindak lanjut di portal ini adalah contoh.
"""

# text, topic, agencies, whether it names the five villages
REVIEW = (
    "Kabupaten meninjau RP2KPKPK, SK Kumuh, Pokja, dan pendamping di lima desa.",
    Topic.REVIEW,
    ("Bappeda", "Perkim"),
    True,
)
MAINTAIN = (
    "Yang sudah dibangun dimanfaatkan, dipelihara, dan ditindaklanjuti dengan dana desa.",
    Topic.MAINTENANCE,
    ("DPMD",),
    True,
)
AIM = (
    "Program OPD diarahkan ke lokasi dalam SK Kumuh.",
    Topic.SYNCHRONISATION,
    ("Perkim", "PUPR", "DLH"),
    False,
)
SURVEY = (
    "Pada tahun 2022 baseline didata lagi di setiap desa.",
    Topic.BASELINE,
    ("Bappeda",),
    True,
)
TOGETHER = (
    "OPD tetap berkolaborasi setelah program berakhir.",
    Topic.SYNCHRONISATION,
    ("Bappeda", "Perkim", "PUPR", "DLH", "DPMD"),
    False,
)


def load_workshops(people):
    """Make the workshop unless it was ever made; ``people`` are the demo accounts by username."""
    if not Workshop.history.filter(title=TITLE).exists():
        _make(people)


@transaction.atomic
def _make(people):
    bappeda = people["bappeda"]
    workshop = save_workshop(
        workshop=Workshop(
            title=TITLE,
            budget_year=2021,
            first_day=date(2021, 11, 29),
            last_day=date(2021, 11, 30),
            mode=Workshop.Mode.VIRTUAL,
            organiser="Asisten Kota Mandiri Kabupaten Probolinggo",
            purpose=PURPOSE,
            minutes=MINUTES,
        ),
        by=bappeda,
    )
    panel = WorkshopSession(
        workshop=workshop,
        kind=WorkshopSession.Kind.PANEL,
        title="Panel dengan Bappeda",
        day=workshop.first_day,
        speakers="Bappeda Kabupaten Probolinggo",
    )
    save_part(part=panel, by=bappeda)
    made = [
        _recommend(workshop, bappeda, *row) for row in (REVIEW, MAINTAIN, AIM, SURVEY, TOGETHER)
    ]
    _follow_up(people, *made[:4])


def _recommend(workshop, by, text, topic, agencies, names_villages):
    relations = {
        "addressed_to": Agency.objects.filter(short_name__in=agencies),
        "villages": _villages() if names_villages else [],
    }
    part = Recommendation(workshop=workshop, text=text, topic=topic)
    return save_part(part=part, by=by, relations=relations)


def _villages():
    return Village.objects.filter(code__in=[village.code for village in VILLAGES])


def _follow_up(people, review, maintain, aim, survey):
    """One or several follow-ups in every status; the last recommendation stays without."""
    bappeda, bappeda2, opd = people["bappeda"], people["bappeda2"], people["opd"]
    decrees = _plan(review, "Bappeda", "menyusun jadwal peninjauan SK Kumuh.", 300, bappeda)
    _finish(decrees, "jadwal peninjauan disepakati dengan Perkim.", bappeda)
    confirm_follow_up(follow_up=decrees, by=bappeda2)

    plan = _plan(review, "Perkim", "memeriksa RP2KPKPK terhadap lima desa.", 20, bappeda)
    assign_follow_up(follow_up=plan, assignee=opd, by=opd)
    _note(plan, "dokumen lama dikumpulkan.", opd)
    _finish(plan, "pemeriksaan selesai; dua lokasi perlu dimutakhirkan.", opd)

    _plan(maintain, "DPMD", "memasukkan pemeliharaan jalan dan drainase ke APB Desa.", 120, bappeda)
    _plan(aim, "Perkim", "menyusun daftar kegiatan di lokasi SK Kumuh.", 10, bappeda)
    roads = _plan(aim, "PUPR", "menyandingkan rencana jalan dengan lokasi SK Kumuh.", -12, bappeda)
    _note(roads, "peta rencana jalan diterima.", bappeda)
    waste = _plan(aim, "DLH", "menyandingkan rute pengangkutan sampah.", 60, bappeda)
    drop_follow_up(
        follow_up=waste, reason=f"{MARK}digabung dengan tindak lanjut Perkim.", by=bappeda
    )

    later = _plan(survey, "Bappeda", "mendata lagi desa yang belum punya baseline.", 15, bappeda)
    _note(later, "tiga desa sudah didata.", bappeda)
    move_due_date(
        follow_up=later,
        due_on=_day(75),
        reason=f"{MARK}petugas lapangan baru tersedia bulan depan.",
        by=bappeda,
    )


def _plan(recommendation, agency, task, days, by):
    """A follow-up of one agency, due so many days from now."""
    villages = list(recommendation.villages.all())
    (follow_up,) = plan_follow_ups(
        recommendation=recommendation,
        agencies=[Agency.objects.get(short_name=agency)],
        villages=villages,
        due_on=_day(days),
        task=f"{MARK}{task}",
        by=by,
    )
    return follow_up


def _day(days):
    return timezone.localdate() + timedelta(days=days)


def _note(follow_up, text, by):
    note_progress(follow_up=follow_up, text=f"{MARK}{text}", by=by)


def _finish(follow_up, result, by):
    finish_follow_up(follow_up=follow_up, result=f"{MARK}{result}", by=by)
