"""The Java that the embedded engine runs in, started once a process. Nothing goes in; the engine's Java classes come out.

We start it ourselves: without the incubator module its own start prints a warning of, with logging off, and with the
collector and compiler that start fastest. A process must not fork after it has started: spawn instead.
"""

from __future__ import annotations

import importlib.util
import os
import platform
from functools import cache
from pathlib import Path
from typing import Any

from kg.cypher.protocol import EngineError
from kg.errors import MissingExtra

_HEAP = "-Xmx2g"
_GLIBC = (2, 34)  # what the wheel's own Java was built against
_FLAGS = (
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseCompactObjectHeaders",
    "-XX:-UsePerfData",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF8",
    "-Dpolyglot.engine.WarnInterpreterOnly=false",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
)
# What a query must not do, whatever its text: read files and addresses, or run another language.
_SETTINGS = {
    "OPENCYPHER_LOAD_CSV_ALLOW_FILE_URLS": False,
    "OPENCYPHER_LOAD_CSV_ALLOW_REMOTE_URLS": False,
    "POLYGLOT_ENGINE_ENABLED": False,
}


def java(name: str) -> Any:
    """A Java class of the engine by its full name; starts Java the first time.

    Raises `MissingExtra` where the engine is not installed, `EngineError` where this machine cannot run it.
    """
    _started()
    import jpype

    return jpype.JClass(name)


def as_long(value: int) -> Any:
    """A Java object of a whole number."""
    import jpype

    return jpype.JObject(jpype.JLong(value))


@cache
def _started() -> bool:
    package = _package()
    _check_glibc()
    import jpype

    if not jpype.isJVMStarted():
        library = next(iter(sorted((package / "jre" / "lib" / "server").glob("libjvm.*"))), None)
        if library is None:
            raise EngineError("the embedded engine came without its Java", place=str(package), remedy=_REMEDY)
        jars = os.pathsep.join(str(jar) for jar in sorted((package / "jars").glob("*.jar")))
        quiet = f"-Djava.util.logging.config.file={Path(__file__).with_name('quiet.properties')}"
        try:
            jpype.startJVM(str(library), _HEAP, quiet, *_FLAGS, classpath=jars, interrupt=False)
        except Exception as error:
            raise EngineError(f"Java does not start: {error}", place=str(library), remedy=_REMEDY) from error
    settings = jpype.JClass("com.arcadedb.GlobalConfiguration")
    for name, value in _SETTINGS.items():
        getattr(settings, name).setValue(value)
    return True


_REMEDY = "pip install --force-reinstall 'threat-kg[cypher]', or ask Neo4j with --engine neo4j"


def _package() -> Path:
    found = importlib.util.find_spec("arcadedb_embedded")
    if found is None or found.origin is None or importlib.util.find_spec("jpype") is None:
        raise MissingExtra("the embedded engine is not installed", remedy="pip install 'threat-kg[cypher]'")
    return Path(found.origin).parent


def _check_glibc() -> None:
    kind, version = platform.libc_ver()
    if kind == "glibc" and tuple(int(part) for part in version.split(".")[:2]) < _GLIBC:
        raise EngineError(
            f"the embedded engine's Java needs glibc {'.'.join(map(str, _GLIBC))} or newer, this system has {version}",
            remedy="use a newer system, or ask Neo4j with --engine neo4j",
        )
