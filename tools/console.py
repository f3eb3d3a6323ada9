"""Run what the documents show: the `console` and `python` blocks of Markdown files, in a folder with `samples/` and `docs/`.

In: Markdown files. A `console` block has commands after `$ ` (a backslash at the end: it goes on), each with what it prints
on stdout: a line `...` stands for any lines, no line for whatever is printed, `?` for what `--write` is to put there. A
`python` block is run as a script. Blocks of one file share one folder and ledger, in order. Out: an error where what happens
is not what a file shows; `--write` puts right what it shows. `make TARGET` is not run, but the target must exist.
`<!-- exit N -->` above a block says that its last command ends so; `<!-- not run: WHY -->` leaves the block out.

usage: console.py [--write] FILE...
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(?P<note><!--[^>]*-->\n)?```(?P<kind>console|python)\n(?P<body>.*?)```", re.DOTALL)
SECONDS = 180


@dataclass(frozen=True)
class Step:
    """One command and the lines that the document shows after it."""

    command: str
    shown: tuple[str, ...]


def steps(body: str) -> list[Step]:
    """The commands of a console block."""
    found: list[tuple[str, list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and found[-1][0].endswith("\\") and not found[-1][1]:
            found[-1] = (f"{found[-1][0]}\n{line}", [])
        elif found:
            found[-1][1].append(line)
        else:
            raise ValueError(f"a console block begins with a command, not {line!r}")
    return [Step(command, tuple(shown)) for command, shown in found]


def agree(shown: tuple[str, ...], printed: list[str]) -> bool:
    """Whether the lines shown are the lines printed; `...` stands for any number of them."""
    if not shown:
        return True
    pattern = "\n".join(r"(?:.*\n)*?.*" if line == "..." else re.escape(line.rstrip()) for line in shown)
    return re.fullmatch(pattern.replace(r"(?:.*\n)*?.*" + "\n", r"(?:.*\n)*?"), "\n".join(printed)) is not None


def shortened(shown: tuple[str, ...], printed: list[str]) -> list[str]:
    """What was printed: as many lines as stood before the first `...` and after the last, what is between left out."""
    if "..." not in shown:
        return printed
    head, tail = shown.index("..."), shown[::-1].index("...")
    return [*printed[:head], "...", *printed[max(head, len(printed) - tail) :]]


class Shell:
    """A folder with samples, schema and docs, and an environment that `export` changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("samples", "schema", "docs"):
            (folder / name).symlink_to(ROOT / name)
        kept = ("HOME", "LANG", "NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE", "JAVA_HOME")
        self.environment = {name: os.environ[name] for name in kept if name in os.environ}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        self.environment |= {"PATH": path, "COLUMNS": "110", "TERM": "dumb", "NO_COLOR": "1", "KG_ANALYST": "reader"}

    def run(self, command: list[str], text: str | None = None) -> subprocess.CompletedProcess[str]:
        """One program with what it prints."""
        options = {"cwd": self.folder, "env": self.environment, "input": text or "", "timeout": SECONDS}
        return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload, no-any-return]

    def step(self, command: str, code: int) -> list[str]:
        """Run one command line; the lines of its stdout."""
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            self.environment.setdefault(name, value) if name.startswith("NEO4J") else self.environment.update({name: value})
            return []
        if command.startswith("source "):
            return []  # the environment is active already
        if command.startswith("make "):
            for target in command.split()[1:]:
                if not re.search(rf"(?m)^{re.escape(target)}:", (ROOT / "Makefile").read_text()):
                    raise ValueError(f"the Makefile has no target {target}")
            return []
        done = self.run(["bash", "-c", command])
        if done.returncode != code:
            raise ValueError(f"$ {command}\nended with {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
        return [line.rstrip() for line in done.stdout.splitlines()]


def console(shell: Shell, body: str, note: str) -> str:
    """The block as it should be: what is shown where that agrees, else what was printed."""
    expected = re.search(r"exit (\d)", note)
    parts = steps(body)
    out: list[str] = []
    for step in parts:
        code = int(expected[1]) if expected and step is parts[-1] else 0
        printed = shell.step(step.command, code)
        out += [f"$ {step.command}", *(step.shown if agree(step.shown, printed) else shortened(step.shown, printed))]
    return "\n".join(out) + "\n"


def followed(path: Path) -> str:
    """The document with every block as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(Path(folder))

        def block(match: re.Match[str]) -> str:
            note, kind, body = match["note"] or "", match["kind"], match["body"]
            if "not run:" in note:
                return match[0]
            if kind == "python":
                done = shell.run([sys.executable, "-W", "error", "-"], body)
                if done.returncode:
                    raise ValueError(f"a python block failed:\n{body}\n{done.stderr}")
                return match[0]
            return f"{note}```console\n{console(shell, body, note)}```"

        return BLOCK.sub(block, path.read_text(encoding="utf-8"))


def main() -> int:
    """Follow each file; 1 where one shows what does not happen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put right what the files show")
    parser.add_argument("files", nargs="+", type=Path)
    given = parser.parse_args()
    wrong = 0
    for path in given.files:
        before = path.read_text(encoding="utf-8")
        try:
            after = followed(path)
        except (ValueError, subprocess.TimeoutExpired) as error:
            print(f"{path}: {error}", file=sys.stderr)
            wrong += 1
            continue
        if given.write:
            path.write_text(after, encoding="utf-8")
        elif after != before:
            lines = difflib.unified_diff(before.splitlines(), after.splitlines(), "shown", "printed", lineterm="")
            print(f"{path} shows what does not happen; `make golden` puts it right\n" + "\n".join(lines), file=sys.stderr)
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
