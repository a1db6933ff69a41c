import reflex as rx


class S(rx.State):
    n: int = 0

    @rx.event
    def inc(self):
        self.n += 1


def index() -> rx.Component:
    return rx.el.div(rx.el.h1("SEKAMPADI"), rx.el.button("x", on_click=S.inc), S.n)


app = rx.App()
app.add_page(index, route="/")
