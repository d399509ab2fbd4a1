"""An import command in a process of its own, to be killed in the middle of its work."""

import os
import re
import select
import signal
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

PATIENCE = 120  # seconds until a silent process counts as stuck


def database_url():
    """The address of the database that this test runs on."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    person = ":".join(filter(None, (database["USER"], database["PASSWORD"])))
    host = ":".join(filter(None, (database["HOST"], str(database["PORT"]))))
    return f"postgres://{person}@{host}/{database['NAME']}"


class RunningImport:
    """``manage.py`` with a command and its arguments, on a terminal so that it tells how far it is."""

    def __init__(self, workbook, command, *arguments):
        self.terminal, terminal = os.openpty()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "kotaku.settings",
            "DATABASE_URL": database_url(),
            "MEDIA_ROOT": str(workbook.parent / "media"),
            "SECRET_KEY": "test-key-of-no-worth",
        }
        command = [sys.executable, "manage.py", command, str(workbook), *arguments]
        self.process = subprocess.Popen(  # noqa: S603
            command,
            cwd=Path(settings.BASE_DIR),
            env=environment,
            stdout=terminal,
            stderr=terminal,
        )
        os.close(terminal)
        self.said = ""

    def wait_for(self, pattern):
        """Until the command says something like it, or ends."""
        while not re.search(pattern, self.said):
            ready, __, __ = select.select([self.terminal], [], [], PATIENCE)
            assert ready, f"silent after {self.said!r}"
            try:
                self.said += os.read(self.terminal, 4096).decode(errors="replace")
            except OSError:  # how Linux says that the other side is closed
                break

    def kill(self):
        """As a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        return self.finish()

    def finish(self):
        status = self.process.wait(PATIENCE)
        os.close(self.terminal)
        return status
