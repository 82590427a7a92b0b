"""What runs: the app's version, and a bill of materials (CycloneDX 1.6) of the Python packages that are installed.

The list of packages, and the hashes of the files that may be installed of each, stand in ``requirements.txt``, and in
``requirements-besar.txt`` of what only some instances need; what is installed really, and under which licence, the
packages say themselves.
"""

from __future__ import annotations

import json
import re
import tomllib
import uuid
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from workflow.clock import stamp

PROJECT = Path(__file__).parent.parent.parent
REQUIREMENTS = ("requirements.txt", "requirements-besar.txt")
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s\\]+)((?:\s*\\\n\s*--hash=sha256:[0-9a-f]{64})*)\s*$", re.MULTILINE)
_LONGEST = 120  # a licence with more letters is a text, not a name


def version() -> str:
    with (PROJECT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def pins(text: str) -> dict[str, tuple[str, list[str]]]:
    """Package -> (version, SHA-256 of each file of the release), as a requirements file says it."""
    return {name: (number, re.findall("sha256:([0-9a-f]{64})", hashes)) for name, number, hashes in _PIN.findall(text)}


def bill(*, at: datetime) -> dict[str, Any]:
    """The bill as plain JSON values; the same packages give the same serial number."""
    listed = "\n".join((PROJECT / name).read_text(encoding="utf-8") for name in REQUIREMENTS)
    components = list(_components(pins(listed)))
    own = {"type": "application", "bom-ref": f"tuntas@{version()}", "name": "tuntas", "version": version()}
    told = json.dumps([own, components], sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, told)}",
        "version": 1,
        "metadata": {"timestamp": stamp(at), "component": own},
        "components": components,
        "dependencies": [{"ref": own["bom-ref"], "dependsOn": [one["bom-ref"] for one in components]}],
    }


def _components(listed: dict[str, tuple[str, list[str]]]) -> Iterator[dict[str, Any]]:
    """A package that this Python does not need is not installed and not listed."""
    for name in sorted(listed, key=str.lower):
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        yield _component(found, *listed[name])


def _component(found: Distribution, pinned: str, hashes: list[str]) -> dict[str, Any]:
    name = re.sub(r"[-_.]+", "-", found.metadata["Name"]).lower()
    made = {
        "type": "library", "bom-ref": f"pkg:pypi/{name}@{found.version}", "name": found.metadata["Name"],
        "version": found.version, "purl": f"pkg:pypi/{name}@{found.version}", "licenses": _licenses(found),
    }  # fmt: skip
    if canonical(found.version) == canonical(pinned) and hashes:  # those of another version would be a lie
        made["externalReferences"] = [{
            "type": "distribution", "url": REQUIREMENTS, "comment": "The files of this release that may be installed",
            "hashes": [{"alg": "SHA-256", "content": one} for one in hashes],
        }]  # fmt: skip
    return made


def canonical(number: str) -> str:
    """1.002 and 1.2 are one version."""
    return ".".join(re.sub(r"^0+(?=\d)", "", part) for part in number.split("."))


def _licenses(found: Distribution) -> list[dict[str, Any]]:
    """An SPDX expression where the package gives one, else its own words; none rather than a guess."""
    metadata = found.metadata
    if expressions := metadata.get_all("License-Expression", []):
        return [{"expression": expressions[0]}]
    names = [line.split(" :: ")[-1] for line in metadata.get_all("Classifier", []) if line.startswith("License :: ")]
    said = str(metadata.get_all("License", [""])[0]).strip()
    if not names and said and len(said) <= _LONGEST and "\n" not in said:
        names = [said]
    return [{"license": {"name": name}} for name in names]
