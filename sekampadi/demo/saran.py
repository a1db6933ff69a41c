"""Putting a suggestion together that fits what the person has ticked."""

import re
from collections.abc import Sequence
from random import Random

from sekampadi.demo.saran_teks import (
    KELUHAN,
    KHUSUS,
    PEMBUKA,
    PENUTUP,
    PENUTUP_BAIK,
    PUJIAN,
    SINGKATAN,
    TANPA_ISI,
    UMUM_BAIK,
    UMUM_BURUK,
    UMUM_SEDANG,
)
from sekampadi.demo.watak import Orang
from sekampadi.domain.survei.unsur import URUTAN, Unsur

_ABBREVIATIONS = [(re.compile(rf"\b{long}\b"), short) for long, short in SINGKATAN.items()]


def _colloquial(rng: Random, text: str) -> str:
    text = text.lower().rstrip(".")
    for pattern, short in _ABBREVIATIONS:
        if rng.random() < 0.7:
            text = pattern.sub(short, text)
    return text


def _lower_first(text: str) -> str:
    # "AC-nya" and "OSS" stay as they are.
    return text if text[1:2].isupper() else text[0].lower() + text[1:]


def _complaint(rng: Random, nilai: Sequence[int], orang: Orang) -> str:
    lowest = min(nilai)
    unsur = rng.choice([u for u, v in zip(URUTAN, nilai, strict=True) if v == lowest])
    special = KHUSUS.get(orang)
    if lowest == 1 and rng.random() < 0.35:
        body = rng.choice(UMUM_BURUK)
    elif special and rng.random() < 0.25:
        body = rng.choice(special[0])
    else:
        body = rng.choice(KELUHAN[unsur])
    if rng.random() < 0.15:
        body = f"{rng.choice(PEMBUKA)} {_lower_first(body)}"
    if rng.random() < 0.3:
        body = f"{body}. {rng.choice(PENUTUP)}"
    return body


def _praise(rng: Random, nilai: Sequence[int], orang: Orang) -> str:
    draw = rng.random()
    special = KHUSUS.get(orang)
    if draw < 0.4:
        body = rng.choice(UMUM_BAIK)
    elif special and draw < 0.55:
        body = rng.choice(special[1])
    else:
        unsur = rng.choice([u for u, v in zip(URUTAN, nilai, strict=True) if v == max(nilai)])
        # Where there are tariffs nobody writes that all was free.
        paid = unsur is Unsur.BIAYA and orang in {"kesehatan", "samsat"}
        body = PUJIAN[unsur][-1] if paid else rng.choice(PUJIAN[unsur])
    if rng.random() < 0.3 and "erima kasih" not in body:
        body = f"{body}. {rng.choice(PENUTUP_BAIK)}"
    return body


def _mixed(rng: Random, nilai: Sequence[int]) -> str:
    if rng.random() < 0.45:
        return rng.choice(UMUM_SEDANG)
    best = URUTAN[max(range(9), key=lambda i: nilai[i])]
    worst = URUTAN[min(range(9), key=lambda i: nilai[i])]
    if best is worst:
        return rng.choice(UMUM_SEDANG)
    return f"{rng.choice(PUJIAN[best])}, tetapi {_lower_first(rng.choice(KELUHAN[worst]))}"


def write_saran(rng: Random, nilai: Sequence[int], orang: Orang) -> str:
    """Write what a person adds to nine scores: nothing three times out of four, less often when unhappy."""
    mean = sum(nilai) / 9
    poor = mean < 2.7 or min(nilai) == 1
    if rng.random() >= (0.55 if poor else 0.23):
        return ""
    if rng.random() < 0.04:
        return rng.choice(TANPA_ISI)
    if poor:
        text = _complaint(rng, nilai, orang)
    elif mean >= 3.5:
        text = _praise(rng, nilai, orang)
    elif min(nilai) <= 2 and rng.random() < 0.6:
        text = _complaint(rng, nilai, orang)
    elif rng.random() < 0.5:
        text = _praise(rng, nilai, orang)
    else:
        text = _mixed(rng, nilai)
    draw = rng.random()
    if draw < 0.3:
        return _colloquial(rng, text)
    return text if text.endswith((".", "!")) or draw < 0.65 else f"{text}."
