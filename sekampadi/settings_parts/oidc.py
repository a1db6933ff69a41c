"""The settings of staff logins by OpenID Connect, which are off until a provider is named."""

from typing import Final
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

from sekampadi.i18n import t

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class OidcSettings(BaseSettings):
    """What has to be known of a provider."""

    oidc_issuer: str = Field(
        "", description="Address of the provider of staff logins; empty means: none."
    )
    oidc_client_id: str = Field("", description="Name of this program there.")
    oidc_client_secret: SecretStr = Field(
        SecretStr(""), description="Its secret there; empty where PKCE alone is asked for."
    )
    oidc_label: str = Field(
        "", max_length=40, description='What follows "Masuk dengan" on the button.'
    )
    oidc_acr_mfa: str = Field(
        "", description="Values of `acr`, with spaces between, that mean two factors there."
    )

    @field_validator("oidc_issuer")
    @classmethod
    def _check_issuer(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        plain = parts.scheme == "http" and parts.hostname in _LOOPBACK
        if not (parts.scheme == "https" or plain) or not parts.hostname:
            raise ValueError(t("harus berupa alamat https, misalnya https://sso.contoh.go.id"))
        if parts.query or parts.fragment or parts.username or parts.password:
            raise ValueError(t("tidak boleh memuat ?, #, nama, atau kata sandi"))
        # As it is written: tokens name it letter by letter.
        return value

    @property
    def oidc_on(self) -> bool:
        """Whether there is a provider to log in by."""
        return bool(self.oidc_issuer)

    @property
    def oidc_name(self) -> str:
        """What the provider is called on pages: its label, otherwise its host."""
        return self.oidc_label.strip() or (urlsplit(self.oidc_issuer).hostname or "")
