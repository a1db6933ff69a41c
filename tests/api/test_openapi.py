"""The document of the API is valid, and describes a key and what follows from it."""

from openapi_spec_validator import validate

from tests.api.conftest import Document


def test_the_document_is_valid() -> None:
    validate(Document)


def test_what_needs_a_key_says_so() -> None:
    saya = Document["paths"]["/api/v1/saya"]["get"]
    assert saya["security"] == [{"kunci": []}]
    assert {"200", "401", "422", "429", "503"} <= set(saya["responses"])
    assert "WWW-Authenticate" in saya["responses"]["401"]["headers"]
