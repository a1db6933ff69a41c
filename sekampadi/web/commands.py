"""What the server may ask a page to do: commands with plain values, never source that is run.

``assets/sekampadi.js`` has each of them under its name, ``assets/admin.js`` those of admin pages. What
another process, a state or the guard wants of a page goes through here, so that the pages' policy
can forbid ``eval`` (decision 77).
"""

from enum import StrEnum
from typing import Any

from sekampadi.web.reflex_seam.events import Event, EventSpec, StateUpdate
from sekampadi.web.reflex_seam.events import command as _event
from sekampadi.web.reflex_seam.events import pressed_command as _pressed


class Command(StrEnum):
    """The commands, by the name that the page's script knows."""

    DENIED = "denied"
    """An event is not for this person: a code, the event's name, whether it loads the page."""
    LAPSED = "lapsed"
    """The login of the tab has ended or changed."""
    FAILED = "failed"
    """Something went wrong on the server; the number under which the log has it."""
    ENTER = "enter"
    """Go where a login begins, under a new name of the tab."""
    DRAFT = "draft"
    """Say the draft of a layanan; with an identity and a signed start, begin with these."""
    BEGUN = "begun"
    """Keep the signed start of a draft."""
    DELIVERED = "delivered"
    """Whether the survey before is stored."""
    FETCH = "fetch"
    """Fetch a file that is ready."""
    SEND_PICKED = "sendPicked"
    """Send the photo that a form has picked, now that there is a row for it."""
    REFRESH = "refresh"
    """Fetch style and mark anew, and load the page again."""
    SHEET_AGAIN = "isiLagi"
    """Open a sheet that was taken back, to be corrected."""
    SHEET_DAY = "tanggal"
    """Say the day of the sheets that are typed in."""
    DRAF_FORGET = "lupakan"
    """Forget that a form was open."""
    DRAF_KEPT = "terkirim"
    """Whether a draft is kept, in words: which form, which edition, the words, whether."""
    DRAF_DONE = "selesai"
    """Forget what was typed into a form: it is saved."""
    DRAF_TYPED = "isi"
    """Say what waits to be kept as a draft."""
    DRAF_OPEN = "terbuka"
    """Say which form was open."""
    DRAF_NOW = "sekarang"
    """Say what stands in the form now."""
    DRAF_FILLING = "mengisi"
    """Say who types in which form."""
    DRAF_SENT = "terunggah"
    """Say how many files were sent."""


def tell_page(command: Command, *words: Any, answer: Any = None) -> Event:
    """Return the event that lets a page do something.

    Args:
        words: plain values that JSON knows.
        answer: the handler that hears what the page says to it, unless that is null.
    """
    return _event(command, *words, answer=answer)


def answer_page(command: Command, *words: Any) -> StateUpdate:
    """Return the answer to an event, in place of its handler's, that lets the page do something."""
    return StateUpdate(events=[_event(command, *words)])


def when_pressed(command: Command, *words: Any, answer: Any = None) -> EventSpec:
    """Return what a control of a page does by itself; words and handler are written into the build."""
    return _pressed(command, *words, answer=answer)
