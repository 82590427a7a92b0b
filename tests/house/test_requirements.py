"""What is installed is what the files say: every package named, with hashes, in versions without a known hole."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from importlib.metadata import PackageNotFoundError, distribution, version

import pytest
from flask import Flask
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.world.places import ROOT
from workflow.keeping.sbom import pins

FILES = (
    "requirements.txt", "tests/requirements.txt", "requirements-besar.txt", "script/measure/requirements.txt",
    "script/mutation/requirements.txt",
)  # fmt: skip
# Asks for a typesetting program that nothing here uses (requirements.txt says so).
_FACES = ("carlito", "texgyrebonum", "texgyretermes")
WITHOUT = {**{f"rinoh-typeface-{name}": {"rinohtype"} for name in _FACES}, "fontpkg": set()}


def listed(name: str) -> dict[str, tuple[str, list[str]]]:
    return pins((ROOT / name).read_text())


@pytest.mark.parametrize("name", FILES)
def test_every_line_is_a_pin_with_hashes(name: str) -> None:
    text = (ROOT / name).read_text()
    lines = [line for line in text.splitlines() if line and not line.startswith(("#", "    --hash=sha256:"))]
    found = listed(name)
    assert len(lines) == len(found)
    assert [package for package, (_, hashes) in found.items() if not hashes] == []
    assert not re.search(r"https?://|--index|--find-links", text)


def test_every_package_that_is_needed_is_named() -> None:
    named = {canonicalize_name(name) for file in FILES for name in listed(file)}
    missing = []
    for package in sorted(named):
        try:
            needs = distribution(package).requires or []
        except PackageNotFoundError:
            continue  # what only script/bench needs
        for need in map(Requirement, needs):
            wanted = need.marker is None or need.marker.evaluate({"extra": ""})
            if wanted and canonicalize_name(need.name) not in named | WITHOUT.get(package, set()):
                missing.append(f"{package} needs {need.name}")
    assert missing == []


@pytest.mark.parametrize("name", FILES[:3])
def test_what_is_installed_is_what_is_pinned(name: str) -> None:
    found = {package: Version(version(package)) for package in listed(name)}
    assert found == {package: Version(pinned) for package, (pinned, _) in listed(name).items()}


def safe_versions() -> list[dict[str, str]]:
    with (ROOT / "tests" / "safe-versions.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", safe_versions(), ids=lambda row: row["package"])
def test_no_version_with_a_known_hole(row: dict[str, str]) -> None:
    assert Version(version(row["package"])) >= Version(row["first_safe"]), row["advisory"]
    assert re.search(r"CVE-\d{4}-\d+|PYSEC-\d{4}-\d+", row["advisory"])


def test_the_installation_checks_the_hashes() -> None:
    assert "--require-hashes --no-deps" in (ROOT / "script" / "bootstrap").read_text()
    assert "--require-hashes" in (ROOT / "script" / "test").read_text()


def test_every_exception_to_the_checker_says_why() -> None:
    files = subprocess.run(["git", "ls-files", "*.py", "script"], cwd=ROOT, capture_output=True, text=True, check=True)
    bare = []
    for name in files.stdout.split():
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), 1):
            said = re.search(r"# noqa: ([A-Z0-9, ]+?)( - .+)?$", line)
            if said and re.search(r"\b(S|DTZ)\d", said[1]) and not said[2]:
                bare.append(f"{name}:{number}: {line.strip()}")
    assert bare == [], "say why behind it: # noqa: S608 - our own names only"


def test_the_bill_of_materials_has_the_form_of_cyclonedx(app: Flask) -> None:
    run = app.test_cli_runner().invoke(args=["version", "--sbom"])
    assert run.exit_code == 0
    bill = json.loads(run.output)
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", bill["serialNumber"])
    assert bill["metadata"]["timestamp"] == "2026-11-09T02:00:00Z"
    assert bill["metadata"]["component"]["name"] == "tuntas"
    components = {one["name"].lower(): one for one in bill["components"]}
    assert {canonicalize_name(name) for name in components} == {
        canonicalize_name(name) for file in ("requirements.txt", "requirements-besar.txt") for name in listed(file)
    }
    for one in components.values():
        assert set(one) == {
            "type", "bom-ref", "name", "version", "purl", "licenses", "externalReferences"
        }  # fmt: skip
        assert re.fullmatch(r"pkg:pypi/[a-z0-9-]+@[0-9][0-9a-z.]*", one["purl"])
        for licence in one["licenses"]:
            assert "expression" in licence or licence["license"]["name"]
        hashes = one["externalReferences"][0]["hashes"]
        assert hashes
        assert all(h["alg"] == "SHA-256" and re.fullmatch("[0-9a-f]{64}", h["content"]) for h in hashes)
    assert len({one["bom-ref"] for one in components.values()}) == len(components)
    assert bill["dependencies"][0]["dependsOn"] == [one["bom-ref"] for one in bill["components"]]
    again = json.loads(app.test_cli_runner().invoke(args=["version", "--sbom"]).output)
    assert again == bill


def test_the_version_is_the_projects(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["version"]).output == "0.1.0\n"
