"""Notices: read marks, what a person sees, and the ways out of the application: SMTP and webhook for real."""

import hashlib
import hmac
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from pydantic import SecretStr
from sqlmodel import select

from sekampadi.db.models import Outbox, Saluran
from sekampadi.domain.errors import FieldErrors, ForbiddenError
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.peringatan import Kabar
from sekampadi.services import kirim_webhook
from sekampadi.services.kirim_email import make_email, send_email
from sekampadi.services.kirim_webhook import send_webhook, sign
from sekampadi.services.notifikasi import (
    SIMPAN,
    UKURAN,
    count_unread,
    load_notifikasi,
    load_saluran,
    mark_read,
    notify,
    purge_notifikasi,
    save_saluran,
    send_test,
)
from sekampadi.services.outbox import KirimError
from sekampadi.services.pekerja import PekerjaOutbox
from sekampadi.services.peringatan import save_aturan
from sekampadi.services.runtime import Runtime
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast

RT_ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def tell(rt: Runtime, person: Principal, kunci: str = "uji/1", **more: Any) -> bool:
    with rt.writing() as session:
        values: dict[str, Any] = {
            "jenis": "coba",
            "kabar": Kabar("Judul", "Isi"),
            "izin": Permission.NOTIFIKASI_READ,
            "tautan": "/admin",
        }
        return notify(session, rt, person.operator_id, kunci=kunci, **(values | more))


def outbox_rows(rt: Runtime) -> list[Outbox]:
    with rt.reading() as session:
        found = list(session.exec(select(Outbox)))
        session.expunge_all()
        return found


def with_settings(rt: Runtime, **changes: Any) -> Runtime:
    return Runtime(rt.engine, rt.settings.model_copy(update=changes), rt.clock)


# ---- in the application ----------------------------------------------------------------------


def test_the_same_cause_is_told_once(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.PIMPINAN]
    assert tell(rt, person)
    assert not tell(rt, person)
    assert tell(rt, cast.people[Role.KETUA_TIM]), "to somebody else it is news"
    assert load_notifikasi(rt, person).total == 1


def test_read_marks_are_each_persons_own(rt: Runtime, cast: Cast) -> None:
    person, other = cast.people[Role.PIMPINAN], cast.people[Role.KETUA_TIM]
    for number in range(3):
        tell(rt, person, f"uji/{number}")
    tell(rt, other)
    first = load_notifikasi(rt, person).baris[-1]
    assert mark_read(rt, other, first.id) == 0, "somebody else's"
    assert mark_read(rt, person, first.id) == 1
    assert mark_read(rt, person, first.id) == 0
    assert count_unread(rt, person) == 2
    assert [r.dibaca for r in load_notifikasi(rt, person).baris] == [False, False, True]
    assert mark_read(rt, person) == 2
    assert (count_unread(rt, person), count_unread(rt, other)) == (0, 1)


def test_notices_come_in_pages(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.PIMPINAN]
    for number in range(UKURAN + 2):
        tell(rt, person, f"uji/{number}")
    assert len(load_notifikasi(rt, person, 1).baris) == UKURAN
    assert len(load_notifikasi(rt, person, 2).baris) == 2
    assert len(load_notifikasi(rt, person, 999).baris) == 2
    assert len(load_notifikasi(rt, person, -1).baris) == UKURAN


def test_what_lies_outside_ones_rights_or_scope_is_not_shown(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_UPP]
    tell(rt, person, "uji/1", upp_id=cast.upp["upp-a"])
    tell(rt, person, "uji/2", upp_id=cast.upp["upp-b"])
    tell(rt, person, "uji/3", izin=Permission.BACKUP_MANAGE)
    page = load_notifikasi(rt, person)
    assert (page.total, len(page.baris), page.belum) == (1, 1, 1)
    assert mark_read(rt, person) == 1


def test_petugas_layanan_is_told_nothing(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.PETUGAS_LAYANAN]
    assert count_unread(rt, person) == count_unread(rt, None) == 0
    for act in (load_notifikasi, mark_read, load_saluran, send_test):
        with pytest.raises(ForbiddenError):
            act(rt, person)  # type: ignore[operator]


def test_old_notices_are_removed(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    tell(rt, cast.people[Role.PIMPINAN])
    clock.advance(SIMPAN)
    assert purge_notifikasi(rt) == 0
    clock.advance(timedelta(seconds=1))
    assert purge_notifikasi(rt) == 1


# ---- e-mail ------------------------------------------------------------------------------------


@dataclass
class Mailbox:
    """Keeps what a mail server was handed; refuses what it is told to."""

    mails: list[EmailMessage] = field(default_factory=list)
    refuse: str = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, to: str, _o: Any) -> str:
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        return "250 OK"


@dataclass
class MailServer:
    """A real SMTP server that wants STARTTLS and a login."""

    box: Mailbox
    port: int


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, Path]:
    ca = trustme.CA()
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(str(path))
    return ca, path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mail_server(
    authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[MailServer]:
    ca, path = authority
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ca.issue_cert("localhost").configure_cert(context)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))

    def check(_server: Any, _session: Any, _envelope: Any, _kind: str, data: Any) -> AuthResult:
        fits = data == LoginPassword(b"sekampadi", b"rahasia-smtp")
        return AuthResult(success=fits, handled=False)

    box = Mailbox()
    controller = Controller(
        box,
        hostname="localhost",
        port=_free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=check,
    )
    controller.start()
    yield MailServer(box, controller.port)
    controller.stop()


def mailing(rt: Runtime, server: MailServer, **changes: Any) -> Runtime:
    return with_settings(
        rt,
        **{
            "smtp_host": "localhost",
            "smtp_port": server.port,
            "smtp_user": "sekampadi",
            "smtp_password": SecretStr("rahasia-smtp"),
            "smtp_from": "skm@kalbarprov.go.id",
            **changes,
        },
    )


def test_notices_of_some_minutes_become_one_mail_without_suggestions(
    rt: Runtime, cast: Cast, clock: SettableClock, mail_server: MailServer
) -> None:
    rt = mailing(rt, mail_server)
    leader = cast.people[Role.PIMPINAN]
    save_saluran(rt, leader, {"email": "pimpinan@kalbarprov.go.id"})
    save_aturan(rt, leader, {"jenis": "buruk", "cakupan": "", "lewat_email": "ya"})
    worker = PekerjaOutbox(rt)
    for saran in ("Budi minta uang", ""):
        factories.submit(rt, "layanan-a1", factories.isian(umum="1", saran=saran))
        worker.step()
    assert mail_server.box.mails == [], "quiet: a few minutes are waited for"
    clock.advance(timedelta(minutes=6))
    worker.step()
    (mail,) = mail_server.box.mails
    assert mail["To"] == "pimpinan@kalbarprov.go.id"
    assert mail["From"] == "SEKAMPADI <skm@kalbarprov.go.id>"
    assert mail["Subject"] == "2 notifikasi SEKAMPADI"
    text = mail.get_content()
    assert text.count("1 jawaban untuk Layanan a1, UPP-A, 15 Mei 2023.") == 2
    assert "http://localhost:3000/admin/penilaian?upp=upp-a" in text
    assert "Budi" not in mail.as_string()
    worker.step()
    assert len(mail_server.box.mails) == 1
    secrets = repr([r.isi for r in outbox_rows(rt)])
    assert "pimpinan@" not in secrets
    assert "rahasia" not in secrets
    # The next slot is another mail, of the new notice only.
    factories.submit(rt, "layanan-b1", factories.isian(umum="1"))
    worker.step()
    clock.advance(timedelta(minutes=6))
    worker.step()
    assert [m["Subject"] for m in mail_server.box.mails[1:]] == ["Penilaian Buruk"]


def test_what_was_read_meanwhile_is_not_mailed_and_nothing_to_who_lost_the_right(
    rt: Runtime, cast: Cast, clock: SettableClock, mail_server: MailServer
) -> None:
    from sekampadi.db.models import Operator

    rt = mailing(rt, mail_server)
    reader, demoted = cast.people[Role.PIMPINAN], cast.people[Role.KETUA_TIM]
    for person in (reader, demoted):
        save_saluran(rt, person, {"email": "seseorang@contoh.go.id"})
        tell(rt, person, email=True)
    mark_read(rt, reader)
    with rt.writing() as session:
        operator = session.get(Operator, demoted.operator_id)
        assert operator is not None
        operator.aktif = False
        session.add(operator)
    clock.advance(timedelta(minutes=6))
    PekerjaOutbox(rt).step()
    assert mail_server.box.mails == []
    assert {r.status for r in outbox_rows(rt)} == {"selesai"}


def test_without_a_mail_server_or_an_address_no_mail_is_queued(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.PIMPINAN]
    save_saluran(rt, person, {"email": "a@contoh.go.id"})
    tell(rt, person, "uji/1", email=True)
    assert not load_saluran(rt, person).email_siap
    with_mail = with_settings(rt, smtp_host="localhost", smtp_from="a@b.id")
    tell(with_mail, cast.people[Role.KETUA_TIM], "uji/1", email=True)
    assert outbox_rows(rt) == []


def _mail(rt: Runtime) -> EmailMessage:
    return make_email(rt.settings, "a@contoh.go.id", "Judul\nX: 1", "Isi", kunci="e/1", waktu=0)


@RT_ON_SQLITE
def test_a_repeated_mail_carries_the_same_number(rt: Runtime, mail_server: MailServer) -> None:
    mail = _mail(mailing(rt, mail_server))
    assert mail["Message-ID"] == "<e.1@kalbarprov.go.id>"
    assert mail["Subject"] == "Judul X: 1", "no line of a title becomes a header"


@RT_ON_SQLITE
@pytest.mark.parametrize(
    ("refuse", "final"), [("550 no such user", True), ("451 come again", False)]
)
def test_a_refused_mail(rt: Runtime, mail_server: MailServer, refuse: str, final: bool) -> None:
    rt = mailing(rt, mail_server)
    mail_server.box.refuse = refuse
    with pytest.raises(KirimError, match=f"SMTP {refuse[:3]}") as caught:
        send_email(rt.settings, _mail(rt))
    assert caught.value.final is final


@RT_ON_SQLITE
def test_a_wrong_password_or_an_unknown_certificate_sends_nothing(
    rt: Runtime, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = mailing(rt, mail_server, smtp_password=SecretStr("salah"))
    with pytest.raises(KirimError, match="SMTP 535") as caught:
        send_email(wrong.settings, _mail(wrong))
    assert not caught.value.final
    assert "salah" not in str(caught.value)
    monkeypatch.delenv("SSL_CERT_FILE")
    stranger = mailing(rt, mail_server)
    with pytest.raises(KirimError, match="SSLCertVerificationError"):
        send_email(stranger.settings, _mail(stranger))
    assert mail_server.box.mails == []


@RT_ON_SQLITE
def test_a_mail_server_that_is_away_is_tried_again(rt: Runtime) -> None:
    away = mailing(rt, MailServer(Mailbox(), _free_port()))
    with pytest.raises(KirimError, match="ConnectionRefusedError") as caught:
        send_email(away.settings, _mail(away))
    assert not caught.value.final


# ---- webhook -----------------------------------------------------------------------------------


@dataclass
class Receiver:
    """A real HTTP server that keeps what it is sent."""

    port: int = 0
    status: int = 204
    seen: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    before: Callable[[BaseHTTPRequestHandler], None] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/masuk?a=1"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            if kept.before:
                kept.before(self)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.seen.append((self.path, dict(self.headers), body))
            self.send_response(kept.status)
            self.send_header("Location", kept.url)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield kept
    server.shutdown()
    server.server_close()


def send(address: str, *, private: bool = True) -> None:
    send_webhook(address, {"a": "ä"}, key="k", kunci="webhook/1", moment=1000, private=private)


def test_a_notice_goes_out_signed(rt: Runtime, cast: Cast, receiver: Receiver) -> None:
    rt = with_settings(rt, webhook_private=True)
    person = cast.people[Role.PIMPINAN]
    saluran = save_saluran(rt, person, {"webhook": receiver.url})
    save_aturan(rt, person, {"jenis": "buruk", "cakupan": "", "lewat_webhook": "ya"})
    factories.submit(rt, "layanan-a1", factories.isian(umum="1", saran="Budi minta uang"))
    PekerjaOutbox(rt).step()
    ((path, headers, body),) = receiver.seen
    assert path == "/masuk?a=1"
    stamp, signature = headers["X-Sekampadi-Signature"].split(",")
    moment = stamp.removeprefix("t=")
    expected = hmac.new(saluran.kunci.encode(), f"{moment}.".encode() + body, hashlib.sha256)
    assert signature == "v1=" + expected.hexdigest()
    assert int(moment) == int(rt.now().timestamp())
    payload = json.loads(body)
    assert payload["id"] == headers["Idempotency-Key"]
    assert (payload["jenis"], payload["judul"], payload["upp"]) == (
        *("buruk", "Penilaian Buruk", "upp-a"),
    )
    assert b"Budi" not in body
    assert {r.status for r in outbox_rows(rt)} == {"selesai"}
    with rt.reading() as session:
        stored = session.get(Saluran, person.operator_id)
    assert saluran.kunci not in repr(stored), "no key lies in the database"


def test_a_failed_webhook_is_sent_again_with_the_same_number(
    rt: Runtime, cast: Cast, clock: SettableClock, receiver: Receiver
) -> None:
    rt = with_settings(rt, webhook_private=True)
    person = cast.people[Role.PIMPINAN]
    save_saluran(rt, person, {"webhook": receiver.url})
    tell(rt, person, webhook=True)
    worker = PekerjaOutbox(rt)
    receiver.status = 503
    worker.step()
    assert [(r.status, r.galat) for r in outbox_rows(rt)] == [("antri", "webhook: HTTP 503")]
    receiver.status = 200
    clock.advance(timedelta(seconds=31))
    worker.step()
    assert [r.status for r in outbox_rows(rt)] == ["selesai"]
    assert len({headers["Idempotency-Key"] for _, headers, _ in receiver.seen}) == 1
    assert len(receiver.seen) == 2


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(receiver: Receiver, status: int) -> None:
    receiver.status = status
    with pytest.raises(KirimError, match=str(status)):
        send(receiver.url)
    assert len(receiver.seen) == 1


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "10.0.0.1", "169.254.169.254"),
        *("[::ffff:127.0.0.1]", "2130706433", "0x7f000001", "127.1"),
    ],
)
def test_addresses_inside_are_refused_for_good(receiver: Receiver, host: str) -> None:
    with pytest.raises(KirimError) as caught:
        send(f"https://{host}:{receiver.port}/", private=False)
    assert caught.value.final or "tidak ditemukan" in caught.value.reason
    assert receiver.seen == []


def test_a_name_that_points_inside_is_refused(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(_host: str, port: int, **_: Any) -> list[Any]:
        kind = socket.SOCK_STREAM
        return [
            (socket.AF_INET, kind, 6, "", ("8.8.8.8", port)),
            (socket.AF_INET, kind, 6, "", ("127.0.0.1", port)),
        ]

    monkeypatch.setattr(kirim_webhook.socket, "getaddrinfo", resolve)
    with pytest.raises(KirimError, match="jaringan dalam") as caught:
        send(f"https://contoh.go.id:{receiver.port}/", private=False)
    assert caught.value.final
    assert receiver.seen == []


def test_the_address_that_was_checked_is_the_one_connected_to(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that points elsewhere at the second look gains nothing: there is no second look."""
    looked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        looked.append(str(host))
        return real("127.0.0.1" if host == "contoh.go.id" else host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    send(f"http://contoh.go.id:{receiver.port}/")
    assert looked.count("contoh.go.id") == 1
    assert receiver.seen[0][1]["Host"] == f"contoh.go.id:{receiver.port}"


def test_without_https_only_where_it_is_allowed(receiver: Receiver) -> None:
    with pytest.raises(KirimError, match="tidak sah"):
        send(receiver.url, private=False)
    send(receiver.url)
    assert receiver.seen[0][2] == '{"a":"ä"}'.encode()
    assert receiver.seen[0][1]["X-Sekampadi-Signature"] == sign("k", 1000, receiver.seen[0][2])


def test_https_proves_who_answers(
    authority: tuple[trustme.CA, Path], receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    ca, path = authority
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ca.issue_cert("localhost").configure_cert(context)
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(20)
    address = f"https://localhost:{listener.getsockname()[1]}/"
    served: list[bytes] = []

    def serve() -> None:
        for _ in range(2):
            raw, _peer = listener.accept()
            try:
                with context.wrap_socket(raw, server_side=True) as sock:
                    served.append(sock.recv(65536))
                    sock.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
            except (ssl.SSLError, OSError):
                raw.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    with pytest.raises(KirimError, match="SSLCertVerificationError"):
        send(address)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    send(address)
    thread.join(20)
    listener.close()
    assert len(served) == 1


def test_one_who_answers_a_byte_at_a_time_does_not_hold_the_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kirim_webhook, "TIMEOUT", 1.0)
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def drip() -> None:
        raw, _peer = listener.accept()
        with raw:
            while not stop.wait(0.2):
                try:
                    raw.sendall(b"H")
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    begun = time.monotonic()
    with pytest.raises(KirimError, match="TimeoutError"):
        send(f"http://127.0.0.1:{listener.getsockname()[1]}/")
    assert time.monotonic() - begun < 5
    stop.set()
    thread.join(5)
    listener.close()


# ---- addresses ---------------------------------------------------------------------------------


def test_a_new_webhook_address_gets_a_new_key(rt: Runtime, cast: Cast) -> None:
    person, other = cast.people[Role.PIMPINAN], cast.people[Role.KETUA_TIM]
    first = save_saluran(rt, person, {"webhook": "https://contoh.go.id/a"})
    assert save_saluran(rt, person, {"webhook": "https://contoh.go.id/a", "email": "a@b.id"}) == (
        type(first)("a@b.id", first.webhook, first.kunci, False)
    )
    second = save_saluran(rt, person, {"webhook": "https://contoh.go.id/b"})
    third = save_saluran(rt, other, {"webhook": "https://contoh.go.id/b"})
    assert len({first.kunci, second.kunci, third.kunci}) == 3
    assert save_saluran(rt, person, {}).kunci == ""


def test_a_wrong_address_changes_nothing(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.PIMPINAN]
    for isian in ({"email": "bukan"}, {"webhook": "http://contoh.go.id"}):
        with pytest.raises(FieldErrors):
            save_saluran(rt, person, isian)
    assert load_saluran(rt, person).email == ""


def test_a_test_notice_at_most_once_a_minute(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    person = cast.people[Role.PENGELOLA_SISTEM]
    assert send_test(rt, person)
    assert not send_test(rt, person)
    clock.advance(timedelta(minutes=1))
    assert send_test(rt, person)
    assert count_unread(rt, person) == 2
