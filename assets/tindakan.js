/* Acting where a row is: the menus of rows, dialogs, and the answers to acts. The server says which
   are there; here they open and close, and the focus stays with the row. */
(() => {
  "use strict";
  if (window.sekampadiTindakan) return;
  const QUESTION = "Isian belum disimpan. Buang isian ini?";

  /* ---- menus of rows ---------------------------------------------------------------- */

  let open = null;
  const items = () => (open ? [...open.menu.querySelectorAll('[role="menuitem"]')] : []);

  const closeMenu = (back) => {
    if (!open) return;
    const { button, menu } = open;
    open = null;
    menu.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus({ preventScroll: true });
  };

  /* Beside its button, and inside the window: no parent that scrolls may cut it off. */
  const place = ({ button, menu }) => {
    const at = button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = menu;
    const gap = 4;
    const below = at.bottom + gap + height <= innerHeight;
    const top = below ? at.bottom + gap : at.top - gap - height;
    menu.style.top = `${Math.max(gap, Math.min(top, innerHeight - height - gap))}px`;
    menu.style.left = `${Math.max(gap, Math.min(at.right - width, innerWidth - width - gap))}px`;
  };

  const openMenu = (button, last) => {
    closeMenu();
    const menu = button.parentElement.querySelector('[role="menu"]');
    menu.hidden = false;
    open = { button, menu };
    button.setAttribute("aria-expanded", "true");
    place(open);
    items().at(last ? -1 : 0)?.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-menu]");
    const item = event.target.closest?.('[role="menuitem"]');
    if (button) {
      if (open?.button === button) closeMenu(true);
      else openMenu(button);
    } else if (item) closeMenu(true);
    // What the page presses by itself, as it does to keep a draft, is no tap beside the menu.
    else if (event.isTrusted) closeMenu();
  });

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const button = event.target.closest?.("[data-menu]");
    if (button && !open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      openMenu(button, event.key === "ArrowUp");
      return;
    }
    if (!open) return;
    const all = items();
    const at = all.indexOf(document.activeElement);
    const to = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at < 1 ? all.length : at) - 1,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[to]?.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      closeMenu(true);
    } else if (event.key === "Tab") closeMenu(true);
  });

  // Of mouse and keys one has the say: two lines that stand out would be two choices.
  document.addEventListener("pointerover", (event) => {
    const item = open && event.target.closest?.('[role="menuitem"]');
    if (item) item.focus({ preventScroll: true });
  });

  /* It goes with its row, and not without it. */
  const follow = () => {
    if (!open) return;
    const { top, bottom } = open.button.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) closeMenu();
    else place(open);
  };
  addEventListener("scroll", follow, { capture: true, passive: true });
  addEventListener("resize", follow);

  /* ---- dialogs ------------------------------------------------------------------------ */

  /* Some browsers give a button no focus when it is tapped. */
  let tapped = { button: null, butir: "" };
  document.addEventListener("click", (event) => {
    const el = event.target.closest?.("button, a");
    if (!el || el.closest("dialog")) return;
    const button = el.closest(".menu-baris")?.querySelector("[data-menu]") ?? el;
    tapped = { button, butir: el === button ? "" : el.textContent };
  }, true);

  const shown = new Map();
  const buttons = () => [...document.querySelectorAll("[data-menu]")];

  const showDialog = (dialog) => {
    const { button, butir } = tapped;
    shown.set(dialog, {
      button,
      butir,
      teks: button?.textContent,
      label: button?.getAttribute("aria-label"),
      untuk: button?.dataset.untuk,
      at: buttons().indexOf(button),
    });
    closeMenu();
    dialog.showModal();
    const field = dialog.querySelector("form .masukan:not([type=hidden]), form input, form textarea");
    const first = ["[data-fokus]", "[data-tutup]", "button"].map((one) => dialog.querySelector(one));
    (field ?? first.find(Boolean))?.focus();
    // A phone's way back asks first, where something is typed.
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      leave(dialog);
    });
    // The browser may close it by itself, as that does the second time: then the server is told.
    dialog.addEventListener("close", () => {
      if (dialog.isConnected) dialog.querySelector("[data-tutup]")?.click();
    });
  };

  /* The line stays the same where its place does not: what says its id is found by that alone. */
  const isSame = (el, { untuk, label, teks }) => {
    if (untuk) return el.dataset.untuk === untuk && el.textContent === teks;
    return label ? el.getAttribute("aria-label") === label : el.textContent === teks;
  };

  const goBack = (from) => {
    const { button, at } = from;
    if (document.querySelector("dialog[open]")) return;
    const all = buttons();
    const same = at >= 0 && all.find((el) => isSame(el, from));
    // The row is gone: its neighbour has its place.
    const next = at >= 0 ? all[Math.min(at, all.length - 1)] : null;
    const heading = document.querySelector("main h1");
    const el = [button, same, next].find((one) => one?.isConnected && one.getClientRects().length);
    if (el) {
      el.focus({ preventScroll: true });
      el.scrollIntoView({ block: "nearest" });
    } else window.sekampadi.focusOn(heading);
  };

  /* What opened a dialog, so that it can be opened again after the page was loaded anew. */
  const opener = (dialog) => {
    const { untuk, label, teks, butir } = shown.get(dialog) ?? {};
    return { untuk, label, teks, butir };
  };

  const press = (from) => {
    const { butir } = from;
    // What a menu holds is pressed through its button only: each row has the same.
    const all = [...document.querySelectorAll('main button:not([role="menuitem"])')];
    const button = all.find((el) => isSame(el, from));
    const item = butir && [...(button?.parentElement.querySelectorAll('[role="menuitem"]') ?? [])]
      .find((el) => el.textContent === butir);
    const el = butir ? item : button;
    el?.click();
    return Boolean(el);
  };

  const leave = (dialog) => {
    if (dialog.dataset.dialog === "tetap") return;
    const typed = window.sekampadiJaga?.unsaved(dialog);
    if (!typed || confirm(QUESTION)) dialog.querySelector("[data-tutup]")?.click();
  };

  const topmost = () => [...shown.keys()].filter((one) => one.open).at(-1);

  document.addEventListener("keydown", (event) => {
    const dialog = topmost();
    if (event.key !== "Escape" || !dialog || event.isComposing) return;
    event.preventDefault();
    leave(dialog);
  });

  /* Behind the last comes the first: else the focus would leave for the browser's own buttons. */
  document.addEventListener("keydown", (event) => {
    const dialog = topmost();
    if (event.key !== "Tab" || !dialog) return;
    const all = [...dialog.querySelectorAll("a[href], button, input, select, textarea, summary")]
      .filter((el) => !el.disabled && el.tabIndex >= 0 && el.getClientRects().length);
    const { activeElement: at } = document;
    if (dialog.contains(at) && at !== all.at(event.shiftKey ? 0 : -1)) return;
    event.preventDefault();
    all.at(event.shiftKey ? -1 : 0)?.focus();
  });

  /* A tap beside it: what begins on a field and ends beside it is no such tap. */
  let pressed = null;
  document.addEventListener("pointerdown", (event) => { pressed = event.target; }, true);
  document.addEventListener("click", (event) => {
    const dialog = event.target;
    if (!shown.has(dialog) || pressed !== dialog) return;
    const box = dialog.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right
      && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside && !window.sekampadiJaga?.unsaved(dialog)) leave(dialog);
  });

  /* ---- answers to acts ---------------------------------------------------------------- */

  const SLOW_READER = 15; // letters a second
  const seen = new WeakSet();

  const answer = (box) => {
    for (const old of document.querySelectorAll("[data-kabar]")) {
      if (old !== box) old.hidden = true;
    }
    document.getElementById("pesan-melayang")?.remove();
    const least = Number(box.dataset.kabar);
    if (!least) return;
    const seconds = Math.max(least, box.textContent.length / SLOW_READER);
    let timer = 0;
    const go = () => {
      clearTimeout(timer);
      timer = setTimeout(() => { box.hidden = true; }, 1000 * seconds);
    };
    // Who reads it or reaches for its button is not hurried.
    for (const kind of ["pointerenter", "focusin"]) box.addEventListener(kind, () => clearTimeout(timer));
    for (const kind of ["pointerleave", "focusout"]) box.addEventListener(kind, go);
    go();
  };

  document.addEventListener("click", (event) => {
    const close = event.target.closest?.("[data-tutup-kabar], [data-urung]");
    if (!close) return;
    const box = close.closest("[data-kabar]");
    // After its own handlers: what is hidden is not pressed.
    setTimeout(() => { box.hidden = true; });
  });

  // With the keyboard the button may be forty stops away, and its time is short.
  document.addEventListener("keydown", (event) => {
    const undoes = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "z";
    if (!undoes || event.target.closest?.("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]")) return;
    const button = [...document.querySelectorAll("[data-urung]")].find((el) => el.offsetParent);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  /* ---- pages shown inside a page: as wide as their place ------------------------------- */

  const scale = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const frame = target.firstElementChild;
      const ratio = target.clientWidth / frame.offsetWidth;
      frame.style.transform = `scale(${ratio})`;
      target.style.height = `${frame.offsetHeight * ratio}px`;
    }
  });

  /* ---- what appears on the page --------------------------------------------------------- */

  const look = () => {
    for (const [dialog, from] of shown) {
      if (dialog.isConnected) continue;
      shown.delete(dialog);
      goBack(from);
    }
    for (const dialog of document.querySelectorAll("dialog[data-dialog]")) {
      if (!shown.has(dialog)) showDialog(dialog);
    }
    for (const box of document.querySelectorAll("[data-kabar]")) {
      if (seen.has(box)) continue;
      seen.add(box);
      answer(box);
    }
    for (const box of document.querySelectorAll("[data-skala]")) scale.observe(box);
    if (open && !open.menu.isConnected) open = null;
  };

  /* ---- what is shown once: to the clipboard, or on paper --------------------------------- */

  document.addEventListener("click", async (event) => {
    const copy = event.target.closest?.("[data-salin]");
    if (event.target.closest?.("[data-cetak]")) print();
    if (!copy) return;
    const what = document.getElementById(copy.dataset.salin);
    const field = what.matches("input");
    try {
      const text = field ? what.value : [...what.children].map((el) => el.textContent).join("\n");
      await navigator.clipboard.writeText(text);
      copy.textContent = "Tersalin";
    } catch {
      // Without https, or where it is forbidden: it is marked, and one act is left to do.
      if (field) what.select();
      else getSelection().selectAllChildren(what);
      copy.textContent = matchMedia("(pointer: coarse)").matches
        ? "Sudah ditandai: tekan lama, lalu salin"
        : "Sudah ditandai: tekan Ctrl+C";
    }
  });

  window.sekampadiTindakan = { opener, press };

  const start = () => {
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
