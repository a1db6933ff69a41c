"""The demonstration's annual reports: what offices wrote of past years, with versions, drafts and indices of before."""

from sekampadi.demo.tahunan.simpan import report_demo

__all__ = ["report_demo"]
