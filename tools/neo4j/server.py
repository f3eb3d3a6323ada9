"""The real Neo4j Community server on this machine: fetched from Maven Central, started on 127.0.0.1, stopped.

In: `pom.xml` (which version) and `Launcher.java` (how it is set up), beside this file. Out: a server that answers on Bolt,
its data, log, port and process id in `.local/neo4j/NAME/`; `start` prints its address. Needs the standard library alone.

usage: server.py [--name NAME] fetch | start [--port PORT] [--fresh] [--while PID] | stop | status
"""

from __future__ import annotations

import argparse
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCAL = HERE.parent.parent / ".local" / "neo4j"
JARS = LOCAL / "lib"
HOST = "127.0.0.1"
JAVA_VERSIONS = ("17", "21")  # what 5.26 supports; the JDK, since a single source file is compiled on the way
START_SECONDS = 240
STOP_SECONDS = 60
BOLT_HELLO = bytes.fromhex("6060b01700000405000000040000000000000000")  # Bolt handshake: magic, four versions


class CannotRun(Exception):
    """What is missing on this machine, and the line that mends it."""


def need(found: str | None, what: str, *packages: str) -> bool:
    """Install Debian packages where `what` was not found and this user may; True if it did."""
    if found:
        return False
    line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise CannotRun(f"Neo4j needs {what}. Install it, for example: sudo {line}")
    print(f"installing {what} ({' '.join(packages)})", file=sys.stderr)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    if subprocess.run(["apt-get", "update", "-q"], check=False, **quiet).returncode or (  # type: ignore[call-overload]
        subprocess.run(line.split(), check=False, **quiet).returncode  # type: ignore[call-overload]
    ):
        raise CannotRun(f"Neo4j needs {what}, and this failed: {line}")
    return True


def find_java() -> str | None:
    """A Java compiler's own `java` of a version that Neo4j runs on: JAVA_HOME, the PATH, then the usual folder."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    on_path = shutil.which("javac")
    homes += [Path(on_path).resolve().parent.parent] if on_path else []
    homes += sorted(Path("/usr/lib/jvm").glob("*"))
    for home in homes:
        javac = home / "bin" / "javac"
        if javac.exists():
            said = subprocess.run([javac, "-version"], capture_output=True, text=True, check=False)
            version = (said.stdout + said.stderr).removeprefix("javac ").split(".")[0].strip()
            if version in JAVA_VERSIONS:
                return str(home / "bin" / "java")
    return None


def java() -> str:
    """A Java that runs the server, installed if it must be."""
    found = find_java()
    if need(found, "Java 17", "openjdk-17-jdk-headless"):
        found = find_java()
    if not found:
        raise CannotRun("Java 17 was installed and is not found; set JAVA_HOME")
    return found


def fetch() -> None:
    """Copy the jars into `.local/neo4j/lib`, unless those of this pom are there."""
    pom, stamp = HERE / "pom.xml", JARS / "fetched-for.xml"
    if stamp.exists() and stamp.read_bytes() == pom.read_bytes():
        stamp.touch()  # for make, which compares times
        return
    runtime = java()
    need(shutil.which("mvn"), "Maven", "maven")
    print("fetching Neo4j from Maven Central (123 MB)", file=sys.stderr)
    shutil.rmtree(JARS, ignore_errors=True)
    environment = {**os.environ, "JAVA_HOME": str(Path(runtime).parent.parent)}
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={JARS}", "-DincludeScope=runtime"]
    done = subprocess.run(["mvn", "-B", "-q", "-f", pom, *goal], check=False, env=environment, stdout=sys.stderr)
    if done.returncode:
        raise CannotRun("Maven could not fetch Neo4j; its message stands above")
    shutil.copy(pom, stamp)


def answers(port: int) -> bool:
    """Whether a Bolt server is there: it answers a handshake with the version it chose."""
    try:
        with socket.create_connection((HOST, port), timeout=2) as connection:
            connection.sendall(BOLT_HELLO)
            return len(connection.recv(4)) == 4
    except OSError:
        return False


def running(home: Path) -> tuple[int, int] | None:
    """Process id and port of the server of this folder, if it lives."""
    try:
        pid, port = map(int, (home / "running").read_text().split())
        command = Path(f"/proc/{pid}/cmdline")
        if command.parent.parent.exists() and str(home).encode() not in command.read_bytes():
            return None  # the id was given to another process
        os.kill(pid, 0)
    except (OSError, ValueError):
        return None
    return pid, port


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """One start or stop at a time."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def start(name: str = "server", port: int = 7687, *, fresh: bool = False, owner: int | None = None) -> str:
    """Start the server unless it runs, wait until it answers, return its address.

    Port 0 takes a free one; `fresh` begins with an empty database; the server ends when the process `owner` does.
    """
    fetch()
    home = LOCAL / name
    with alone(home):
        alive = running(home)
        if alive and answers(alive[1]):
            return f"bolt://{HOST}:{alive[1]}"
        if port and answers(port):
            raise CannotRun(
                f"something else answers on {HOST}:{port}: set NEO4J_URI to use it, else NEO4J_PORT to a free port"
            )
        if fresh:
            shutil.rmtree(home / "store", ignore_errors=True)
        port = port or free_port()
        process = launch(home, port, owner)
        (home / "running").write_text(f"{process.pid} {port}\n")
        wait_for(process, home, port)
    return f"bolt://{HOST}:{port}"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def launch(home: Path, port: int, owner: int | None) -> subprocess.Popen[bytes]:
    """The server's own process, in a session of its own, so that it outlives the shell that started it."""
    opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch")]
    # a young generation that holds a batch of writes: with Java's own choice a push spends a third of its time collecting
    options = ["-Xms512m", "-Xmn320m", "-Xmx1g", "-XX:+UseParallelGC", *opens]
    program = [java(), *options, "-cp", f"{JARS}/*", str(HERE / "Launcher.java"), str(home / "store"), str(port)]
    program += [str(owner)] if owner else []
    with (home / "log").open("wb") as log:
        return subprocess.Popen(program, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=home, start_new_session=True)


def wait_for(process: subprocess.Popen[bytes], home: Path, port: int) -> None:
    """Return when Bolt answers; a server that dies or stays silent is an error with the end of its log."""
    end = time.monotonic() + START_SECONDS
    while not answers(port):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            log = (home / "log").read_text(errors="replace")[-2000:]
            raise CannotRun(f"Neo4j did not start; the end of its log ({home / 'log'}):\n{log}")
        time.sleep(0.2)


def stop(name: str = "server") -> bool:
    """End the server and wait until it has written everything; False if none ran."""
    home = LOCAL / name
    with alone(home):
        alive = running(home)
        if alive is None:
            return False
        pid, _ = alive
        os.kill(pid, signal.SIGTERM)
        end = time.monotonic() + STOP_SECONDS
        while not gone(pid):
            if time.monotonic() > end:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.1)
        (home / "running").unlink(missing_ok=True)
    return True


def gone(pid: int) -> bool:
    """Whether a process has ended; one of our own children is reaped on the way."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def main(arguments: list[str] | None = None) -> int:
    """Do what the first word says; 1 where it cannot, with what is missing on stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("fetch", "start", "stop", "status"))
    parser.add_argument("--name", default="server", help="one folder of data a name")
    parser.add_argument("--port", type=int, default=7687, help="0 takes a free one")
    parser.add_argument("--fresh", action="store_true", help="start with an empty database")
    parser.add_argument("--while", dest="owner", type=int, metavar="PID", help="end when this process ends")
    given = parser.parse_args(arguments)
    try:
        if given.what == "fetch":
            fetch()
        elif given.what == "start":
            print(start(given.name, given.port, fresh=given.fresh, owner=given.owner))
        elif given.what == "stop":
            print("stopped" if stop(given.name) else "no server was running", file=sys.stderr)
        else:
            alive = running(LOCAL / given.name)
            print(f"bolt://{HOST}:{alive[1]}" if alive else "no server is running", file=sys.stderr)
            return 0 if alive else 1
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
