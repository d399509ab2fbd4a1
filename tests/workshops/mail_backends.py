"""Mail servers as they can be: one that keeps what it gets, one that refuses, and one during a power cut.

``MAIL_FILE`` names the file that stands for everybody's inbox.
"""

import os
import signal
from pathlib import Path
from smtplib import SMTPServerDisconnected

from django.core.mail.backends.base import BaseEmailBackend


def inbox():
    """The file that stands for everybody's inbox."""
    return Path(os.environ["MAIL_FILE"])


class Keeping(BaseEmailBackend):
    """Writes a line for every recipient."""

    def send_messages(self, messages):
        with inbox().open("a", encoding="utf-8") as file:
            file.writelines(f"{message.to[0]}\n" for message in messages)
        return len(messages)


class Refusing(BaseEmailBackend):
    """A server that hangs up."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("server menutup sambungan")


class PowerCut(Keeping):
    """Takes the second e-mail, and then the machine goes dark."""

    def send_messages(self, messages):
        count = super().send_messages(messages)
        if len(inbox().read_text(encoding="utf-8").splitlines()) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return count
