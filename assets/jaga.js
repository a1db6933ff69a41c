/* What is typed into a form and not saved stands only in the page. Here it is asked about before the
   page is left; and when the login ends meanwhile, it is kept in this tab for the same person, and so
   are the lines that are ticked (data-baris). Forms name themselves by data-jaga; with data-jaga-batal
   their way back asks, too. */
(() => {
  "use strict";
  if (window.sekampadiJaga) return;
  const QUESTION = "Isian belum disimpan. Buang isian ini?";
  const KEPT = "sekampadi-isian";
  /* What opens another form in the place of this one, or leaves the page. */
  const OPENERS = ".judul-halaman button, .keluar button";
  let leaving = false;

  const isTyped = (el) => el.name && el.type !== "hidden" && el.type !== "password";

  const changed = (el) => {
    if (!isTyped(el)) return false;
    if (el.type === "checkbox" || el.type === "radio") return el.checked !== el.defaultChecked;
    if (el.options) return [...el.options].some((o) => o.selected !== o.defaultSelected && o.value);
    // The browser writes a colour in small letters.
    if (el.type === "color") return el.value !== el.defaultValue.toLowerCase();
    return el.value !== el.defaultValue;
  };

  const typed = (inside = document) =>
    [...inside.querySelectorAll("form[data-jaga]")].filter((form) => [...form.elements].some(changed));
  const unsaved = (inside) => typed(inside)[0];

  const letLeave = () => {
    leaving = true;
    setTimeout(() => { leaving = false; }, 1000);
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("a[href], button");
    const form = target && unsaved();
    if (!form) return;
    if (target.matches("a")) {
      const file = target.download || target.pathname.startsWith("/unduh/");
      if (file) letLeave();
      if (file || target.target === "_blank" || target.hash) return;
    } else if (form.contains(target)) {
      if (target.type === "submit" || !("jagaBatal" in form.dataset)) return;
    } else if (!target.matches(OPENERS)) return;
    if (confirm(QUESTION)) return letLeave();
    event.preventDefault();
    event.stopPropagation();
  }, true);

  addEventListener("beforeunload", (event) => {
    if (!leaving && unsaved()) event.preventDefault();
  });

  /* ---- a login that ends while something is typed ------------------------------------- */

  const person = () => document.querySelector("[data-pengguna]")?.dataset.pengguna || "";
  const page = () => location.pathname + location.search;
  const forget = () => sessionStorage.removeItem(KEPT);

  const boxes = () => [...document.querySelectorAll("[data-baris]")];

  const values = (form) => {
    const isian = {};
    for (const el of form.elements) {
      if (isTyped(el) && el.type !== "file") isian[el.name] = el.type === "checkbox" ? el.checked : el.value;
    }
    return isian;
  };

  const keep = () => {
    const forms = typed();
    const baris = boxes().filter((el) => el.checked).map((el) => el.dataset.baris);
    if (!(forms.length || baris.length) || !person()) return;
    const dialog = forms.map((form) => form.closest("dialog")).find(Boolean);
    const kept = {
      siapa: person(),
      halaman: page(),
      baris,
      buka: dialog ? window.sekampadiTindakan.opener(dialog) : null,
      formulir: Object.fromEntries(forms.map((form) => [form.dataset.jaga, values(form)])),
    };
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
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

  /* Tick the lines again that are still there, by as few events as can be: a connection may only send
     so many at once. Each is clicked once; the tick comes with the server's answer. */
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
        setTimeout(() => fill(form, isian), 500);
      }
    }
    return rest;
  };
  for (const kind of ["pointerdown", "keydown", "submit"]) {
    addEventListener(kind, (event) => { if (event.isTrusted) again = {}; }, true);
  }

  let tried = false;
  const bringBack = () => {
    pour(again);
    const text = sessionStorage.getItem(KEPT);
    if (!text || !person()) return;
    const kept = JSON.parse(text);
    if (kept.siapa !== person()) return forget();
    if (kept.halaman !== page()) return;
    if (!tick(kept.baris)) return void setTimeout(bringBack, 200);
    const rest = pour(kept.formulir);
    if (!Object.keys(rest).length) return forget();
    sessionStorage.setItem(KEPT, JSON.stringify({ ...kept, baris: [], formulir: rest }));
    if (!tried && kept.buka) tried = window.sekampadiTindakan.press(kept.buka);
  };

  addEventListener("sekampadi-sesi-berakhir", () => {
    if (leaving) return;
    keep();
    leaving = true;
  });

  /* Who goes out by himself, leaves nothing behind. */
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".keluar")) return;
    forget();
    leaving = true;
  });

  window.sekampadiJaga = { unsaved };

  const start = () => {
    bringBack();
    new MutationObserver(bringBack).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
