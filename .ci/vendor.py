"""Copy the browser libraries from node_modules to kotaku/static/vendor (`make vendor`).

Only what our pages use is copied, each with its licence. MANIFEST.json says where every file comes
from; tests/test_vendor.py compares the files with it.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules"
TARGET = ROOT / "kotaku" / "static" / "vendor"
FILES = {  # file in the package: file in ours
    "bootstrap": {
        "LICENSE": "LICENSE",
        "dist/css/bootstrap.min.css": "bootstrap.min.css",
    },
    "leaflet": {
        "LICENSE": "LICENSE",
        "dist/leaflet.css": "leaflet.css",
        "dist/leaflet.js": "leaflet.js",
        "dist/images/layers.png": "images/layers.png",
        "dist/images/layers-2x.png": "images/layers-2x.png",
        "dist/images/marker-icon.png": "images/marker-icon.png",
        "dist/images/marker-icon-2x.png": "images/marker-icon-2x.png",
        "dist/images/marker-shadow.png": "images/marker-shadow.png",
    },
}
# The maps are not copied, and collectstatic refuses references to files that are not there.
SOURCE_MAP = re.compile(rb"\n?(/\*#|//#) sourceMappingURL=[^\n*]*(\*/)?\n?")


def main():
    """Write the folder anew, with its manifest."""
    locked = json.loads((ROOT / "package-lock.json").read_bytes())["packages"]
    shutil.rmtree(TARGET, ignore_errors=True)
    manifest = {name: _copy(name, locked[f"node_modules/{name}"]) for name in FILES}
    text = json.dumps(manifest, indent=2) + "\n"
    (TARGET / "MANIFEST.json").write_text(text, encoding="utf-8")


def _copy(name, locked):
    hashes = {}
    for source, target in FILES[name].items():
        content = _stripped(SOURCE / name / source)
        path = TARGET / name / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        hashes[target] = hashlib.sha256(content).hexdigest()
    return {"version": locked["version"], "integrity": locked["integrity"], "sha256": hashes}


def _stripped(path):
    content = path.read_bytes()
    if path.suffix in {".css", ".js"}:
        return SOURCE_MAP.sub(b"\n", content)
    return content


if __name__ == "__main__":
    main()
