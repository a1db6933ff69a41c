"""The receiver of the documentation, as it stands there: it takes what is ours, once, and nothing else."""

import re
from pathlib import Path
from typing import Any

import pytest

from sekampadi.services.notifikasi.kirim_webhook import sign

DOC = Path(__file__).parents[3] / "docs" / "integrasi" / "webhook.md"
BODY = b'{"id":"wh/1/lembar/2","peristiwa":"lembar.terbit"}'
NOW = 1_700_000_000


def load_contoh() -> dict[str, Any]:
    """Run the code of the documentation, and return what it defines."""
    (code,) = re.findall(r"^```python\n(.*?)^```", DOC.read_text(), re.MULTILINE | re.DOTALL)
    found: dict[str, Any] = {}
    exec(compile(code, str(DOC), "exec"), found)
    return found


@pytest.fixture
def contoh() -> dict[str, Any]:
    return load_contoh()


def headers(*keys: str, moment: int = NOW, body: bytes = BODY) -> dict[str, str]:
    return {
        "X-Sekampadi-Signature": sign(keys, moment, body),
        "Idempotency-Key": "wh/1/lembar/2",
    }


def test_a_true_one_is_taken_once(contoh: dict[str, Any]) -> None:
    known: set[str] = set()
    contoh["check"]("rahasia_a", headers("rahasia_a"), BODY, known, NOW + 299)
    with pytest.raises(contoh["Refused"], match="replayed"):
        contoh["check"]("rahasia_a", headers("rahasia_a"), BODY, known, NOW + 1)
    # The header is not signed: another key there makes no new message of an old one.
    other = headers("rahasia_a") | {"Idempotency-Key": "lain"}
    with pytest.raises(contoh["Refused"], match="replayed"):
        contoh["check"]("rahasia_a", other, BODY, known, NOW + 1)


@pytest.mark.parametrize("secret", ["rahasia_baru", "rahasia_lama"])
def test_both_secrets_are_taken_while_one_is_replaced(contoh: dict[str, Any], secret: str) -> None:
    contoh["check"](secret, headers("rahasia_baru", "rahasia_lama"), BODY, set(), NOW)


@pytest.mark.parametrize(
    ("given", "body", "why"),
    [
        (headers("bukan"), BODY, "forged"),
        (headers("rahasia_a"), BODY + b" ", "forged"),
        ({}, BODY, "no signature"),
        ({"X-Sekampadi-Signature": "v1=,t=x"}, BODY, "no signature"),
        ({"X-Sekampadi-Signature": f"t={NOW},v1=é"}, BODY, "forged"),
        (headers("rahasia_a", moment=NOW - 301), BODY, "old"),
        (headers("rahasia_a", moment=NOW + 301), BODY, "old"),
    ],
)
def test_others_are_refused_and_not_remembered(
    contoh: dict[str, Any], given: dict[str, str], body: bytes, why: str
) -> None:
    known: set[str] = set()
    with pytest.raises(contoh["Refused"], match=why):
        contoh["check"]("rahasia_a", given, body, known, NOW)
    assert known == set()
