"""Small packs, as files and as uploads."""

import io
import zipfile
from collections.abc import Mapping

SKILL = "---\nname: {name}\ndescription: Does what {name} does, step by step\n---\n\n# {name}\n\nDo it.\n"


def skill_page(name: str) -> bytes:
    """The page of a skill that every rule accepts."""
    return SKILL.format(name=name).encode()


def pack_files(
    name: str = "month-end",
    version: str = "1.0.0",
    *,
    requires: Mapping[str, str] | None = None,
    made_from: Mapping[str, str] | None = None,
    extra: Mapping[str, bytes] | None = None,
    **fields: str,
) -> dict[str, bytes]:
    """The files of a pack with one skill that every rule accepts."""
    values = {"summary": f"Does {name}, step by step", "licence": "Apache-2.0", **fields}
    lines = ["schema = 1", f'name = "{name}"', f'version = "{version}"']
    lines += [f'{key} = "{value}"' for key, value in values.items()]
    lines += ["", "[[authors]]", 'name = "Ada"']
    if requires:
        lines += ["", "[requires]", *(f'{other} = "{spec}"' for other, spec in requires.items())]
    if made_from:
        lines += ["", "[made-from]", *(f'{key} = "{value}"' for key, value in made_from.items())]
    return {
        "pack.toml": "\n".join([*lines, ""]).encode(),
        "README.md": f"# {name}\n\nFor those who do {name}.\n".encode(),
        f"skills/{name}/SKILL.md": skill_page(name),
        **(extra or {}),
    }


def zipped(files: Mapping[str, bytes]) -> io.BytesIO:
    """The files as anybody's zip program packs them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            # At a fixed time, so that the same files are the same bytes.
            archive.writestr(zipfile.ZipInfo(path), data, zipfile.ZIP_DEFLATED)
    buffer.seek(0)
    return buffer


def pack_zip(name: str = "month-end", version: str = "1.0.0", **options: object) -> io.BytesIO:
    """An upload of such a pack."""
    return zipped(pack_files(name, version, **options))
