"""Errors a person can act on: a sentence for the person, a stable code for the program."""

from collections.abc import Mapping
from datetime import datetime

from sekampadi.i18n import t


class DomainError(Exception):
    """A rule was broken.

    Args:
        code: stable, English, for programs and tests (``usia.out_of_range``).
        message: one clear sentence in Indonesian for the person.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class NotFoundError(DomainError):
    """The thing does not exist, or lies outside what the caller may see: the same answer to both."""


class ForbiddenError(DomainError):
    """The caller is known but has no right to this."""


class UnauthenticatedError(DomainError):
    """The caller has to log in first."""


class ConflictError(DomainError):
    """The request contradicts what is stored."""


class ChangedError(ConflictError):
    """What a form was opened with is not what is stored any more: somebody else was first.

    Args:
        kini: what is stored now, field by field as the form holds it.
        oleh: who has written it last; empty when nobody knows.
        pada: when that was.
        message: what is said where both cannot be shown beside each other.
    """

    def __init__(
        self,
        kini: Mapping[str, str],
        oleh: str = "",
        pada: datetime | None = None,
        *,
        message: str = "",
    ) -> None:
        words = t(
            "Belum disimpan: data ini baru saja diubah {oleh}. Periksa dahulu, lalu simpan lagi.",
            oleh=oleh or t("orang lain"),
        )
        super().__init__("isian.berubah", message or words)
        self.kini: dict[str, str] = dict(kini)
        self.oleh = oleh
        self.pada = pada


class FieldErrors(DomainError):  # noqa: N818 - it is many errors, not one
    """Several fields of one form are wrong.

    Args:
        errors: field name -> the error of that field.
    """

    def __init__(self, errors: Mapping[str, DomainError]) -> None:
        first = next(iter(errors.values()))
        super().__init__(first.code, first.message)
        self.errors: dict[str, DomainError] = dict(errors)
