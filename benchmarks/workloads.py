"""The packs that are installed: text like that of real ones, the same in every run."""

import random
from dataclasses import dataclass

from packformat.archive import Entry

_WORDS = 4_000
_SEED = 20261121


@dataclass(frozen=True)
class Workload:
    """So many packs with so many files and bytes; the first requires all the others, through one another."""

    name: str
    packs: int
    files: int
    size: int

    @property
    def root(self) -> str:
        """The pack that is asked for."""
        return self.pack_name(0)

    def pack_name(self, number: int) -> str:
        """The name of a pack."""
        return f"bench-{self.name}-{number:03}"

    def requires(self, number: int) -> list[str]:
        """What a pack requires: two others, which makes the whole a tree a few levels deep."""
        return [self.pack_name(child) for child in (2 * number + 1, 2 * number + 2) if child < self.packs]

    def make(self) -> dict[str, list[Entry]]:
        """The files of every pack, those without requirements last."""
        writer = _Writer(self.name)
        each = self.files // self.packs - 2
        size = self.size // self.files
        return {
            name: [
                Entry("pack.toml", self._manifest(number)),
                Entry(f"skills/{name}/SKILL.md", writer.skill(name, size)),
                *(
                    Entry(f"skills/{name}/references/part-{index:04}.md", writer.text(size))
                    for index in range(each)
                ),
            ]
            for number, name in enumerate(map(self.pack_name, range(self.packs)))
        }

    def _manifest(self, number: int) -> bytes:
        lines = [
            "schema = 1",
            f'name = "{self.pack_name(number)}"',
            'version = "1.0.0"',
            'summary = "A pack that is only there to be installed"',
            'licence = "Apache-2.0"',
            'authors = [{name = "ctxpack maintainers"}]',
        ]
        if self.requires(number):
            lines += ["[requires]", *(f'{name} = ">=1.0,<2"' for name in self.requires(number))]
        return "\n".join([*lines, ""]).encode()


SMALL = Workload("small", packs=4, files=48, size=244_000)
MEDIUM = Workload("medium", packs=30, files=450, size=1_790_000)
LARGE = Workload("large", packs=1, files=2_000, size=40_000_000)


class _Writer:
    """Writes text whose words are as unevenly common as a language's (Zipf), so that it packs like text."""

    def __init__(self, name: str) -> None:
        self._random = random.Random(f"{_SEED} {name}")  # noqa: S311 - text, not secrets
        letters = "abcdefghijklmnopqrstuvwxyz"
        self._words = ["".join(self._random.choices(letters, k=2 + rank % 9)) for rank in range(_WORDS)]
        self._weights = [1 / (rank + 1) for rank in range(_WORDS)]

    def skill(self, name: str, size: int) -> bytes:
        """A skill's file; peers put all skills into one folder, so each has a name of its own."""
        head = f"---\nname: {name}\ndescription: Does what it says, when asked to\n---\n\n"
        return head.encode() + self.text(size)

    def text(self, size: int) -> bytes:
        """About `size` bytes of text in lines."""
        words = self._random.choices(self._words, self._weights, k=size // 5)
        lines = (" ".join(words[start : start + 14]) for start in range(0, len(words), 14))
        return "\n".join(lines).encode()[:size] + b"\n"
