"""The settings of what other systems and sites may read."""

from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

from sekampadi.i18n import t


class OpenSettings(BaseSettings):
    """Who reads the public API by script, and how long what is public is kept."""

    api_origins: str = Field(
        "",
        description="Origins whose pages read the public API by script, or `*`; empty: none.",
    )
    public_cache_seconds: int = Field(
        300,
        ge=0,
        le=86400,
        description="Seconds browsers keep cards, badges and open data.",
    )

    @field_validator("api_origins")
    @classmethod
    def _check_api_origins(cls, value: str) -> str:
        for origin in value.split():
            parts = urlsplit(origin)
            right = (
                parts.scheme in {"http", "https"} and f"{parts.scheme}://{parts.netloc}" == origin
            )
            if origin != "*" and not (right and parts.netloc):
                raise ValueError(
                    t("harus berupa asal tanpa garis miring, misalnya https://dinas.contoh.go.id")
                )
        return " ".join(value.split())
