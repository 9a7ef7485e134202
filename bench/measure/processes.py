"""What processes used: processor time and memory, as the kernel counts them."""

import os
import subprocess
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")

# As testbed/status names them, and as the report does.
TESTBED_PROCESSES = {"argo": "argo-server", "kube-apiserver": "kube-apiserver", "etcd": "etcd"}


def testbed_pids(checkout: Path) -> dict[str, int]:
    """The processes of the testbed that a submission passes through."""
    told = subprocess.run([checkout / "testbed/status"], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in told.splitlines()]
    return {TESTBED_PROCESSES[row[0]]: int(row[2]) for row in rows if row[0] in TESTBED_PROCESSES}


def cpu_seconds(pid: int) -> float:
    """Processor seconds that the process has used since it started, in user and kernel mode."""
    # The name, in parentheses, may itself hold spaces and parentheses.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def resident_mebibytes(pid: int) -> float:
    """Memory of the process that is in RAM now."""
    return _status_field(pid, "VmRSS") / 1024


def peak_resident_mebibytes(pid: int) -> float:
    """The most that was ever in RAM."""
    return _status_field(pid, "VmHWM") / 1024


def _status_field(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1])
    raise KeyError(name)
