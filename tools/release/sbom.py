"""The bill of materials: CycloneDX JSON of a wheel and all that comes with it. The same input gives the same bytes."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tools.release.building import Broken
from tools.release.resolved import EXTRAS, Package, Resolved

VERSION = "1.6"


def sbom(resolved: Resolved, wheel_sha256: str) -> str:
    """The bill as text. There is no time in it, and its serial number is made from the rest."""
    root = {
        "type": "application",
        "bom-ref": resolved.root.pin,
        **_named(resolved.root),
        "hashes": [{"alg": "SHA-256", "content": wheel_sha256}],
    }
    properties = {
        "intlstrat:extras": ", ".join(EXTRAS),
        "intlstrat:python": resolved.python,
        "intlstrat:system": resolved.system,
        "cdx:reproducible": "true",
    }
    bill: dict[str, Any] = {
        "$schema": f"http://cyclonedx.org/schema/bom-{VERSION}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": VERSION,
        "version": 1,
        "metadata": {
            "component": root,
            "properties": [{"name": name, "value": value} for name, value in properties.items()],
        },
        "components": [_component(package) for package in resolved.packages],
        "dependencies": list(_edges(resolved)),
    }
    content = json.dumps(bill, sort_keys=True)
    serial = uuid.uuid5(uuid.NAMESPACE_OID, content)
    return json.dumps({**bill, "serialNumber": f"urn:uuid:{serial}"}, ensure_ascii=False, indent=2) + "\n"


def _named(package: Package) -> dict[str, Any]:
    purl = f"pkg:pypi/{package.name}@{package.version}"
    return {"name": package.name, "version": package.version, **_licences(package), "purl": purl}


def _licences(package: Package) -> dict[str, Any]:
    if package.expression:
        return {"licenses": [{"expression": package.expression}]}
    return {"licenses": [{"license": {"name": package.licence}}]} if package.licence else {}


def _component(package: Package) -> dict[str, Any]:
    hashes = {"hashes": [{"alg": "SHA-256", "content": package.sha256}]} if package.sha256 else {}
    return {"type": "library", "bom-ref": package.pin, **_named(package), **hashes}


def _edges(resolved: Resolved) -> Iterator[Mapping[str, Any]]:
    """What needs what, by references."""
    pins = {package.name: package.pin for package in resolved.packages}
    for package in (resolved.root, *resolved.packages):
        needs = [pins[name] for name in package.needs if name in pins]
        yield {"ref": package.pin, **({"dependsOn": needs} if needs else {})}


def must_be_valid(bill: Path) -> None:
    """Holds the bill to the official schema, as the library of CycloneDX carries it."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    wrong = JsonStrictValidator(SchemaVersion.from_version(VERSION)).validate_str(bill.read_text(encoding="utf-8"))
    if wrong is not None:
        raise Broken(f"The bill of materials is not CycloneDX {VERSION}: {wrong}")
