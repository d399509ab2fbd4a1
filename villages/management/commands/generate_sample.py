"""Fill an empty development database with data at the size of a regency."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from villages.models import Village
from villages.sample import Sample
from villages.sample_projects import SampleProjects


class Command(BaseCommand):
    """Only for development: refuses without DEBUG, and where sample villages already are."""

    help = "Generate believable data in bulk for benchmarks (DEBUG only)."

    def add_arguments(self, parser):
        parser.add_argument("--villages", type=int, required=True, help="number of villages")
        parser.add_argument("--rts", type=int, required=True, help="number of RTs in all")
        parser.add_argument(
            "--years", type=int, default=1, help="surveys, one a year up to this year"
        )
        parser.add_argument("--projects", type=int, default=0, help="number of projects in all")
        parser.add_argument("--seed", type=int, default=2021)

    def handle(self, *, villages, rts, years, projects, seed, **options):
        if not settings.DEBUG:
            raise CommandError("generate_sample runs with DEBUG=true only.")
        if min(villages, years) < 1 or rts < villages:
            raise CommandError("Need at least one village, one year and one RT per village.")
        if projects < 0:
            raise CommandError("The number of projects is 0 or more.")
        if Village.objects.filter(code__startswith="35.99.").exists():
            raise CommandError("Sample villages (35.99…) are already there; use an empty database.")
        people = [self._person(name) for name in ("contoh-asisten", "contoh-bappeda")]
        counts = Sample(
            villages=villages,
            rts=rts,
            years=years,
            seed=seed,
            entered_by=people[0],
            verified_by=people[1],
        ).write()
        self.stdout.write("{} villages, {} RTs, {} records".format(*counts))
        written = SampleProjects(
            projects=projects, years=years, seed=seed, entered_by=people[0]
        ).write()
        self.stdout.write("{} projects, {} outputs".format(*written))

    def _person(self, username):
        """Somebody whom the data can name but who cannot sign in."""
        user, created = get_user_model().objects.get_or_create(username=username)
        if created:
            user.set_unusable_password()
            user.save()
        return user
