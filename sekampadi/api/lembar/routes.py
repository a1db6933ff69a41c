"""``/lembar``: the four steps as forms; the draft travels in the form, and nothing is kept here."""

import logging
import uuid
from dataclasses import replace
from urllib.parse import parse_qs, parse_qsl, urlsplit

from starlette.responses import HTMLResponse, RedirectResponse, Response

from sekampadi.api.http.asal import host_of, refuse_other_site
from sekampadi.api.http.call import ApiRoute, Call, Param
from sekampadi.api.http.ratelimit import client_address
from sekampadi.api.lembar.halaman import (
    Tampilan,
    choice_page,
    closed_page,
    sent_page,
    step_page,
    thanks_page,
)
from sekampadi.domain.errors import DomainError, FieldErrors, NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.kode import is_kode
from sekampadi.domain.survei.draf import Draf, parse_draf, parse_langkah
from sekampadi.domain.survei.survei import Langkah, parse_uuid, reachable_step, step_errors
from sekampadi.i18n import t
from sekampadi.services.akun.cookies import UNDANGAN_COOKIE, read_cookie
from sekampadi.services.sistem.pengaturan import load_identitas
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei import survei
from sekampadi.services.survei.awal import begin_survei, renew_awal
from sekampadi.services.survei.beruntun import Asal
from sekampadi.services.survei.lembar import BahanLembar, load_lembar, peek_lembar, send_lembar

logger = logging.getLogger(__name__)

_MAX_FIELDS = 40
"""Fields a form may have; the largest step has twelve."""
_MAX_FORM = 64 * 1024
"""Bytes of a form: 4,000 letters of nine bytes each, as many as its field takes, and all else fit in."""
_MAX_LETTERS = 64
"""Letters that are looked at of a field that is no suggestion; options have half of that."""
_NO_CACHE = {"Cache-Control": "no-cache"}


def _begin(rt: Runtime, kode: str) -> Draf:
    identity = str(uuid.uuid4())
    return Draf(identity, kode, 1, {}, awal=begin_survei(rt, identity, kode))


def _read_form(body: bytes) -> dict[str, str]:
    """Read the fields of a form, the last of each name; of what is no form, none."""
    try:
        text = body.decode("utf-8", "replace")
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MAX_FIELDS))
    except ValueError:
        return {}


def _kode(call: Call) -> str:
    return str(call.request.path_params["kode"]).lower()


def _is_draft(draf: Draf, kode: str) -> bool:
    try:
        parse_uuid(draf.uuid)
    except DomainError:
        return False
    return draf.layanan == kode


def _show(call: Call, bahan: BahanLembar, shown: Tampilan) -> HTMLResponse:
    query: bytes = call.request.scope["query_string"]
    return step_page(bahan, replace(shown, alamat=query.decode("latin-1")))


async def _find(call: Call, kode: str, draf: Draf | None = None) -> BahanLembar:
    known = peek_lembar(call.rt, kode)
    if known is not None:
        return known  # without a thread: most steps need no more of the server
    begun = (draf.uuid, draf.awal) if draf else ()
    return await call.in_thread(load_lembar, kode, *begun)


async def isi(call: Call) -> Response:
    """GET and POST /lembar/KODE: the first step of a new survey; what one of its forms asks for."""
    kode, draf, form = _kode(call), None, {}
    if call.request.method == "POST":
        refuse_other_site(call)
        form = _read_form(await call.request.body())
        draf = parse_draf(form.get("draf"))
        if not _is_draft(draf, kode):
            # Not one of our forms: whoever sent it finds a new survey.
            return RedirectResponse(f"/lembar/{kode}" if is_kode(kode) else "/lembar", 303)
    try:
        bahan = await _find(call, kode, draf)
    except NotFoundError as error:
        return closed_page(await call.in_thread(load_identitas), error)
    if draf is None:
        return _show(call, bahan, Tampilan(_begin(call.rt, kode), Langkah.RESPONDEN))
    draf = replace(draf, awal=begin_survei(call.rt, draf.uuid, kode, draf.awal) or draf.awal)
    step = _next(draf, form)
    return await _store(call, bahan, step) if isinstance(step, Draf) else _show(call, bahan, step)


def _next(draf: Draf, form: dict[str, str]) -> Tampilan | Draf:
    """Return the step to show, or the draft that is complete and sent."""
    if form.get("ke") not in {"lanjut", "kembali"} and "langkah" not in form:
        # The live page hands its draft over, and may have tried to send it.
        if draf.kirim:
            return draf
        return Tampilan(draf, reachable_step(draf.isian, draf.langkah))
    langkah = parse_langkah(form.get("langkah"))
    given = {
        # What people write themselves is never cut.
        f: form[f] if langkah is Langkah.SARAN else form[f][:_MAX_LETTERS]
        for f in langkah.fields
        if f in form
    }
    draf = replace(draf, isian=draf.isian | given)
    errors = step_errors(langkah, draf.isian)
    if form.get("ke") == "kembali":
        if langkah is Langkah.SARAN and errors:
            # Too long to be carried along; it would be lost on the way back.
            return Tampilan(draf, langkah, errors)
        return Tampilan(draf, reachable_step(draf.isian, max(1, langkah - 1)))
    if errors:
        return Tampilan(draf, langkah, errors)
    if langkah is Langkah.SARAN:
        return draf
    return Tampilan(draf, reachable_step(draf.isian, langkah + 1))


async def _store(call: Call, bahan: BahanLembar, draf: Draf) -> HTMLResponse:
    """Store an answer; return the thanks, or the step to correct."""
    address = client_address(call.request, call.rt.settings.trusted_proxies)
    try:
        header = call.request.headers.get("cookie", "")
        undangan = read_cookie(header, UNDANGAN_COOKIE, secure=call.rt.settings.secure_cookies)
        await send_lembar(call.rt, draf, Asal("", address), call.lane, undangan)
    except FieldErrors as error:
        step = next(
            (s for s in Langkah if any(f in error.errors for f in s.fields)), Langkah.RESPONDEN
        )
        wrong = {f: e for f, e in error.errors.items() if f in step.fields}
        return _show(call, bahan, Tampilan(draf, step, wrong))
    except DomainError as error:
        if error.code in {"survei.sent_otherwise", "survei.uuid_taken"}:
            identity, awal = renew_awal(call.rt, draf.uuid, draf.layanan, draf.awal)
            return sent_page(bahan, replace(draf, uuid=str(identity), awal=awal))
        return _show(call, bahan, Tampilan(draf, Langkah.SARAN, pesan=error.message))
    except Exception:
        # The answers stand in this request alone, so a page of faults would lose them.
        logger.exception("an answer of the plain survey was not stored")
        again = t("Jawaban Anda belum tersimpan karena gangguan pada sistem. Tekan Selesai lagi.")
        return _show(call, bahan, Tampilan(draf, Langkah.SARAN, pesan=again))
    return thanks_page(bahan)


def _asked_page(call: Call) -> str:
    """Return the layanan that the live page was about which led here; empty if none did."""
    referer = call.request.headers.get("referer", "")
    if host_of(referer) != call.request.headers.get("host"):
        return ""
    page = urlsplit(referer)
    if page.path.rstrip("/") != "/survei":
        return ""
    kode = (parse_qs(page.query).get("layanan") or [""])[0].lower()
    return kode if is_kode(kode) else ""


async def pilih(call: Call) -> HTMLResponse | RedirectResponse:
    """GET /lembar: choose an UPP, then a layanan; from a live survey straight to the plain one."""
    upp, identitas = call.query.get("upp", "").lower(), await call.in_thread(load_identitas)
    if not upp and (kode := _asked_page(call)):
        return RedirectResponse(f"/lembar/{kode}", 302, headers=_NO_CACHE)
    if not upp:
        offices = await call.in_thread(survei.list_open_upp)
        links = [(f"/lembar?upp={u.kode}", u.nama) for u in offices]
        return choice_page(identitas, t("Pilih unit pelayanan"), links, kembali=False)
    services = await call.in_thread(survei.list_open_layanan, upp)
    links = [(f"/lembar/{found.kode}", found.nama) for found in services]
    heading = t("Pilih jenis pelayanan")
    return choice_page(identitas, heading, links, kembali=True)


LEMBAR_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute("/lembar", pilih, Permission.PUBLIC, "lembar", params=(Param("upp"),)),
    # People share addresses, and messengers append parameters of their own.
    ApiRoute(
        "/lembar/{kode}",
        isi,
        Permission.PUBLIC,
        "lembar.isi",
        methods=("GET", "POST"),
        params=None,
        body_max=_MAX_FORM,
    ),
)
