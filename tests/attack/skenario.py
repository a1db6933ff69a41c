"""The whole attack on a running application: read everything, change much, read again, solve."""

import random
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import groupby

import httpx

from sekampadi.api.http.middleware import wrap
from sekampadi.api.http.ratelimit import RateLimiter
from sekampadi.api.routes import make_api
from sekampadi.domain.izin import Principal
from sekampadi.reports.worker import RenderPool
from sekampadi.services.moderasi.moderasi import remove, restore
from sekampadi.services.publik.publik import settle
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.entri import enter_jawaban
from tests import factories
from tests.attack.aljabar import Unknown
from tests.attack.jejak import Jejak, read_changes
from tests.attack.kebenaran import Alamat, Satu, ends, provinces, read_answers, read_places
from tests.attack.pintu import Pembaca
from tests.attack.provinsi import Bacaan, attack_counts, attack_scores


@asynccontextmanager
async def stranger(rt: Runtime, pool: RenderPool) -> AsyncIterator[Pembaca]:
    """Open the application to somebody whom no limit makes wait: it makes an attack long, not impossible."""
    app = wrap(make_api(rt, pool, limiter=RateLimiter(per_minute=10**9)), rt.settings)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=rt.settings.base_url) as client:
        yield Pembaca(client)


@dataclass
class Temuan:
    """What the attack has found, and how much it has read."""

    terbaca: Counter[str] = field(default_factory=Counter)
    rahasia: list[tuple[str, Unknown]] = field(default_factory=list)


@dataclass
class Serangan:
    """An attack on a province.

    Args:
        rt: the runtime of the application, for what only its own people can do.
        pembaca: the stranger.
        petugas: who moderates and types in papers.
    """

    rt: Runtime
    pembaca: Pembaca
    petugas: Principal
    temuan: Temuan = field(default_factory=Temuan)
    jejak: dict[str, Jejak] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look at the truth, as it is at the freeze."""
        settle(self.rt)
        self.induk, self.places = read_places(self.rt.engine)
        self.alamat = {p.kunci: p for p in self.places}
        self.answers = read_answers(self.rt.engine)
        self.provinsi = provinces(self.answers, self.induk)

    async def read_all(self, quarters: Sequence[str]) -> None:
        """Read every part in every quarter, and look for what follows."""
        for q in quarters:
            read = await self.pembaca.quarter(self.places, q)
            self._keep(q, read)
            found = attack_counts(self.provinsi[q], read) + attack_scores(self.provinsi[q], read)
            self.temuan.rahasia += [(q, secret) for secret in found]

    def _keep(self, q: str, read: Sequence[Bacaan]) -> None:
        self.temuan.terbaca[q] += len(read)
        if q not in self.jejak:
            mine = sorted((a for a in self.answers if a.triwulan == q), key=lambda a: a.layanan)
            frozen = {k: frozenset[int]() for k in self.provinsi[q].daun}
            for k, group in groupby(mine, key=lambda a: a.layanan):
                frozen[k] = frozenset(a.id for a in group)
            self.jejak[q] = Jejak(self.induk, frozen, {a.id: a.nilai for a in mine})
        self.jejak[q].keep(read, read_changes(self.rt.engine, q))

    async def read_ranges(self, places: Sequence[Alamat], quarters: Sequence[str]) -> None:
        """Read sums over several quarters: each has to be the sum of what single ones say."""
        single = {
            (p.kunci, q): (await self.pembaca.ikm(p, *ends(q)))[0] for p in places for q in quarters
        }
        for p in places:
            for i, first in enumerate(quarters):
                for last in quarters[i + 1 :]:
                    whole, of = await self.pembaca.ikm(p, ends(first)[0], ends(last)[1])
                    within = quarters[i : quarters.index(last) + 1]
                    parts = [(q, b) for q in within if (b := single[p.kunci, q]) is not None]
                    assert of == tuple(q for q, _ in parts), (p, of)
                    if whole is not None:
                        assert whole.n == sum(b.n for _, b in parts)
                        sums = zip(*(b.jumlah for _, b in parts), strict=True)
                        assert whole.jumlah == tuple(map(sum, sums))
                    else:
                        assert not parts

    async def change(
        self, q: str, *, removals: int, papers: int, restorations: int, seed: int = 1
    ) -> None:
        """Take answers away, bring some back and type old papers in, and read again after each."""
        rng = random.Random(seed)
        todo = ["hapus"] * removals + ["kertas"] * papers + ["pulih"] * restorations
        rng.shuffle(todo)
        alive = [a for a in self.answers if a.triwulan == q]
        # Not everywhere a little: only where much changes does anything become public.
        busy = Counter(a.layanan for a in alive)
        chosen = sorted(busy, key=lambda k: (busy[k], k))[:: max(1, len(busy) // 40)]
        rng.shuffle(alive)
        alive.sort(key=lambda a: a.layanan not in chosen)
        gone: list[Satu] = []
        for i, act in enumerate(todo):
            touched = self._act(act, q, alive, gone, chosen, rng)
            settle(self.rt)
            places = [self.alamat[k] for k in self.provinsi[q].above(touched)]
            if i % 100 == 99 or i == len(todo) - 1:
                places = self.places
            self._keep(q, await self.pembaca.quarter(places, q))
        changes = read_changes(self.rt.engine, q)
        self.temuan.terbaca["berubah"] += len(changes.semua)
        self.temuan.rahasia += [(q, secret) for secret in self.jejak[q].attack(changes)]

    def _act(
        self,
        act: str,
        q: str,
        alive: list[Satu],
        gone: list[Satu],
        chosen: Sequence[str],
        rng: random.Random,
    ) -> str:
        if act == "pulih" and gone:
            answer = gone.pop(rng.randrange(len(gone)))
            restore(self.rt, self.petugas, [answer.id], "Keliru dihapus")
            return answer.layanan
        if act == "kertas":
            return self._type_in(q, rng.choice(chosen), rng)
        # The chosen layanan stand first.
        answer = alive.pop(rng.randrange(min(len(alive), 400)))
        remove(self.rt, self.petugas, [answer.id], "Isian percobaan petugas")
        gone.append(answer)
        return answer.layanan

    def _type_in(self, q: str, layanan: str, rng: random.Random) -> str:
        last = max(*(a.id for a in self.answers), *self.jejak[q].nilai)
        enter_jawaban(
            self.rt,
            self.petugas,
            uuid_text=str(uuid.UUID(int=rng.getrandbits(128), version=4)),
            layanan_kode=self.alamat[layanan].layanan,
            tanggal=ends(q)[1],
            isian=factories.random_isian(rng),
        )
        self.jejak[q].nilai.update({a.id: a.nilai for a in read_answers(self.rt.engine, last)})
        return layanan
