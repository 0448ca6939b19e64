"""Which files of the repository a command runs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from upslope.guide.portfolio.project import Modules, Source
from upslope.guide.portfolio.sighting import Run

JVM = {"java", "scala", "kotlin"}
_COMPILED = {"go", "rust", "c++", "c"}


def normal(path: str) -> str:
    """A path without ``.`` and ``..``, never above the root.

    >>> normal("./app/../jobs/night.py")
    'jobs/night.py'
    """
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in {"", ".", ".."}:
            parts.append(part)
    return "/".join(parts)


class Files:
    """Finds the files that a command runs."""

    def __init__(self, sources: Sequence[Source], modules: Modules) -> None:
        self.sources = {source.path: source for source in sources}
        self.modules = modules
        self.by_name: dict[str, list[str]] = defaultdict(list)
        for source in sources:
            self.by_name[source.path.rpartition("/")[2]].append(source.path)

    def of(self, run: Run) -> set[str]:
        """Paths of the files that it runs, as far as its words say."""
        if run.command.tool in {"pip", "pip3", "rm", "chmod", "mkdir", "cat", "git"}:
            return set()
        if run.command.tool == "dbt":
            return {path for path in self.sources if path.endswith((".sql", "profiles.yml"))}
        folder = run.path.rpartition("/")[0]
        found = {path for word in run.command.files for path in self._named(word, folder)}
        for name in run.command.modules:
            found |= self._module(name, run.path)
        for word in run.command.words:
            if re.search(r"\.[A-Za-z]{1,5}\b", word):
                for inner in re.findall(r"[\w./-]+\.(?:R|r|py|js|ts|sh|sql|ipynb)\b", word):
                    found |= set(self._named(inner, folder))
        return found or self._built(run)

    def _named(self, word: str, folder: str) -> list[str]:
        word = normal(word)
        beside = f"{folder}/{word}" if folder else word
        for path in (beside, word):
            if path in self.sources:
                return [path]
        same = [p for p in self.by_name[word.rpartition("/")[2]] if p.endswith(f"/{word}")]
        same = same or self.by_name[word.rpartition("/")[2]]
        near = [path for path in same if path.startswith(f"{folder}/")]
        return near if len(near) == 1 else same if len(same) == 1 else []

    def _module(self, name: str, path: str) -> set[str]:
        found = {*self.modules.find(name, path)}
        main = {*self.modules.find(f"{name}.__main__", path)}
        if found or main:
            return found | main
        return set(self._named(f"{name.replace('.', '/')}.py", path.rpartition("/")[0]))

    def _built(self, run: Run) -> set[str]:
        """A program that was compiled from the repository: the files that have its entry."""
        if run.step != "served" or not re.search(
            r"(?i)dockerfile|containerfile|\.ya?ml$", run.path
        ):
            return set()
        if run.command.tool == "java":
            pattern, languages = r"static\s+void\s+main|extends\s+App\b|def\s+main\(", JVM
        elif run.command.tool in {"npm", "node", "yarn", "pnpm"}:
            pattern, languages = r"\.listen\(|createServer\(", {"javascript", "typescript"}
        elif run.command.tool in {"spark-submit"}:
            pattern, languages = r"static\s+void\s+main|def\s+main\(|extends\s+App\b", JVM
        else:
            pattern, languages = r"(?m)^func\s+main\(|^fn\s+main\(|^int\s+main\(", _COMPILED
        sources = self.sources.values()
        return {s.path for s in sources if s.language in languages and re.search(pattern, s.text)}
