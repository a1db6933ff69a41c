"""The process that renders documents: reads a job, answers with bytes, until its input ends.

Started by :class:`sekampadi.reports.worker.RenderPool`.
"""

import gc
import importlib
import resource
import sys
import traceback
from collections.abc import Callable
from typing import cast

from sekampadi.children import enter, read_message, write_message
from sekampadi.domain.errors import DomainError

DOKUMEN = "dokumen"
BERKAS = "berkas"
_NICENESS = 5
_READERS = (
    "sekampadi.services.impor.impor_lembar",
    "sekampadi.services.impor.lembar_layanan",
    "sekampadi.services.tindak_lanjut.baca_bukti",
    "sekampadi.services.tindak_lanjut.baca_pdf",
)
_FILES_MEMORY = 1024 * 1024 * 1024
"""Bytes of address space for reading files that came in: four times what the largest takes."""

Job = tuple[Callable[..., object], tuple[object, ...]]
Answer = tuple[str, object, str, str]
"""``ok`` with the document; ``domain`` with code and message; ``failed`` with a traceback."""


def _warm(kind: str) -> None:
    if kind == BERKAS:
        for name in _READERS:  # to be ready: the time for a file is for the file
            importlib.import_module(name)

        resource.setrlimit(resource.RLIMIT_AS, (_FILES_MEMORY, _FILES_MEMORY))
    else:
        # Renderers and typeface are parsed, so that the first document is as quick as any.
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
    # A person at a survey comes before one who waits for a document, and both before large files.
    jobs, answers = enter(_NICENESS)
    _warm(sys.argv[2])
    # Searching the live tree of a document for garbage again and again took a quarter of its time,
    # and found next to nothing: it is done once, when the document is on its way.
    gc.disable()
    gc.freeze()
    try:
        while True:
            job = cast(Job, read_message(jobs))
            write_message(answers, _answer(job))
            del job
            gc.collect()
    except (EOFError, BrokenPipeError):
        return


if __name__ == "__main__":
    main()
