"""The demonstration's accounts: one for every role, with passwords made on the spot."""

from dataclasses import dataclass

from sekampadi.demo.katalog import BAPENDA, BIRO_ORGANISASI, RSUD_SOEDARSO
from sekampadi.domain.izin import Role
from sekampadi.services.akun.operator import create_operator
from sekampadi.services.akun.passwords import make_password
from sekampadi.services.sistem.runtime import Runtime


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account, with the only copy of its password, which is made for this database."""

    username: str
    password: str
    role: Role
    upp: str  # the kode of its UPP, empty for a role of the province

    @property
    def line(self) -> str:
        """The account as it is printed, in columns."""
        about = f" ({self.upp})" if self.upp else ""
        return f"{self.username:<14}{self.password:<18}{self.role.label}{about}"


_ACCOUNTS: tuple[tuple[str, Role, str], ...] = (
    ("roorg", Role.ADMIN_UPP, BIRO_ORGANISASI),  # the decree's
    ("bapenda", Role.ADMIN_UPP, BAPENDA),
    ("adminpemprov", Role.ADMIN_PEMPROV, ""),
    ("pimpinan", Role.PIMPINAN, ""),
    ("petugas", Role.PETUGAS_LAYANAN, RSUD_SOEDARSO),
    ("kabiro", Role.PIMPINAN_UPP, BIRO_ORGANISASI),
    ("ketuatim", Role.KETUA_TIM, ""),
    ("kabag", Role.KABAG_TATALAKSANA, ""),
    ("pengelola", Role.PENGELOLA_SISTEM, ""),
)


def create_demo_accounts(rt: Runtime) -> list[DemoAccount]:
    """Make the demonstration's accounts, after :func:`seed_demo`.

    Raises:
        ConflictError: ``username.taken`` when one exists already.
    """
    accounts = []
    for username, role, upp in _ACCOUNTS:
        account = DemoAccount(username, make_password(), role, upp)
        create_operator(
            rt, username=username, password=account.password, role=role, upp_kode=upp or None
        )
        accounts.append(account)
    return accounts
