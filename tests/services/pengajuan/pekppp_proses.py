"""A process that makes one zip of PEKPPP and tells the most memory it has had."""

import pickle
import re
import sys
from pathlib import Path

from sekampadi.reports.build.pekppp.paket import write_paket_pekppp
from sekampadi.services.sistem.runtime import Runtime


def main() -> None:
    """Make the zip that the job on the standard input describes."""
    settings, person, kode, tahun, now, target = pickle.load(sys.stdin.buffer)
    rt = Runtime.open(settings, lambda: now)
    with Path(target).open("wb") as out:
        write_paket_pekppp(rt, person, kode, tahun, lambda: out)
    # Not getrusage: what it tells begins with the memory of who started this process.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    sys.stdout.write(found[1] if found else "")


if __name__ == "__main__":
    main()
