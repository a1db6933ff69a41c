"""Where a request that changes something comes from: a page of this site, or nowhere it should."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from sekampadi.api.http.call import Call
from sekampadi.domain.errors import ForbiddenError
from sekampadi.i18n import t


def host_of(address: str) -> str:
    """Return the host, with its port, that an address names; empty for what is none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def admin_page_before(headers: Mapping[str, str]) -> str:
    """Return path and query of the admin page of this site that led here; empty if none did.

    Args:
        headers: of the request, whose names are in small letters.
    """
    referer = headers.get("referer", "")
    if not referer or host_of(referer) != headers.get("host"):
        return ""
    page = urlsplit(referer)
    if page.path != "/admin" and not page.path.startswith("/admin/"):
        return ""
    return page.path + (f"?{page.query}" if page.query else "")


def refuse_other_site(call: Call) -> None:
    """Refuse what says that another site's page sends it, ``sesi.cross_site``.

    For forms that need no login. Who says nothing is heard: text browsers do not tell, and an
    unknown sender can only do what everybody may.

    Raises:
        ForbiddenError: ``sesi.cross_site``.
    """
    headers = call.request.headers
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    told = site is None and origin is not None and host_of(origin) != headers.get("host")
    if told or site in {"cross-site", "same-site"}:
        raise _cross_site()


def _cross_site() -> ForbiddenError:
    return ForbiddenError("sesi.cross_site", t("Kirimlah dari halaman situs ini."))


def check_own_site(call: Call) -> None:
    """Refuse what another site's page sends with the person's cookie, ``sesi.cross_site``.

    The cookie is SameSite already. Browsers also tell where a request comes from; the older
    headers are compared where the newer one is not sent, as on plain http inside an office. Who
    says nothing at all is refused.

    Raises:
        ForbiddenError: ``sesi.cross_site``.
    """
    headers = call.request.headers
    site = headers.get("sec-fetch-site")
    origin = host_of(headers.get("origin") or headers.get("referer", ""))
    if site == "same-origin" or (site is None and origin == headers.get("host")):
        return
    raise _cross_site()
