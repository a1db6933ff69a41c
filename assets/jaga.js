/* What is typed into a form and not saved stands only in the page. Here it is asked about before the
   page is left; and when the login ends meanwhile, it is kept in this tab for the same person.
   Forms name themselves by data-jaga; with data-jaga-batal their way back asks, too. */
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
    return el.value !== el.defaultValue;
  };

  const unsaved = (inside = document) =>
    [...inside.querySelectorAll("form[data-jaga]")].find((form) => [...form.elements].some(changed));

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

  const keep = () => {
    const form = unsaved();
    if (!form || !person()) return;
    const isian = {};
    for (const el of form.elements) {
      if (isTyped(el) && el.type !== "file") isian[el.name] = el.type === "checkbox" ? el.checked : el.value;
    }
    const opener = form.closest("dialog") ? window.sekampadiTindakan.opener(form.closest("dialog")) : null;
    const kept = { siapa: person(), halaman: page(), form: form.dataset.jaga, buka: opener, isian };
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

  let tried = false;
  const bringBack = () => {
    const text = sessionStorage.getItem(KEPT);
    if (!text || !person()) return;
    const kept = JSON.parse(text);
    if (kept.siapa !== person()) return forget();
    if (kept.halaman !== page()) return;
    const form = [...document.querySelectorAll("form[data-jaga]")].find((f) => f.dataset.jaga === kept.form);
    if (form) {
      forget();
      // What a field shows may hang on another: the second time they are all there.
      fill(form, kept.isian);
      setTimeout(() => fill(form, kept.isian), 500);
    } else if (!tried && kept.buka) tried = window.sekampadiTindakan.press(kept.buka);
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
