"""Errors a person can act on: a sentence for the person, a stable code for the program."""

from collections.abc import Mapping


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


class FieldErrors(DomainError):  # noqa: N818 - it is many errors, not one
    """Several fields of one form are wrong.

    Args:
        errors: field name -> the error of that field.
    """

    def __init__(self, errors: Mapping[str, DomainError]) -> None:
        first = next(iter(errors.values()))
        super().__init__(first.code, first.message)
        self.errors: dict[str, DomainError] = dict(errors)
