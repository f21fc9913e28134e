"""Write what a release consists of, as CycloneDX 1.6: python requirements/sbom.py requirements/postgresql.txt > sbom.json

The lock is the truth: names, versions, checksums of every file that may be installed, and who needs what. Licences are those that the
installed packages state; one that is not installed here has none. The same lock gives the same bytes.
"""

import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

_PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)(?: *; *([^\\]+?))? *\\?$")
_VERSION = re.compile(r'__version__ = "([^"]+)"')
_ROOT = Path(__file__).parents[1]


def bill_of_materials(lock: str, own_version: str) -> dict[str, Any]:
    packages = list(_packages(lock))
    own = {"type": "application", "bom-ref": "ebpages", "name": "ebpages", "version": own_version}
    needs = {
        package["bom-ref"]: sorted(p["bom-ref"] for p in packages if package["name"] in p["needed_by"])
        for package in packages
    }
    direct = sorted(p["bom-ref"] for p in packages if "ebpages" in p["needed_by"])
    for package in packages:
        del package["needed_by"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, own_version + lock)}",
        "version": 1,
        "metadata": {"component": own},
        "components": packages,
        "dependencies": [
            {"ref": "ebpages", "dependsOn": direct},
            *({"ref": ref, "dependsOn": refs} for ref, refs in needs.items()),
        ],
    }


def _packages(lock: str) -> Iterator[dict[str, Any]]:
    """Each pinned line with the lines below it, which are indented: `--hash=sha256:…` and `# via …`."""
    for block in re.split(r"\n(?=[a-z0-9])", lock.strip()):
        first, *rest = block.splitlines()
        found = _PINNED.match(first)
        if not found:
            raise ValueError(f"the lock has a line that pins nothing: {first}")
        name, version, marker = found.groups()
        hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})", block)
        via = " ".join(line.strip().removeprefix("#").replace("via", " ", 1) for line in rest if "#" in line)
        yield {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}@{version}",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            "licenses": _licences(name),
            "properties": [
                *([{"name": "ebpages:marker", "value": marker}] if marker else []),
                *({"name": "ebpages:sha256", "value": value} for value in hashes),
            ],
            "needed_by": {word.partition("(")[0] for word in via.split()},
        }


def _licences(name: str) -> list[dict[str, Any]]:
    try:
        stated = metadata(name)
    except PackageNotFoundError:
        return []
    if expression := stated.get("License-Expression"):
        return [{"expression": expression}]
    if (licence := stated.get("License", "")) and len(licence) < 60:  # some put the whole text there
        return [{"license": {"name": licence}}]
    named = [
        each.rpartition(" :: ")[2] for each in stated.get_all("Classifier") or () if "License ::" in each
    ]
    return [{"license": {"name": each}} for each in dict.fromkeys(named)]


if __name__ == "__main__":
    version = _VERSION.search((_ROOT / "src/ebpages/__init__.py").read_text())
    bill = bill_of_materials(Path(sys.argv[1]).read_text(), version[1] if version else "")
    print(json.dumps(bill, indent=1))
