/* What is typed into a form and not saved stands only in the page. Here it is asked about before the
   page is left; and when the login ends meanwhile, it is kept in this tab for the same person, and so
   are the lines that are ticked (data-baris). Forms name themselves and what they are about by
   data-jaga, and nothing goes into a form of another name; with data-jaga-batal their way back asks,
   too. */
(() => {
  "use strict";
  if (window.sekampadiJaga) return;
  const QUESTION = "Isian belum disimpan. Buang isian ini?";
  const KEPT = "sekampadi-isian";
  /* What opens another form in the place of this one, or leaves the page. */
  const OPENERS = ".judul-halaman button, .keluar button, .bilah-saring button[type=submit], .saring button[type=submit]";
  let leaving = false;

  const SECRET = '[type="hidden"], [type="password"], [autocomplete="one-time-code"]';
  const isTyped = (el) => el.name && !el.matches(SECRET);

  const changed = (el) => {
    if (!isTyped(el)) return false;
    if (el.type === "checkbox" || el.type === "radio") return el.checked !== el.defaultChecked;
    if (el.options) return [...el.options].some((o) => o.selected !== o.defaultSelected && o.value);
    // The browser writes a colour in small letters.
    if (el.type === "color") return el.value !== el.defaultValue.toLowerCase();
    return el.value !== el.defaultValue;
  };

  const typed = (inside = document) =>
    [...inside.querySelectorAll("form[data-jaga]")].filter(
      // What is kept as a draft of the server (tindak-lanjut.js) is not lost.
      (form) => !("drafAman" in form.dataset) && [...form.elements].some(changed),
    );
  const unsaved = (inside) => typed(inside)[0];

  /* The paper sheet that entri.js keeps while it is typed: nobody else is to find it on this computer. */
  const SHEET = "sekampadi-entri-draf:";
  const SHEET_QUESTION = "Lembar yang sedang diketik belum disimpan. Buang lembar ini?";
  const keysOf = (begin) => Object.keys(sessionStorage).filter((key) => key.startsWith(begin));
  const sheets = () => keysOf(SHEET);
  const forgetSheets = (but) => {
    for (const key of sheets()) if (key !== SHEET + but) sessionStorage.removeItem(key);
  };
  const sheetTyped = () =>
    sheets().some((key) => Object.values(JSON.parse(sessionStorage.getItem(key))).some(Boolean));

  const letLeave = () => {
    leaving = true;
    setTimeout(() => { leaving = false; }, 1000);
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("a[href], button");
    if (target?.matches("[data-pakai], [data-tersimpan]")) return;
    const form = target && unsaved();
    const sheet = !form && target?.matches(".keluar button") && sheetTyped();
    if (!form && !sheet) return;
    if (target.matches("a")) {
      const file = target.download || target.pathname.startsWith("/unduh/");
      if (file) letLeave();
      if (file || target.target === "_blank" || target.hash) return;
    } else if (form?.contains(target)) {
      if (target.type === "submit" || !("jagaBatal" in form.dataset)) return;
    } else if (!target.matches(OPENERS)) return;
    if (confirm(sheet ? SHEET_QUESTION : QUESTION)) return letLeave();
    event.preventDefault();
    event.stopPropagation();
  }, true);

  /* A list beside it leads elsewhere, too, as to another triwulan: who stays finds in it what it was. */
  const LISTS = ".bilah-saring select, .saring select";
  let picked = "";
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches?.(LISTS)) picked = target.value;
  });
  document.addEventListener("change", (event) => {
    const list = event.target;
    if (!list.matches?.(LISTS)) return;
    const form = unsaved();
    if (!form || form.contains(list) || leaving) return void (picked = list.value);
    if (confirm(QUESTION)) return letLeave();
    event.stopPropagation();
    list.value = picked;
  }, true);

  addEventListener("beforeunload", (event) => {
    if (!leaving && unsaved()) event.preventDefault();
  });

  /* The browser's way back within the application asks nobody, and cannot be held up: who stays is
     led forward again, and the router of the pages, which counts the places of this tab in the
     history, hears nothing of either way: sekampadi.js, which is there before it, asks here first. */
  let place = null;
  let returning = false;
  const notePlace = () => { if (!returning) place = history.state?.idx ?? null; };
  document.addEventListener("input", notePlace, true);

  const back = (event) => {
    const to = history.state?.idx ?? null;
    if (returning) {
      returning = false;
      event.stopImmediatePropagation();
      return;
    }
    const moved = place !== null && to !== null && to !== place;
    if (moved && !leaving && unsaved()) {
      if (!confirm(QUESTION)) {
        event.stopImmediatePropagation();
        returning = true;
        history.go(place - to);
        return;
      }
      letLeave();
    }
    place = to;
  };

  /* Of what somebody else has stored meanwhile, one field is taken as it is. */
  document.addEventListener("click", (event) => {
    const pick = event.target.closest?.("[data-pakai]");
    const { pakai, nilai } = pick?.dataset ?? {};
    const el = pick?.closest("form")?.elements[pakai];
    if (!el) return;
    put(el, el.type === "checkbox" ? nilai !== "" : nilai);
    pick.closest("tr").dataset.dipakai = "";
    el.focus();
  });

  /* ---- a login that ends while something is typed ------------------------------------- */

  const LIFE = 4 * 3600 * 1000;
  const PATIENCE = 5000;
  const CERTAIN = 1000;
  const GONE = "Yang tadi Anda pilih sudah tidak ada di daftar ini.";
  const LOST = "Isian tadi tidak dapat dikembalikan ke tempatnya.";

  const person = () => document.querySelector("[data-pengguna]")?.dataset.pengguna || "";
  const page = () => location.pathname + location.search;
  const forget = () => sessionStorage.removeItem(KEPT);
  const read = () => JSON.parse(sessionStorage.getItem(KEPT));
  const write = (kept) => sessionStorage.setItem(KEPT, JSON.stringify(kept));

  const boxes = () => [...document.querySelectorAll("input[data-baris]")];

  const values = (form) => {
    const isian = {};
    for (const el of form.elements) {
      if (isTyped(el) && el.type !== "file") isian[el.name] = el.type === "checkbox" ? el.checked : el.value;
    }
    return isian;
  };

  const words = (form) =>
    [...form.elements].filter((el) => changed(el) && el.matches('textarea, [type="text"]')).map((el) => el.value);

  const keep = () => {
    const forms = typed();
    const baris = boxes().filter((el) => el.checked).map((el) => el.dataset.baris);
    if (!(forms.length || baris.length) || !person()) return;
    const dialog = forms.map((form) => form.closest("dialog")).find(Boolean);
    write({
      siapa: person(),
      saat: Date.now(),
      halaman: page(),
      baris,
      buka: dialog ? window.sekampadiTindakan.opener(dialog) : null,
      formulir: Object.fromEntries(forms.map((form) => [form.dataset.jaga, values(form)])),
      teks: forms.flatMap(words),
    });
  };

  /* React knows of a change only by the setter of the browser's own. */
  const put = (el, value) => {
    if (el.type === "checkbox") {
      if (el.checked !== value) el.click();
      return;
    }
    const kind = Object.getPrototypeOf(el);
    Object.getOwnPropertyDescriptor(kind, "value").set.call(el, value);
    el.dispatchEvent(new Event("input", { bubbles: true }));
    el.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const fill = (form, isian) => {
    for (const el of form.elements) {
      if (isTyped(el) && el.name in isian) put(el, isian[el.name]);
    }
  };

  /* What was chosen is not in the list any more, which is there. */
  const isGone = ({ baris, buka }) => {
    const ticks = boxes().map((el) => el.dataset.baris);
    const menus = [...document.querySelectorAll("[data-menu]")].map((el) => el.dataset.untuk).filter(Boolean);
    const menu = buka?.butir && buka.untuk;
    return (ticks.length && !baris.every((id) => ticks.includes(id)))
      || (menu && menus.length && !menus.includes(menu));
  };

  /* Tick the lines again, by as few events as can be: a connection may only send so many at once.
     Each is clicked once; the tick comes with the server's answer. */
  const clicked = new WeakSet();
  const tick = (baris) => {
    if (!baris.length) return true;
    const all = boxes();
    if (!all.length) return false;
    const wrong = all.filter((el) => el.checked !== baris.includes(el.dataset.baris));
    const head = document.querySelector("thead .kotak-pilih");
    const fresh = wrong.length > all.length / 2 ? [head] : wrong;
    for (const el of fresh.filter((one) => one && !clicked.has(one))) {
      clicked.add(el);
      el.click();
    }
    return !wrong.length;
  };

  /* A page draws its forms once more while it loads: what was filled is filled again until somebody acts. */
  const filled = new WeakSet();
  let again = {};
  const pour = (formulir) => {
    const rest = {};
    for (const [name, isian] of Object.entries(formulir)) {
      const form = [...document.querySelectorAll("form[data-jaga]")].find((f) => f.dataset.jaga === name);
      if (!form) rest[name] = isian;
      else if (!filled.has(form)) {
        filled.add(form);
        again[name] = isian;
        // What a field shows may hang on another: the second time they are all there.
        fill(form, isian);
        setTimeout(() => { if (again[name] === isian) fill(form, isian); }, 500);
      }
    }
    return rest;
  };

  /* What cannot be brought back is said, and what was typed is shown: it can be copied. */
  const tell = (why, teks) => {
    const box = document.createElement("div");
    box.className = "pesan pesan-peringatan isian-hilang";
    box.setAttribute("role", "alert");
    const lines = teks.length ? [why, "Isian Anda yang belum disimpan:", ...teks] : [why];
    box.append(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "tombol tombol-biasa", textContent: "Tutup" });
    close.onclick = () => box.remove();
    box.append(close);
    document.body.append(box);
  };

  /* One try from the time the page is there, for a few seconds; whoever acts meanwhile ends it. */
  let attempt = null;
  const stop = () => {
    clearInterval(attempt?.timer);
    attempt = null;
  };
  const end = (why, kept) => {
    stop();
    forget();
    if (why) tell(why, kept.teks);
  };

  const bringBack = () => {
    notePlace();
    pour(again);
    const who = person();
    if (!who) return;
    forgetSheets(who);
    const kept = read();
    if (!kept) return;
    if (kept.siapa !== who || !(Date.now() - kept.saat < LIFE)) return end();
    if (kept.halaman !== page()) return stop();
    attempt ??= { since: Date.now(), timer: setInterval(bringBack, 200) };
    const { buka, baris } = kept;
    if (attempt.acted && (buka || baris.length)) return end(LOST, kept);
    if (!isGone(kept)) attempt.gone = 0;
    else if (Date.now() - (attempt.gone ||= Date.now()) < CERTAIN) return;
    else return end(GONE, kept);
    if (Date.now() - attempt.since > PATIENCE) return end(baris.length || buka?.untuk ? GONE : LOST, kept);
    if (!tick(baris)) return;
    const rest = pour(kept.formulir);
    if (!Object.keys(rest).length) return end();
    write({ ...kept, baris: [], formulir: rest });
    const asked = attempt.pressed && document.querySelector("dialog[open] form[data-jaga]");
    if (asked && !filled.has(asked)) {
      // It asks about something else: what was typed is not for that.
      asked.querySelector("[data-tutup]")?.click();
      return end(LOST, kept);
    }
    if (buka && !attempt.pressed) attempt.pressed = window.sekampadiTindakan?.press(buka);
  };

  for (const kind of ["pointerdown", "keydown", "click", "submit"]) {
    addEventListener(kind, (event) => {
      if (!event.isTrusted) return;
      again = {};
      if (attempt && kind !== "pointerdown") attempt.acted = true;
    }, true);
  }

  addEventListener("sekampadi-sesi-berakhir", () => {
    if (leaving) return;
    keep();
    leaving = true;
  });

  /* Who goes out by himself, leaves nothing behind. */
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".keluar")) return;
    forget();
    forgetSheets();
    // What tindak-lanjut.js keeps of a plan's forms.
    for (const key of keysOf("sekampadi-rtl-")) sessionStorage.removeItem(key);
    leaving = true;
  });

  window.sekampadiJaga = { unsaved, values, fill, back };

  const start = () => {
    bringBack();
    new MutationObserver(bringBack).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
