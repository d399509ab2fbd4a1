"""What can be wrong with a file of places."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceFinding:
    """What is wrong in one place of a file, such as "Baris 5"."""

    where: str
    message: str

    def __str__(self):
        return f"{self.where}: {self.message}"


class PlacesRefused(ValueError):
    """A file that cannot be imported; ``findings`` names every row that is wrong and why."""

    def __init__(self, message, findings=()):
        super().__init__(message)
        self.findings = tuple(findings)
