"""A chart as plain elements: what is written in it can be no markup, and it changes in place."""

from typing import Any

import reflex as rx

_svg = rx.el.svg


def _shape(s: Any) -> rx.Component:
    return _svg.path(
        d=s.d, custom_attrs={"fill": s.fill, "stroke": s.stroke, "strokeWidth": s.width}
    )


def _text(w: Any) -> rx.Component:
    return _svg.text(
        w.text,
        x=w.x,
        y=w.y,
        custom_attrs={
            "fill": w.fill,
            "fontSize": w.size,
            "fontWeight": w.weight,
            "textAnchor": w.anchor,
            "textLength": w.long,
            "lengthAdjust": "spacingAndGlyphs",
        },
    )


def gambar(chart: Any, judul: Any) -> rx.Component:
    """Show a chart, as wide as there is room; what it says must stand beside it in words."""
    return rx.fragment(
        *(
            _svg(
                rx.foreach(drawing.shapes, _shape),
                rx.foreach(drawing.texts, _text),
                view_box=drawing.box,
                role="img",
                class_name="gambar " + kind,
                custom_attrs={"aria-label": judul},
            )
            for drawing, kind in ((chart.wide, "gambar-lebar"), (chart.narrow, "gambar-sempit"))
        )
    )
