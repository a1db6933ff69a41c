"""The statistics of an annual report as blocks: a table, a chart and a sentence or two each (L.3).

Each sentence has a condition, and a number in it is the text of a cell of the table beside it. What
cannot be computed at all is one sentence that says why, without a table of dashes.
"""

from sekampadi.reports.build.tahunan.statistik.bivariat import bivariat_blok
from sekampadi.reports.build.tahunan.statistik.keandalan import keandalan_blok
from sekampadi.reports.build.tahunan.statistik.kelompok import kelompok_blok
from sekampadi.reports.build.tahunan.statistik.kepentingan import kepentingan_blok
from sekampadi.reports.build.tahunan.statistik.univariat import univariat_blok

__all__ = ["bivariat_blok", "keandalan_blok", "kelompok_blok", "kepentingan_blok", "univariat_blok"]
