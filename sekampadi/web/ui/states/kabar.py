"""What an act is answered with: it worked, or why it did not. One of the two, never an old one beside a new one."""

import reflex as rx


class KabarMixin(rx.State, mixin=True):
    """The answer to the last act; ``kabar_ke`` makes the browser show the same words a second time."""

    berita: str = ""
    gagal: str = ""
    kabar_ke: int = 0
    dapat_urung: bool = False

    def _say(self, words: str, *, gagal: str = "", urung: bool = False) -> None:
        """Say what an act did, or why it could not be done; ``urung`` offers to take it back."""
        self.berita, self.gagal, self.dapat_urung = words, gagal, urung
        self.kabar_ke += bool(words or gagal)
