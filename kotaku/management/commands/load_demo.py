"""Load the demo: five villages, two decrees, baselines in every state and an account per role."""

from dataclasses import dataclass
from io import StringIO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.crypto import get_random_string

from kotaku import roles
from villages.demo.agencies import PERKIM, load_agencies
from villages.demo.decrees import load_decrees
from villages.demo.documents import load_documents
from villages.demo.organisations import load_organisations
from villages.demo.padat_karya import load_padat_karya
from villages.demo.places import ASEMBAGUS, KEBONAGUNG, RANGKANG, SUKOKERTO, SUKOMULYO, load_places
from villages.demo.projects import load_projects
from villages.demo.reductions import load_reductions
from villages.demo.reviews import load_reviews
from villages.demo.surveys import load_surveys
from villages.models import Agency, Village
from workshops.demo import load_workshops

# Known to everybody who reads this, so it is given to accounts on development machines only.
PASSWORD = "kotaku-demo-2021"  # noqa: S105


@dataclass(frozen=True)
class Account:
    """A demo person: what they are called, what they may do, and where."""

    username: str
    first_name: str
    role: str
    villages: tuple = ()
    agency: str = ""
    is_staff: bool = False


ACCOUNTS = (
    Account("asisten", "Ani", roles.ASSISTANT, villages=(KEBONAGUNG, RANGKANG, SUKOKERTO)),
    Account("asisten2", "Budi", roles.ASSISTANT, villages=(ASEMBAGUS, SUKOMULYO)),
    Account("bappeda", "Citra", roles.BAPPEDA, agency="Bappeda"),
    Account("bappeda2", "Kartika", roles.BAPPEDA, agency="Bappeda"),
    Account("opd", "Dedi", roles.AGENCY_STAFF, agency=PERKIM),
    Account("pengamat", "Vina", roles.VIEWER),
    Account("admin", "Adi", roles.ADMIN, is_staff=True),
)
LAST_NAME = "(contoh)"


class Command(BaseCommand):
    """Safe to run again: it only adds what was never there, and changes nothing that is."""

    help = "Load illustrative data and one demo account per role (DEBUG only, or --force)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--force",
            action="store_true",
            help="load it although DEBUG is off; never in production",
        )

    def handle(self, *, force, **options):
        if not settings.DEBUG and not force:
            raise CommandError(
                "load_demo adds invented figures and demo accounts, so it runs with DEBUG=true only. "
                "On a machine that is not in use by the regency: load_demo --force."
            )
        call_command("sync_roles", stdout=StringIO())
        load_places()
        load_agencies()
        password = PASSWORD if settings.DEBUG else get_random_string(16)
        created = [account for account in ACCOUNTS if self._add(account, password)]
        people = {
            person.username: person
            for person in get_user_model().objects.filter(
                username__in=[account.username for account in ACCOUNTS]
            )
        }
        load_decrees(people["bappeda"])
        load_surveys(people)
        load_workshops(people)
        load_projects(people)
        load_padat_karya(people)
        load_reductions(people["bappeda"])
        load_organisations(people)
        load_documents(people["bappeda"])
        load_reviews(people)
        self._report(created, password)

    def _add(self, account, password):
        """Create the account; one that exists is left as it is."""
        users = get_user_model().objects
        if users.filter(username=account.username).exists():
            return False
        user = users.create_user(
            account.username,
            password=password,
            first_name=account.first_name,
            last_name=LAST_NAME,
            is_staff=account.is_staff,
        )
        user.groups.add(Group.objects.get(name=account.role))
        for demo in account.villages:
            Village.objects.get(code=demo.code).assistants.add(user)
        if account.agency:
            Agency.objects.get(short_name=account.agency).staff.add(user)
        return True

    def _report(self, created, password):
        if not created:
            self.stdout.write("The demo is already there; nothing was changed.")
            return
        self.stdout.write(f"{'account':<12}{'role':<14}password")
        for account in created:
            self.stdout.write(f"{account.username:<12}{account.role:<14}{password}")
