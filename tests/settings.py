"""The portal's settings, with what tests need otherwise: a fast hasher, plain static files, own folders."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "test-key-of-no-worth")
os.environ.setdefault("SECURE_SSL_REDIRECT", "false")
os.environ["DEBUG"] = "false"

from kotaku.settings import *  # noqa: F403
from kotaku.settings import DATABASES, STORAGES

_FOLDER = Path(tempfile.mkdtemp(prefix="kotaku-test-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = _FOLDER / "media"
STATIC_ROOT = _FOLDER / "static"
STATIC_ROOT.mkdir()  # whitenoise warns about a folder that is not there
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in production: an in-memory database fails under parallel requests of the live server.
    DATABASES["default"]["TEST"] = {"NAME": _FOLDER / "test.sqlite3"}
