""".env.example explains exactly the variables that the settings read."""

import re

from django.conf import settings

READ = re.compile(r"""(?:\benv(?:\.\w+)?|_list)\(\s*"([A-Z_]+)\"""")
EXPLAINED = re.compile(r"^#?([A-Z_]+)=", re.MULTILINE)


def lines(name):
    return (settings.BASE_DIR / name).read_text(encoding="utf-8").splitlines()


def test_env_example_explains_every_variable():
    read = READ.findall("\n".join(lines("kotaku/settings.py")))
    explained = EXPLAINED.findall("\n".join(lines(".env.example")))

    assert set(explained) == set(read)


def test_env_example_keeps_clear_of_what_django_environ_reads_otherwise():
    values = [line.split("=", 1)[1] for line in lines(".env.example") if EXPLAINED.match(line)]

    assert [value for value in values if value.startswith("$") or "#" in value] == []
