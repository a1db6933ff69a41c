"""Notices by e-mail, against a real SMTP server that wants STARTTLS and a login."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from pydantic import SecretStr

from sekampadi.domain.izin import Role
from sekampadi.services.notifikasi.kirim_email import make_email, send_email
from sekampadi.services.notifikasi.notifikasi import (
    load_saluran,
    mark_read,
    save_saluran,
)
from sekampadi.services.notifikasi.outbox import KirimError
from sekampadi.services.notifikasi.pekerja import PekerjaOutbox
from sekampadi.services.notifikasi.peringatan import save_aturan
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.notifikasi import make_authority, outbox_rows, tell, with_settings

RT_ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mail_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    ca, path = make_authority(tmp_path)
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
    assert text.count("10.00.00  ") == 2, "the hour of the province"
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
