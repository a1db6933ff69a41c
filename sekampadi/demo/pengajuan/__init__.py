"""The demonstration's SOP: what was handed in, the province's dossiers, and how offices are watched."""

from sekampadi.demo.pengajuan.pantauan import watch_demo
from sekampadi.demo.pengajuan.serahan import hand_in_demo

__all__ = ["hand_in_demo", "watch_demo"]
