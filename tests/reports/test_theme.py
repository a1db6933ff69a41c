"""Contrast and distinctness of the design tokens (WCAG 2.2 AA)."""

import re
from itertools import combinations

import pytest

from sekampadi import theme

SURFACES = (theme.LATAR, theme.PERMUKAAN, "#FFFFFF", theme.AKSEN_MUDA)
# Machado, Oliveira and Fernandes (2009), severity 1: how dichromats see linear RGB.
BLINDNESS = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> list[float]:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def lab(rgb: list[float]) -> tuple[float, float, float]:
    r, g, b = (min(1.0, max(0.0, c)) for c in rgb)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(a: list[float], b: list[float]) -> float:
    return sum((x - y) ** 2 for x, y in zip(lab(a), lab(b), strict=True)) ** 0.5


def seen(colour: str, blindness: str) -> list[float]:
    rgb = linear(colour)
    return [sum(f * c for f, c in zip(row, rgb, strict=True)) for row in BLINDNESS[blindness]]


def test_contrast_formula_matches_known_values():
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert theme.contrast("#FFFFFF", "#FFFFFF") == 1


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize(
    "text",
    [
        theme.TEKS,
        theme.TEKS_REDUP,
        theme.AKSEN,
        theme.AKSEN_TUA,
        theme.BAHAYA,
        theme.SUKSES,
        *theme.MUTU.values(),
    ],
)
def test_text_is_readable_on_every_surface(text: str, surface: str):
    assert theme.contrast(text, surface) >= 4.5


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        (theme.BAHAYA, theme.BAHAYA_MUDA),
        (theme.TEKS, theme.BAHAYA_MUDA),
        (theme.PERINGATAN, theme.PERINGATAN_MUDA),
        (theme.TEKS, theme.PERINGATAN_MUDA),
        (theme.SUKSES, theme.SUKSES_MUDA),
        (theme.PADA_AKSEN, theme.AKSEN),
        (theme.PADA_AKSEN, theme.AKSEN_TUA),
        (theme.PADA_AKSEN, theme.BAHAYA),
    ],
)
def test_text_is_readable_on_its_own_ground(text: str, surface: str):
    assert theme.contrast(text, surface) >= 4.5


@pytest.mark.parametrize("colour", [*theme.MUTU.values(), *theme.SKOR.values()])
def test_white_is_readable_on_mutu_and_score(colour: str):
    assert theme.contrast("#FFFFFF", colour) >= 4.5


@pytest.mark.parametrize("surface", SURFACES)
def test_edges_of_controls_stand_out(surface: str):
    assert theme.contrast(theme.GARIS_TUA, surface) >= 3


@pytest.mark.parametrize("colour", theme.GRAFIK)
def test_labels_inside_charts_are_readable(colour: str):
    assert theme.contrast(theme.text_on(colour), colour) >= 4.5


@pytest.mark.parametrize(("a", "b"), list(combinations(theme.GRAFIK, 2)))
def test_chart_colours_differ_in_black_and_white(a: str, b: str):
    assert abs(lab(linear(a))[0] - lab(linear(b))[0]) >= 9


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize(("a", "b"), list(combinations(theme.GRAFIK, 2)))
def test_chart_colours_differ_for_the_colour_blind(a: str, b: str, blindness: str):
    assert distance(seen(a, blindness), seen(b, blindness)) >= 12


@pytest.mark.parametrize(("a", "b"), list(combinations(theme.MUTU.values(), 2)))
def test_mutu_colours_differ_for_the_colour_blind(a: str, b: str):
    assert min(distance(seen(a, k), seen(b, k)) for k in BLINDNESS) >= 12


def test_css_variables_hold_every_token_once():
    css = theme.css_variables()
    names = re.findall(r"--([a-z0-9-]+):", css)
    assert len(names) == len(set(names))
    assert css.startswith(":root{")
    assert css.endswith("}")
    promised = {
        *(
            f"warna-{n}"
            for n in (
                "aksen",
                "aksen-tua",
                "aksen-muda",
                "teks",
                "teks-redup",
                "latar",
                "permukaan",
                "garis",
                "bahaya",
                "bahaya-muda",
                "peringatan",
                "peringatan-muda",
                "sukses",
            )
        ),
        *(f"ruang-{i}" for i in range(1, 9)),
        *(f"huruf-{n}" for n in ("kecil", "dasar", "besar", "judul", "angka")),
        *(f"mutu-{m}" for m in "abcd"),
        *(f"grafik-{i}" for i in range(1, 7)),
        "radius",
        "bayangan",
    }
    assert promised <= set(names)
    assert "--ruang-1:4px;" in css
    assert "--ruang-8:64px;" in css
