"""A contract over all loaders: bad files are refused with file, place and remedy, and cost nothing but themselves.

`tests/loaders/FORMAT/` holds good files of a format; `tests/bad_input.py` makes bad ones of them. `make fuzz` runs longer.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import bad_input
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import KgError
from kg.loading import Loaded, load
from kg.loading.registry import Loader
from kg.model import Origin, Refusal

GOOD = "Tin Heron broke into a depot of Northgate Foods.\n"
EXAMPLES = int(os.environ.get("KG_FUZZ", "60"))  # `make fuzz` sets more
SLOWEST = 20.0  # seconds that one bad file may take
MEGABYTES = 900  # of memory that a process takes that has loaded the worst files of a format
CASES = bad_input.every_seed()
IDS = [f"{name}-{seed.name}" for name, seed in CASES]


def check(things: list[Loaded | Refusal], path: Path) -> None:
    """Each refusal says where, why and what to do; none is a fault of the loader."""
    for thing in things:
        if isinstance(thing, Refusal):
            assert str(path) in thing.place, thing
            assert thing.remedy, thing
            assert "the loader failed" not in thing.why, thing


def tried(path: Path) -> list[Loaded | Refusal]:
    """What comes of a bad file, within its time."""
    start = time.process_time()
    things = list(load([path]))
    assert time.process_time() - start < SLOWEST, path
    check(things, path)
    return things


@pytest.mark.parametrize("name", [info.name for info, _ in bad_input.known()])
def test_every_loader_has_a_good_file_to_be_tried_with(name: str) -> None:
    assert bad_input.seeds(name), f"put a small file of the format into tests/loaders/{name}/"


@pytest.mark.parametrize(("name", "seed"), CASES, ids=IDS)
def test_a_good_file_is_recognised_by_its_content_and_loads(name: str, seed: Path, tmp_path: Path) -> None:
    things = list(load([seed]))
    assert things
    assert not [t for t in things if isinstance(t, Refusal)]
    assert {t.loader for t in things if isinstance(t, Loaded)} == {name}
    renamed = bad_input.beside(seed, tmp_path / "x", seed.read_bytes(), "in")
    with renamed.open("rb") as stream:
        assert chosen(stream.read(8192), "in") == name


def chosen(head: bytes, name: str) -> str:
    """The loader that takes a file which begins like this."""
    from kg.loading.registry import registry

    return registry().choose(head, name)[0].name


@pytest.mark.parametrize(("name", "seed"), CASES, ids=IDS)
def test_a_truncated_file_is_loaded_as_far_as_it_goes_or_refused(name: str, seed: Path, tmp_path: Path) -> None:
    for number, data in enumerate(bad_input.truncated(seed.read_bytes())):
        tried(bad_input.beside(seed, tmp_path / str(number), data))


@pytest.mark.parametrize(("name", "seed"), CASES, ids=IDS)
def test_damaged_and_mistyped_files_are_no_faults_of_the_loader(name: str, seed: Path, tmp_path: Path) -> None:
    data = seed.read_bytes()
    for number, (_, bad) in enumerate([*bad_input.damaged(data), *bad_input.mistyped(data)]):
        tried(bad_input.beside(seed, tmp_path / f"{number % 2}", bad))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "seed"), CASES, ids=IDS)
def test_huge_and_malicious_files_take_no_memory_and_give_nothing_away(name: str, seed: Path, tmp_path: Path) -> None:
    code = f"import test_bad_input; test_bad_input.worst({str(seed)!r}, {str(tmp_path)!r})"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stderr == ""
    assert int(done.stdout) < MEGABYTES, f"{done.stdout} MB"


def worst(seed: str, folder: str) -> None:
    """In a process of its own: load the worst files; prints the memory that took, in MB."""
    secret = Path(folder) / "secret"
    secret.write_text(bad_input.SECRET, encoding="utf-8")
    for what, data in bad_input.hostile(Path(seed).read_bytes(), secret):
        for thing in tried(bad_input.beside(Path(seed), Path(folder) / "in", data)):
            if isinstance(thing, Loaded):
                assert bad_input.SECRET not in thing.document.text, what
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def test_what_is_bad_is_refused_with_exit_code_3_and_the_rest_is_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "z").mkdir(parents=True)
    (folder / "z" / "good.txt").write_text(GOOD, encoding="utf-8")
    for name, seed in CASES:
        bad_input.beside(seed, folder / name, seed.read_bytes()[:-40].replace(b"o", b"\x00"))
    result = CliRunner().invoke(main, ["load", str(folder), "--format", "json"], env={"KG_LEDGER": str(tmp_path / "kg.db")})
    assert result.exit_code == 3, result.output
    assert "good.txt" in result.stdout
    assert "the loader failed" not in result.stdout


@pytest.mark.parametrize(("name", "seed"), CASES, ids=IDS)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=EXAMPLES <= 60)
@given(dice=st.data())
def test_no_bytes_are_a_fault_of_the_loader(name: str, seed: Path, dice: st.DataObject) -> None:
    loader = next(loader for info, loader in bad_input.known() if info.name == name)
    data = mutated(seed.read_bytes(), dice)
    loader.sniff(data[:8192], seed.name)
    assert all(thing is not None for thing in yielded(loader, data, seed))


def yielded(loader: Loader, data: bytes, seed: Path) -> Iterator[object]:
    """What a loader gives of some bytes, up to an error that it means to raise."""
    try:
        yield from loader.load(io.BytesIO(data), Origin(name=str(seed)))
    except KgError as error:
        yield error.message or None


MARKS = (
    rb"""< > </ & &#0; ]]> <!-- <![CDATA[ " { } [ ] : , null -1 1e999 \ud800 ; | --- obj stream / % << >> charset=utf-7"""
)
TOKENS = (*MARKS.split(), b"\x00", b"\xff", b"\n", b"\r", b" ", b"\n\n")


def mutated(data: bytes, dice: st.DataObject) -> bytes:
    """A seed after a few accidents: pieces lost, doubled, moved, or with something else put in."""
    for _ in range(dice.draw(st.integers(1, 6))):
        a = dice.draw(st.integers(0, len(data)))
        b = min(len(data), a + dice.draw(st.integers(0, 200)))
        piece = dice.draw(st.one_of(st.sampled_from(TOKENS), st.binary(max_size=20)))
        act = dice.draw(st.sampled_from(("put in", "replace", "lose", "double", "cut")))
        if act == "put in":
            data = data[:a] + piece + data[a:]
        elif act == "replace":
            data = data[:a] + piece + data[a + len(piece) :]
        elif act == "lose":
            data = data[:a] + data[b:]
        elif act == "double":
            data = data[:b] + data[a:b] + data[b:]
        else:
            data = data[:a]
    return data
