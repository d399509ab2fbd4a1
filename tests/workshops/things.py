"""One thing of each kind, with the parameters of its addresses."""

from django.core.files.base import ContentFile

from tests.factories import (
    make_agency,
    make_follow_up,
    make_recommendation,
    make_workshop,
)
from tests.villages.documents import PDF, image
from workshops.models import FollowUpNote, Material, Participant, StrategicIssue, WorkshopSession


def workshop_things(village, *, staff):
    """Parameters by thing: a workshop with its parts, and follow-ups that concern ``village``.

    "own follow-up" is one of an agency for which ``staff`` works.
    """
    workshop = make_workshop()
    parts = _parts(workshop, village)
    follow_ups = {
        "follow-up": make_follow_up(villages=[village]),
        "own follow-up": make_follow_up(make_agency(staff=[staff]), villages=[village]),
        "reported follow-up": make_follow_up(villages=[village], status="done"),
    }
    return {
        "workshop": {"pk": workshop.pk},
        "recommendation to plan": {"pk": workshop.pk, "recommendation": parts["rekomendasi"].pk},
        **{
            f"part {word}": {"pk": workshop.pk, "part": word, "key": part.pk}
            for word, part in parts.items()
        },
        **{name: _follow_up(follow_up) for name, follow_up in follow_ups.items()},
        **{
            f"{name}: {act}": {"pk": follow_up.pk, "act": act}
            for name, follow_up in follow_ups.items()
            for act in (
                "catat",
                "selesai",
                "tenggat",
                "petugas",
                "hentikan",
                "konfirmasi",
                "kembalikan",
            )
        },
    }


def _parts(workshop, village):
    session = WorkshopSession.objects.create(
        workshop=workshop, kind="panel", title="Panel", day=workshop.first_day
    )
    return {
        "sesi": session,
        "peserta": Participant.objects.create(
            workshop=workshop, organisation="LKM", men_attended=1
        ),
        "isu": StrategicIssue.objects.create(workshop=workshop, text="Isu"),
        "materi": make_material(workshop, kind="photo"),
        "rekomendasi": make_recommendation(
            workshop, addressed_to=[make_agency()], villages=[village]
        ),
    }


def make_material(workshop, *, kind="paper", **fields):
    """A file of the workshop; a photo with its small picture."""
    content, name = (image(), "Foto.jpg") if kind == "photo" else (PDF, "Bahan.pdf")
    defaults = {"title": "Berkas", "file_name": name, "file": ContentFile(content, name=name)}
    if kind == "photo":
        defaults["thumbnail"] = ContentFile(content, name=name)
    return Material.objects.create(workshop=workshop, kind=kind, **defaults | fields)


def make_note(follow_up, **fields):
    """A step with a file that proves it."""
    defaults = {"act": "progress", "text": "Mulai", "file_name": "Bukti.pdf"}
    file = ContentFile(PDF, name="Bukti.pdf")
    return FollowUpNote.objects.create(follow_up=follow_up, file=file, **defaults | fields)


def _follow_up(follow_up):
    return {"pk": follow_up.pk, "note": make_note(follow_up).pk}
