"""How long the reference takes, cold and warm: `python benchmarks/reference.py`. Prints a table; writes nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

COLD = """
import time
import kg.model, kg.vocabulary
started = time.perf_counter()
from kg.reference import reference
records = reference().lookup("Scattered Spider")
assert records
print(time.perf_counter() - started)
"""
NAMES = 1000  # names looked up warm


def main() -> None:
    """Cold in five processes of its own, warm in this one."""
    cold = [float(subprocess.run([sys.executable, "-c", COLD], check=True, capture_output=True).stdout) for _ in range(5)]
    from kg.reference import normal, reference

    started = time.perf_counter()
    names = list(reference().names())
    listed = time.perf_counter() - started
    some = [name.form for name in names[:: len(names) // NAMES]]
    started = time.perf_counter()
    for form in some:
        reference().lookup(form)
    looked = (time.perf_counter() - started) / len(some)
    fresh = [f"{form} {number}" for number, form in enumerate(some)]
    started = time.perf_counter()
    for form in fresh:
        normal(form)
    normed = (time.perf_counter() - started) / len(fresh)
    print(f"one name, cold, beside kg.model      {median(cold) * 1000:8.1f} ms")
    print(f"all {len(names)} names                     {listed * 1000:8.1f} ms")
    print(f"one name, warm                       {looked * 1000:8.3f} ms")
    print(f"normal(), a name not seen before     {normed * 1000:8.3f} ms")


if __name__ == "__main__":
    main()
