"""Where a request that changes something comes from: a page of this site, or nowhere it should."""

from urllib.parse import urlsplit

from sekampadi.api.http.call import Call
from sekampadi.domain.errors import ForbiddenError
from sekampadi.i18n import t


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
    origin = urlsplit(headers.get("origin") or headers.get("referer", ""))
    if site == "same-origin" or (site is None and origin.netloc == headers.get("host")):
        return
    raise ForbiddenError("sesi.cross_site", t("Kirimlah dari halaman situs ini."))
