"""Takes the query editor of `kg serve`, YASQE, out of its npm package into `kg/serve/pages/yasqe/`.

    npm pack @triply/yasqe@4.2.28
    python tools/take_editor.py triply-yasqe-4.2.28.tgz

Nothing is fetched here. What is taken is the script and its style sheet as they are, but for the line that names a source map; version
and SHA-256 of the files go to `yasqe.json`, which a test compares with them. `LICENSES.txt` is kept by hand: look at it when the version changes.
"""

import argparse
import hashlib
import json
import tarfile
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "kg" / "serve" / "pages" / "yasqe"
_TAKEN = ("yasqe.min.js", "yasqe.min.css")
_SOURCE_MAP = b"\n//# sourceMappingURL="


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, help="the .tgz that npm pack wrote")
    take(parser.parse_args().package, TARGET)


def take(package: Path, target: Path) -> None:
    """Writes the files of the package to the folder `target`, with a record of them."""
    with tarfile.open(package) as archive:
        told = json.loads(_content(archive, "package/package.json"))
        if told["name"] != "@triply/yasqe" or told["license"] != "MIT":
            raise SystemExit(f"{package}: is {told['name']} under {told['license']}, not YASQE under the MIT licence")
        files = {name: _content(archive, f"package/build/{name}").partition(_SOURCE_MAP)[0].rstrip() + b"\n" for name in _TAKEN}
    for name, content in files.items():
        (target / name).write_bytes(content)
    record = {"name": told["name"], "version": told["version"], "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}}
    (target / "yasqe.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def _content(archive: tarfile.TarFile, name: str) -> bytes:
    found = archive.extractfile(name)
    assert found is not None
    return found.read()


if __name__ == "__main__":
    main()
