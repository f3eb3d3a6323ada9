"""The ledger under stress: a load that is killed, several that write at once. Real processes, real signals."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from kg.ledger import Ledger

CLAIMS = 40
ADD = f"""
import sys
from kg.ledger import Ledger
from kg.model import Claim, Document, Evidence, Reading, Ref, Source

def document(name):
    text = f"Report {{name}}: Tin Heron broke into a depot of Northgate Foods. " * 20
    document = Document(text=text, title=name, publisher=name)
    claims = tuple(
        Claim(content_id=document.content_id, relation="stolen", subject=Ref(name=f"Depot {{n}}", type="Organization"),
              stance="asserted", evidence=(Evidence.cut(text, n, n + 9),))
        for n in range({CLAIMS})
    )
    return document, Source(name=name), [Reading(content_id=document.content_id, reader="r", version="1", claims=claims)]

path, prefix, first, last = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
with Ledger(path, create=True) as ledger:
    for number in range(first, last):
        ledger.add(*document(f"{{prefix}}-{{number}}"))
        print(number, flush=True)
"""


def start(path: Path, prefix: str, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ADD, str(path), prefix, str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def whole(ledger: Ledger) -> bool:
    """Whether every document has its text, its reading and all its claims, and nothing is there without a document."""
    contents = {h.content_id for h in ledger.headings()}
    readings = list(ledger.readings())
    return (
        {r.content_id for r in readings} == contents
        and all(len(r.claims) == CLAIMS for r in readings)
        and all(e.check(ledger.text(r.content_id), "here") is None for r in readings for c in r.claims for e in c.evidence)  # type: ignore[union-attr]
        and {h.publisher for h in ledger.headings()} == ledger.sources().keys()
    )


def test_a_killed_load_leaves_whole_documents_only(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    done = 0
    for attempt in range(4):
        loader = start(path, f"killed-{attempt}", 0, 100_000)
        assert loader.stdout
        for _ in range(5):
            assert loader.stdout.readline()
        time.sleep(0.003 * attempt)  # at another moment of a transaction each time
        loader.send_signal(signal.SIGKILL)
        done += 5 + len(loader.stdout.read().split())
        loader.stdout.close()
        assert loader.wait() == -signal.SIGKILL
        with Ledger(path) as ledger:
            assert whole(ledger)
            assert done <= len(ledger.headings()) <= done + attempt + 1  # at most the one it had not yet told of
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    other.close()
    assert start_and_wait(path, "after", 0, 3)
    with Ledger(path) as ledger:
        assert whole(ledger)


def test_loads_that_create_one_ledger_together_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    each = 40
    # The last two load the same documents: they are there once.
    loads = [
        start(path, "a", 0, each),
        start(path, "b", 0, each),
        start(path, "same", 0, each),
        start(path, "same", 0, each),
    ]
    assert [load.wait() for load in loads if load.communicate()] == [0, 0, 0, 0]
    with Ledger(path) as ledger:
        names = {f"{prefix}-{n}" for prefix in ("a", "b", "same") for n in range(each)}
        assert {h.title for h in ledger.headings()} == names
        assert whole(ledger)
        state = ledger.state()
    with Ledger(tmp_path / "alone.db", create=True):
        pass
    for prefix in ("same", "b", "a"):
        assert start_and_wait(tmp_path / "alone.db", prefix, 0, each)
    with Ledger(tmp_path / "alone.db") as ledger:
        assert ledger.state() == state  # as if one had loaded all


def test_a_reader_is_not_kept_waiting_by_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    assert start_and_wait(path, "a", 0, 2)
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with Ledger(path) as ledger:
        assert len(list(ledger.documents())) == 2
    writer.execute("ROLLBACK")
    writer.close()


def start_and_wait(path: Path, prefix: str, first: int, last: int) -> bool:
    loader = start(path, prefix, first, last)
    loader.communicate()
    return loader.returncode == 0
