"""A lockfile as a software bill of materials (CycloneDX 1.6, JSON), and as a list of requirements.

The bill has no time and no random number: the same lockfile gives the same bytes.
"""

from __future__ import annotations

import json
import tomllib
from uuid import NAMESPACE_URL, uuid5

from installer_cli import __version__
from packformat.paths import MANIFEST_PATH
from packformat.placement import SKILLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from installer_cli.project import Project
    from installer_cli.receipt import Receipt
    from installer_cli.wants import Wants
    from packformat.lockfile import LockedPack, Lockfile
    from packformat.names import PackName

_ROOT = "project"


def requirements_list(lockfile: Lockfile) -> str:
    """One line for each pack, as `ctxpack install` takes them."""
    return "".join(f"{name}=={pack.version}\n" for name, pack in lockfile.packs.items())


def bill_of_materials(
    project: Project,
    lockfile: Lockfile,
    wants: Wants,
    receipts: Mapping[PackName, Receipt],
    registry: str,
) -> str:
    """The bill: a component for each locked pack, with what is known of it here, and who requires whom."""
    packs = lockfile.packs
    depends = {
        pack.name: [item.name for item in pack.requires if item.name in packs] for pack in packs.values()
    }
    components = [_component(project, pack, receipts.get(pack.name), registry) for pack in packs.values()]
    value = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, lockfile.to_text())}",
        "version": 1,
        "metadata": {
            "tools": {"components": [{"type": "application", "name": "ctxpack", "version": __version__}]},
            "component": {"type": "application", "bom-ref": _ROOT, "name": _ROOT},
        },
        "components": components,
        "dependencies": [
            {
                "ref": _ROOT,
                "dependsOn": sorted(_reference(packs[name]) for name in wants.packs if name in packs),
            },
            *(
                {
                    "ref": _reference(packs[name]),
                    "dependsOn": sorted(_reference(packs[other]) for other in others),
                }
                for name, others in depends.items()
            ),
        ],
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _component(project: Project, pack: LockedPack, receipt: Receipt | None, registry: str) -> dict[str, Any]:
    manifest = _manifest(project, pack) if receipt and receipt.archive == pack.archive else {}
    component: dict[str, Any] = {
        "type": "data",
        "bom-ref": _reference(pack),
        "name": str(pack.name),
        "version": str(pack.version),
        "description": str(manifest.get("summary", "")),
        "purl": _reference(pack),
        "hashes": [{"alg": "SHA-256", "content": pack.archive.hex}],
        "licenses": [{"expression": manifest["licence"]}] if "licence" in manifest else [],
        "authors": [{"name": str(author["name"])} for author in manifest.get("authors", ())],
        "externalReferences": _references(pack, registry),
        "properties": [
            {"name": "ctxpack:tree", "value": pack.tree},
            *({"name": "ctxpack:only", "value": label} for label in pack.only),
            *({"name": "ctxpack:power", "value": power} for power in (receipt.powers if receipt else ())),
        ],
    }
    return {key: item for key, item in component.items() if item}


def _references(pack: LockedPack, registry: str) -> list[dict[str, str]]:
    if not registry.startswith("http"):
        return []
    from packformat.index import ARCHIVE_PATH

    url = f"{registry}/{ARCHIVE_PATH.format(hex=pack.archive.hex)}"
    return [{"type": "distribution", "url": url}]


def _reference(pack: LockedPack) -> str:
    """A package URL of the generic type, since no type is registered for packs."""
    return f"pkg:generic/{pack.name}@{pack.version}?checksum=sha256:{pack.archive.hex}"


def _manifest(project: Project, pack: LockedPack) -> dict[str, Any]:
    """What the installed pack says of itself; nothing when the user has made it unreadable."""
    data = project.read(f"{SKILLS}/{pack.name}/{MANIFEST_PATH}") or b""
    try:
        return tomllib.loads(data.decode("utf-8"))
    except ValueError:
        return {}
