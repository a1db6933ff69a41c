"""A provider of logins as the tests run one: real HTTP on loopback, and tokens that can be made to lie."""

import hashlib
import hmac
import json
import re
import threading
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import flask
import httpx
import oidc_provider_mock
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from oidc_provider_mock._storage import storage
from pydantic import SecretStr
from werkzeug.serving import make_server

from sekampadi.services.akun.oidc.penyedia import forget_penyedia
from sekampadi.settings import Settings

CLIENT = "sekampadi-uji"
Lie = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass
class Penyedia:
    """A provider that runs.

    Args:
        url: its address, which is its name.
        lie: changes the claims of every token before it is signed; None tells the truth.
        key: signs the tokens in the place of the provider's own key; None for that one.
        alg: how they are signed.
        seen: the forms in which codes were exchanged.
        discovery: changes what it says of itself.
        down: answers everything with 503.
    """

    url: str
    lie: Lie | None = None
    key: RSAKey | None = None
    alg: str = "RS256"
    seen: list[dict[str, str]] = field(default_factory=list)
    discovery: dict[str, Any] = field(default_factory=dict)
    down: bool = False

    def settings(self, settings: Settings, **more: Any) -> Settings:
        """Return settings that name it."""
        given = {
            "oidc_issuer": self.url,
            "oidc_client_id": CLIENT,
            "oidc_client_secret": SecretStr("rahasia-klien"),
            "oidc_label": "SSO Pemprov",
        }
        return settings.model_copy(update=given | more)

    def know(self, sub: str, **claims: Any) -> None:
        """Tell it what its tokens say of a person."""
        httpx.put(f"{self.url}/users/{sub}", json=claims).raise_for_status()

    def let_in(self, address: str, sub: str) -> str:
        """Log in as a browser does that was sent there; return where it is sent back to."""
        response = httpx.post(address, data={"sub": sub})
        assert response.status_code == 302, response.text
        return response.headers["location"]

    def refuse(self, address: str) -> str:
        """Say no there."""
        response = httpx.post(address, data={"action": "deny"})
        # This provider forgets the state when somebody says no, which the standard asks for.
        state = dict(parse_qsl(urlsplit(address).query))["state"]
        return f"{response.headers['location']}&state={state}"


def _forge(header: dict[str, Any], claims: dict[str, Any], public: bytes) -> str:
    """Sign as everybody could who knows the public key, where a program takes any method."""
    parts = [urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=") for p in (header, claims)]
    signed = b".".join(parts)
    signature = urlsafe_b64encode(hmac.digest(public, signed, hashlib.sha256)).rstrip(b"=")
    return (signed + b"." + signature).decode()


def _rewrite(provider: Penyedia, response: flask.Response) -> flask.Response:
    if response.mimetype == "text/html":
        # Its style sheet lies elsewhere, where no test may look.
        response.set_data(re.sub(rb"<link\b[^>]*>", b"", response.get_data()))
    answer = response.get_json(silent=True) or {}
    if flask.request.path == "/.well-known/openid-configuration":
        response.set_data(flask.json.dumps(answer | provider.discovery))
    if flask.request.path == "/oauth2/token":
        provider.seen.append({**flask.request.form, "kepala": str(flask.request.authorization)})
        if "id_token" in answer and (provider.lie or provider.key or provider.alg != "RS256"):
            own = RSAKey.import_key(storage.jwk.as_dict(is_private=True))
            claims = jwt.decode(answer["id_token"], KeySet([own]), algorithms=["RS256"]).claims
            claims = provider.lie(claims) if provider.lie else claims
            header = {"alg": provider.alg} | ({"kid": own.kid} if own.kid else {})
            if provider.alg == "HS256":
                answer["id_token"] = _forge(header, claims, own.as_pem(private=False))
            else:
                key = provider.key or own
                answer["id_token"] = jwt.encode(header, claims, key, algorithms=[provider.alg])
            response.set_data(flask.json.dumps(answer))
    return response


@contextmanager
def run_penyedia() -> Iterator[Penyedia]:
    """Run a provider on a free port of this machine."""
    app = oidc_provider_mock.app(require_nonce=True)
    app.debug = False
    server = make_server("localhost", 0, app, threaded=True)
    provider = Penyedia(f"http://localhost:{server.server_port}")

    @app.before_request
    def _down() -> Any:
        if provider.down and flask.request.method != "PUT":
            return flask.Response("{}", 503)
        return None

    @app.after_request
    def _after(response: flask.Response) -> flask.Response:
        return _rewrite(provider, response)

    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    forget_penyedia()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
        forget_penyedia()
