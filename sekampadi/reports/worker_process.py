"""The process that renders documents: reads a job, answers with bytes, until its input ends.

Started by :class:`sekampadi.reports.worker.RenderPool` as ``python -m``. Messages are pickles behind
their length; both ends are this program. When the parent dies, the input ends and so does the worker.
"""

import gc
import importlib
import os
import pickle
import resource
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from typing import BinaryIO, cast

from sekampadi.domain.errors import DomainError
from sekampadi.keluarga import end_with_parent

DOKUMEN = "dokumen"
BERKAS = "berkas"
_NICENESS = 5
_READERS = ("sekampadi.services.impor.impor_lembar", "sekampadi.services.impor.lembar_layanan")
_FILES_MEMORY = 1024 * 1024 * 1024
"""Bytes of address space for reading files that came in: four times what the largest takes."""
HEADER = struct.Struct(">Q")

Job = tuple[Callable[..., object], tuple[object, ...]]
Answer = tuple[str, object, str, str]
"""``ok`` with the document; ``domain`` with code and message; ``failed`` with a traceback."""


def write_message(stream: BinaryIO, message: object) -> None:
    """Write one message.

    Raises:
        OSError: when nobody reads any more.
    """
    data = pickle.dumps(message)
    stream.write(HEADER.pack(len(data)) + data)
    stream.flush()


def read_message(stream: BinaryIO) -> object:
    """Read one message.

    Raises:
        EOFError: when the other end is gone.
    """
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        raise EOFError
    (length,) = HEADER.unpack(header)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - written by our own other end


def _warm(kind: str) -> None:
    if kind == BERKAS:
        for name in _READERS:  # to be ready: the time for a file is for the file
            importlib.import_module(name)

        resource.setrlimit(resource.RLIMIT_AS, (_FILES_MEMORY, _FILES_MEMORY))
    else:
        _warm_renderers()


def _warm_renderers() -> None:
    """Import the renderers and parse the typeface, so that the first document is as quick as any."""
    from sekampadi.reports.render.fonts import register_fonts

    register_fonts()


def _answer(job: Job) -> Answer:
    fn, args = job
    try:
        return "ok", fn(*args), "", ""
    except DomainError as error:
        return "domain", b"", error.code, error.message
    except Exception:  # the worker must outlive any fault of a renderer; the parent logs it
        return "failed", b"", traceback.format_exc(), ""


def main() -> None:
    """Serve jobs until the input ends."""
    # Ctrl-C reaches the whole process group; the parent decides when the worker ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    # A person at a survey comes before one who waits for a document, and both before large files.
    os.nice(_NICENESS)
    jobs = sys.stdin.buffer
    # Whatever a library prints must not get between the messages.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _warm(sys.argv[1] if len(sys.argv) > 1 else DOKUMEN)
    # Searching the live tree of a document for garbage again and again took a quarter of its time,
    # and found next to nothing: it is done once, when the document is on its way.
    gc.disable()
    gc.freeze()
    try:
        write_message(answers, "ready")
        while True:
            job = cast(Job, read_message(jobs))
            write_message(answers, _answer(job))
            del job
            gc.collect()
    except (EOFError, BrokenPipeError):
        return


if __name__ == "__main__":
    main()
