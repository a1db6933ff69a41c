"""Pages: each knows its state and nothing below it. One module a page, because Reflex bundles per module."""

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.pages.publik import beranda, survei
from sekampadi.web.routes import Route
from sekampadi.web.states.beranda import BerandaState
from sekampadi.web.states.survei import SurveiState

ROUTES: tuple[Route, ...] = (
    Route("/", t("Isi Survei"), beranda.page, Permission.PUBLIC, (BerandaState.muat,)),
    Route("/survei", t("Survei"), survei.page, Permission.PUBLIC, (SurveiState.muat,)),
)
