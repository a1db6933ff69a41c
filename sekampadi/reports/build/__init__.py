"""Figures to :class:`~sekampadi.reports.model.Report`."""
