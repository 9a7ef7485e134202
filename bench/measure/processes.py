"""Processes: those that the run starts, and what each used, as the kernel counts it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")

# As testbed/status names them, and as the report does.
TESTBED_PROCESSES = {"argo": "argo-server", "kube-apiserver": "kube-apiserver", "etcd": "etcd"}


class Process:
    """A server that starts when it is entered, is ready then, and ends with the block."""

    def __init__(self, name: str, scratch: Path):
        self._name = name
        self._scratch = scratch
        self._log = scratch / f"{name}.log"
        self._process: subprocess.Popen | None = None
        self._patience_at_end = 30

    def _command(self) -> list[str]:
        raise NotImplementedError

    def _environment(self) -> dict[str, str]:
        """What is added to that of this process."""
        return {}

    def _ready_url(self) -> str:
        """What answers with success once it is ready."""
        raise NotImplementedError

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def wait(self) -> None:
        """Returns when the process has ended."""
        assert self._process is not None
        self._process.wait(self._patience_at_end)

    def __enter__(self):
        command, environment = self._command(), os.environ | self._environment()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, env=environment, start_new_session=True
            )
        try:
            self._await_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _await_ready(self) -> None:
        assert self._process is not None
        patience = time.monotonic() + 60
        answer = "no answer"
        while time.monotonic() < patience:
            if self._process.poll() is not None:
                raise RuntimeError(f"{self._name} did not start:\n{self._log_text()}")
            try:
                with urllib.request.urlopen(self._ready_url(), timeout=10):
                    return
            except urllib.error.HTTPError as e:
                answer = e.read().decode(errors="replace")
            except OSError as e:
                answer = str(e)
            time.sleep(0.2)
        raise RuntimeError(f"{self._name} is not ready after a minute: {answer}\n{self._log_text()}")

    def _log_text(self) -> str:
        return self._log.read_text(errors="replace")[-3000:]

    def __exit__(self, *_) -> None:
        if self._process is None:
            return
        if self._process.poll() not in (None, 0):
            print(f"{self._name} ended with {self._process.returncode}:\n{self._log_text()}", file=sys.stderr)
        self._process.terminate()
        try:
            self._process.wait(self._patience_at_end)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def free_ports(number: int) -> list[int]:
    """Ports of loopback that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def testbed_pids(checkout: Path) -> dict[str, int]:
    """The processes of the testbed that a submission passes through."""
    output = subprocess.run([checkout / "testbed/status"], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in output.splitlines()]
    return {TESTBED_PROCESSES[row[0]]: int(row[2]) for row in rows if row[0] in TESTBED_PROCESSES}


def cpu_seconds(pid: int | str) -> float:
    """Processor seconds that the process has used since it started, in user and kernel mode; or a thread, "pid/task/thread"."""
    # The name, in parentheses, may itself hold spaces and parentheses.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def compiler_seconds(pid: int) -> float:
    """Processor seconds that a JVM's compilers have used since it started; those of a compiler thread that ended are lost."""
    total = 0.0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        try:
            if "CompilerThre" in (thread / "comm").read_text():
                total += cpu_seconds(f"{pid}/task/{thread.name}")
        except FileNotFoundError:
            continue  # it has ended meanwhile
    return total


def resident_mebibytes(pid: int) -> float:
    """Memory of the process that is in RAM now."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise KeyError("VmRSS")


def live_heap_mebibytes(pid: int) -> float:
    """What a JVM's heap holds that is still referred to; has it collect garbage."""
    jcmd = Path(os.environ["JAVA_HOME"]) / "bin/jcmd"
    output = subprocess.run([jcmd, str(pid), "GC.class_histogram"], capture_output=True, text=True, check=True).stdout
    total = next(line for line in output.splitlines() if line.startswith("Total"))
    return int(total.split()[2]) / 2**20
