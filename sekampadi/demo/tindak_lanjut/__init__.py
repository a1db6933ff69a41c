"""The demonstration's follow-up: what each office plans after a triwulan, and what came of it."""

from sekampadi.demo.tindak_lanjut.store import plan_demo

__all__ = ["plan_demo"]
