"""A plan as it is thrown: of one office, after one triwulan, as far as it is known at a moment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sekampadi.db.queries.master import UppRow
from sekampadi.demo.tindak_lanjut.fates import (
    NOTHING,
    Step,
    moment_on,
    throw_steps,
    workday,
)
from sekampadi.demo.tindak_lanjut.keepers import Keeper, has_story, keeper_of, story_of
from sekampadi.demo.tindak_lanjut.texts import (
    BERITA_ACARA,
    PENANGGUNG_JAWAB,
    ActionText,
    quote_for,
    texts_for,
)
from sekampadi.demo.watak import Orang
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import local_date
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tindak_lanjut.rencana import Jangka, default_prioritas


@dataclass(frozen=True, slots=True)
class ContohLembar:
    """A published sheet from which a plan is begun, and what people wrote in its triwulan."""

    publikasi_id: int
    nomor: str
    triwulan: Triwulan
    waktu: datetime
    unsur: tuple[Unsur, ...]  # the worst first
    saran: Sequence[tuple[int, str]]  # the answer's id, and its text


@dataclass(frozen=True, slots=True)
class ContohPetikan:
    """A suggestion that a plan quotes."""

    unsur: Unsur
    jawaban_id: int
    teks: str
    waktu: datetime


@dataclass(frozen=True, slots=True)
class ContohBukti:
    """A piece of evidence: a picture of a year, or the paper of a meeting."""

    foto: bool
    sesudah: bool
    unsur: Unsur
    hari: date
    keterangan: str
    waktu: datetime


@dataclass(slots=True)
class ContohKegiatan:
    """An action with what is known of it."""

    unsur: Unsur
    urutan: int
    rencana: Mapping[str, Any]
    dibuat: datetime
    steps: list[Step]
    files: list[ContohBukti]
    quote: int | None = None  # the place of the quotation that everyone reads beside it

    @staticmethod
    def untold() -> dict[str, Any]:
        """Return what is stored before anything is told of it."""
        return {**NOTHING, "tayang_teks": "", "tayang_pada": None}

    @property
    def values(self) -> dict[str, Any]:
        """What is stored of its result and of its place on the public page."""
        found = self.untold()
        for step in self.steps:
            found |= step.values
        return found

    @property
    def diubah(self) -> datetime:
        """When it was last changed."""
        return self.steps[-1].waktu if self.steps else self.dibuat


@dataclass(slots=True)
class ContohRencana:
    """A plan, ready to be stored."""

    upp_id: int
    sheet: ContohLembar
    dibuat: datetime
    actions: list[ContohKegiatan] = field(default_factory=list)
    quotes: list[ContohPetikan] = field(default_factory=list)

    @property
    def diubah(self) -> datetime:
        """When something of it was last changed."""
        return max([self.dibuat, *(k.diubah for k in self.actions)])


class _Office:
    """An office that plans triwulan after triwulan and does not plan the same thing too soon."""

    def __init__(self, upp: UppRow, orang: Orang, now: datetime) -> None:
        self.upp, self.orang, self.now = upp, orang, now
        self.keeper: Keeper = keeper_of(upp.kode)
        self._planned: dict[Unsur, list[ActionText]] = {}
        self._before: list[tuple[Unsur, ActionText]] = []

    def dice(self, name: str) -> Random:
        """Return dice of this office."""
        return Random(f"sekampadi/tindak-lanjut/{self.upp.kode}/{name}")  # noqa: S311 - repeatable

    def story_text(self, unsur: Unsur) -> ActionText:
        """Return what is said of the follow-up that the answers show."""
        return next(teks for teks in texts_for(unsur, self.orang) if teks.orang)

    def next_teks(self, unsur: Unsur, tahun: int, quotes: Sequence[ContohPetikan]) -> ActionText:
        """Return what it plans next for an unsur: what answers a suggestion, and nothing too soon again."""
        order = list(texts_for(unsur, self.orang))
        self.dice(unsur).shuffle(order)
        # What is said of such visitors comes first.
        order.sort(key=lambda teks: not teks.orang)
        if has_story(self.upp.kode, unsur):
            order.remove(self.story_text(unsur))  # it has a time of its own
        planned = self._planned.setdefault(unsur, [])
        tahap, done = divmod(len(planned), len(order))
        left = [teks for teks in order if teks not in planned[len(planned) - done :]]
        teks = max(left, key=lambda x: max((x.answers(q.teks) for q in quotes), default=0))
        planned.append(teks)
        rng = self.dice(f"{unsur}/{len(planned)}")
        teks = teks.thrown(rng)
        return teks.again(rng, tahap + 1, tahun) if tahap else teks

    def choose(
        self, rng: Random, sheet: ContohLembar, quotes: Mapping[Unsur, Sequence[ContohPetikan]]
    ) -> list[tuple[Unsur, ActionText]]:
        """Choose actions: the worst unsur first, and most for it."""
        if self.keeper.copies and self._before:
            return self._before
        tahun = sheet.waktu.year
        chosen = []
        for place, unsur in enumerate(sheet.unsur[: rng.randint(*self.keeper.unsur)]):
            more = (rng.random() < self.keeper.more) + (
                place == 0 and rng.random() < self.keeper.more
            )
            for _ in range(1 + more):
                chosen.append((unsur, self.next_teks(unsur, tahun, quotes[unsur])))
        self._before = chosen
        return chosen

    def plan(self, sheet: ContohLembar) -> ContohRencana | None:
        """Throw the plan after a triwulan; None where there is none, or none yet."""
        triwulan, keeper = sheet.triwulan, self.keeper
        rng = self.dice(triwulan.kunci)
        plans = rng.random() < keeper.plans
        begins = local_date(sheet.waktu) + timedelta(days=rng.randint(*keeper.begins))
        # Who plans on the day of the sheet does it after it has come out.
        dibuat = max(moment_on(rng, workday(begins)), sheet.waktu + timedelta(hours=1))
        quotes = {unsur: list(self._quotes(rng, sheet, unsur, dibuat)) for unsur in sheet.unsur}
        chosen = self.choose(rng, sheet, quotes) if plans else []
        if not plans or dibuat > self.now:
            return None
        plan = ContohRencana(self.upp.id, sheet, dibuat)
        places = {unsur: place for place, unsur in enumerate(sheet.unsur)}
        for unsur in sorted({u for u, _ in chosen}, key=places.__getitem__):
            texts = [teks for u, teks in chosen if u is unsur]
            plan.quotes += quotes[unsur]
            story = story_of(self.upp.kode, unsur, triwulan)
            if story is not None:
                texts[0] = self.story_text(unsur).thrown(rng)
            for urutan, teks in enumerate(texts, start=1):
                day = story if urutan == 1 else None
                at = min(self.now, dibuat + timedelta(minutes=6 * (len(plan.actions) + 1)))
                action = self._act(rng, unsur, urutan, teks, places[unsur], at, day)
                self._show(plan, action, teks)
                plan.actions.append(action)
        return plan

    def _quotes(
        self, rng: Random, sheet: ContohLembar, unsur: Unsur, waktu: datetime
    ) -> Iterator[ContohPetikan]:
        seen: set[str] = set()
        saran = list(sheet.saran)
        rng.shuffle(saran)
        whole = rng.random()
        for jawaban_id, text in saran:
            if len(seen) >= self.keeper.quotes:
                return
            quote = quote_for(unsur, text, whole=rng.random() < whole / 2)
            if quote and quote.casefold() not in seen:
                seen.add(quote.casefold())
                yield ContohPetikan(unsur, jawaban_id, quote, waktu)

    def _act(  # noqa: PLR0917 - what an action is made of
        self,
        rng: Random,
        unsur: Unsur,
        urutan: int,
        teks: ActionText,
        place: int,
        dibuat: datetime,
        story: date | None,
    ) -> ContohKegiatan:
        day = local_date(dibuat)
        mulai = workday(day + timedelta(days=rng.randint(2, 18)))
        days = round(teks.hari * rng.uniform(0.8, 1.3))
        target = workday(mulai + timedelta(days=days))
        if story is not None:
            mulai, target = min(mulai, story - timedelta(days=10)), story + timedelta(days=7)
        orang = PENANGGUNG_JAWAB[self.upp.jenis][teks.oleh]
        rencana = {
            "nama": teks.nama,
            "mulai": mulai if rng.random() < 0.9 else None,
            "target": target,
            "penanggung_jawab": orang,
            "prioritas": default_prioritas(place).value,
            "jangka": (
                Jangka.PENDEK if days <= 60 else Jangka.MENENGAH if days <= 120 else Jangka.PANJANG
            ).value,
        }
        steps = throw_steps(
            rng, self.keeper, teks, mulai=mulai, target=target, orang=orang, story=story
        )
        files = self._prove(rng, unsur, teks, mulai, steps)
        return ContohKegiatan(
            unsur,
            urutan,
            rencana,
            dibuat,
            [step for step in steps if step.waktu <= self.now],
            [file for file in files if file.waktu <= self.now],
        )

    def _prove(
        self, rng: Random, unsur: Unsur, teks: ActionText, mulai: date, steps: list[Step]
    ) -> list[ContohBukti]:
        wanted = rng.randint(*self.keeper.files) if rng.random() < self.keeper.proves else 0
        paper, title = rng.random(), rng.choice(BERITA_ACARA)
        end = next((step for step in steps if step.values.get("selesai_pada")), None)
        if end is None or not wanted:
            return []
        day: date = end.values["selesai_pada"]
        after = ContohBukti(True, True, unsur, day, f"Sesudah: {teks.nama}"[:200], end.waktu)
        before = ContohBukti(True, False, unsur, mulai, "Keadaan sebelum kegiatan", end.waktu)
        report = ContohBukti(False, True, unsur, day, title, end.waktu)
        files = [after] if wanted == 1 else [before, after]
        if wanted > 2 or (wanted == 1 and paper < 0.1):
            files.append(report)
        return files

    @staticmethod
    def _show(plan: ContohRencana, action: ContohKegiatan, teks: ActionText) -> None:
        """Put the quotation that an action answers beside it, when everyone is shown it."""
        own = [i for i, quote in enumerate(plan.quotes) if quote.unsur is action.unsur]
        best = max(own, key=lambda i: teks.answers(plan.quotes[i].teks), default=None)
        if best is None or action.values["tayang_pada"] is None:
            return
        if teks.answers(plan.quotes[best].teks):
            action.quote = best


def throw_plans(
    upp: UppRow, orang: Orang, sheets: Sequence[ContohLembar], now: datetime
) -> list[ContohRencana]:
    """Throw all plans of an office, as far as they are known at a moment.

    Args:
        sheets: its sheets from the first to the last; a later one changes nothing before it.
    """
    office = _Office(upp, orang, now)
    plans = [office.plan(sheet) for sheet in sheets]
    return [plan for plan in plans if plan is not None and plan.actions]
