"""Undangan: how many were made and answered, by layanan and month."""

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.services.tabel.tabel import TableSource
from sekampadi.services.undangan.tabel_undangan import TABLE_UNDANGAN
from sekampadi.web.declare import state_permission
from sekampadi.web.ui.states.tabel import TabelMixin


@state_permission(Permission.KUNCI_MANAGE)
class UndanganState(TabelMixin, rx.State):
    """The table of invitations."""

    def _table(self) -> TableSource:
        return TABLE_UNDANGAN
