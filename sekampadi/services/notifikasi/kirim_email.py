"""Sending e-mail over SMTP."""

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate

from sekampadi.services.notifikasi.outbox import KirimError
from sekampadi.settings import Settings

TIMEOUT = 10
"""Seconds an answer of the mail server may take."""


def _open(settings: Settings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(
            settings.smtp_host, settings.smtp_port, timeout=TIMEOUT, context=context
        )
    server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT)
    if settings.smtp_security == "starttls":
        try:
            # A server that does not offer it is an error: nothing goes out in the clear.
            server.starttls(context=context)
        except BaseException:
            server.close()
            raise
    return server


def make_email(
    settings: Settings, to: str, judul: str, isi: str, *, kunci: str, waktu: float
) -> EmailMessage:
    """Write an e-mail of a moment, in seconds of the epoch.

    ``kunci`` names the message: a repeated one carries the same number, so that a mail program can
    show it once.
    """
    message = EmailMessage()
    message["Subject"] = " ".join(judul.split())
    message["From"] = Address("SEKAMPADI", addr_spec=settings.smtp_from)
    message["To"] = Address(addr_spec=to)
    message["Date"] = formatdate(waktu)
    domain = settings.smtp_from.rpartition("@")[2]
    message["Message-ID"] = f"<{kunci.replace('/', '.')}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(isi)
    return message


def send_email(settings: Settings, message: EmailMessage) -> None:
    """Hand an e-mail to the mail server; a failure is final when that says that it never will."""
    if not settings.smtp_host:
        raise KirimError("SMTP belum disetel", final=True)
    try:
        with _open(settings) as server:
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code = next((code for code, _ in error.recipients.values()), 0)
        raise KirimError(f"SMTP {code}: penerima ditolak", final=code >= 500) from None
    except smtplib.SMTPAuthenticationError as error:
        # Somebody has to correct the settings; the messages wait for it.
        raise KirimError(f"SMTP {error.smtp_code}: masuk ditolak") from None
    except smtplib.SMTPResponseException as error:
        raise KirimError(f"SMTP {error.smtp_code}", final=error.smtp_code >= 500) from None
    except (smtplib.SMTPException, OSError) as error:
        raise KirimError(f"SMTP: {type(error).__name__}") from None
