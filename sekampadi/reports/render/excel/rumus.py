"""The values of formulas, put into an Excel file: openpyxl writes a formula without one."""

import re
import shutil
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import IO, Final

Values = dict[str, int | Decimal]
"""Cell -> what its formula gives."""

_FORMULA: Final = re.compile(rb'(<c r="([A-Z]+\d+)"[^>]*>\s*<f>[^<]*</f>)(?:<v\s*/>|<v></v>)')
_CHUNK: Final = 1 << 20
_ROW: Final = b"</row>"


def fill_values(path: Path, values: Mapping[str, Values]) -> None:
    """Write what the formulas of a file give beside them, by the path of their sheet in the file."""
    if not values:
        return
    draft = path.with_name(path.name + ".draft")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            with old.open(info) as source, new.open(info.filename, "w", force_zip64=True) as target:
                if info.filename in values:
                    _copy(source, target, values[info.filename])
                else:
                    shutil.copyfileobj(source, target, _CHUNK)
    draft.replace(path)


def _copy(source: IO[bytes], target: IO[bytes], values: Values) -> None:
    def value(match: re.Match[bytes]) -> bytes:
        known = values.get(match[2].decode())
        return match[1] + (b"<v>%s</v>" % str(known).encode() if known is not None else b"<v/>")

    rest = b""
    while chunk := source.read(_CHUNK):
        # A sheet is cut between two rows, so that no cell lies across a cut.
        done, row, rest = (rest + chunk).rpartition(_ROW)
        target.write(_FORMULA.sub(value, done) + row)
    target.write(_FORMULA.sub(value, rest))
