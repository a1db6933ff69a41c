/* The typing of paper sheets: keys that jump from field to field. What is saved goes into the queue
   of entri-antrean.js. */
(() => {
  "use strict";
  const entri = (window.sekampadiEntri ??= {});
  if (entri.look) return;
  const DRAFT = "sekampadi-entri-draf:";
  /* Nothing happens before the queue is there, too. */
  const root = () => entri.send && document.querySelector("[data-entri]");

  /* ---- the fields ------------------------------------------------------------------ */

  const fields = () => [...root().querySelectorAll("[data-isian]")];
  const field = (name) => root().querySelector(`[data-isian="${name}"]`);
  const options = (el) => [...el.closest("[data-baris]").querySelectorAll("[data-isi]")];
  const chosen = (el) => options(el).find((o) => o.getAttribute("aria-pressed") === "true");
  const place = (name) => document.getElementById(name);

  const mark = (el, option) => {
    for (const o of options(el)) o.setAttribute("aria-pressed", String(o === option));
    if (option) el.value = option.dataset.tombol.split(" ")[0];
  };

  const tell = (el, text) => {
    const name = el.dataset.isian || el.dataset.tetap;
    const box = place("galat-" + name);
    if (box) box.textContent = text;
    el.setAttribute("aria-invalid", String(Boolean(text)));
    el.closest("[data-baris]")?.classList.toggle("salah", Boolean(text));
  };

  const go = (el, step) => {
    const all = fields();
    const next = all[all.indexOf(el) + step];
    if (!next) return;
    next.focus();
    if (next.select) next.select();
  };

  const values = () => {
    const isian = {};
    for (const el of fields()) {
      isian[el.dataset.isian] = options(el).length ? chosen(el)?.dataset.isi || "" : el.value.trim();
    }
    return isian;
  };

  const isEmpty = (isian) => Object.values(isian).every((value) => !value);

  const fill = (isian) => {
    for (const el of fields()) {
      const value = String(isian[el.dataset.isian] ?? "");
      const option = options(el).find((o) => o.dataset.isi === value);
      el.value = options(el).length ? "" : value;
      mark(el, option);
      tell(el, "");
    }
    keepDraft();
  };

  const keepDraft = () => entri.write(sessionStorage, DRAFT + entri.user(), values());

  /* ---- what may be typed ------------------------------------------------------------ */

  const checkField = (el) => {
    const name = el.dataset.isian;
    const text = el.value.trim();
    if (options(el).length) return chosen(el) ? "" : "Belum diisi.";
    if (name === "usia") {
      const { min, maks } = el.dataset;
      if (!text) return "Belum diisi.";
      const right = /^\d{1,3}$/.test(text) && +text >= +min && +text <= +maks;
      return right ? "" : `Usia ${min} sampai ${maks} tahun.`;
    }
    const limit = Number(el.dataset.maks);
    return [...text].length > limit ? `Paling banyak ${limit.toLocaleString("id-ID")} karakter.` : "";
  };

  const checkFixed = (el) => {
    if (el.dataset.tetap === "layanan") return el.value ? "" : "Pilih layanan.";
    if (!el.value.trim()) return "Isi tanggal pada lembar.";
    const { day, wrong } = window.sekampadi.readDay(el.value);
    if (wrong) return wrong;
    if (el.min && day < el.min) return "Tanggal terlalu lama.";
    if (el.max && day > el.max) return "Tanggal belum tiba.";
    return "";
  };

  const check = () => {
    let first = null;
    for (const el of [...root().querySelectorAll("[data-tetap]"), ...fields()]) {
      const text = el.dataset.tetap ? checkFixed(el) : checkField(el);
      tell(el, text);
      if (text && !first) first = el;
    }
    first?.focus();
    return !first;
  };

  const typed = (el) => {
    const name = el.dataset.isian;
    if (options(el).length) {
      const key = el.value.trim().slice(-1).toLowerCase();
      const option = options(el).find((o) => o.dataset.tombol.split(" ").includes(key));
      mark(el, option);
      if (option) {
        tell(el, "");
        go(el, 1);
      } else {
        el.value = "";
        const keys = options(el).map((o) => o.dataset.tombol.split(" ")[0]);
        tell(el, key ? `Ketik ${keys[0]} sampai ${keys.at(-1)}.` : "");
      }
    } else if (name === "usia") {
      el.value = el.value.replace(/\D/g, "");
      tell(el, "");
      // 10 and 11 may go on as 100 to 110; every other pair is complete.
      const done = el.value.length === 3 || (el.value.length === 2 && !/^1[01]$/.test(el.value));
      if (done) {
        const wrong = checkField(el);
        tell(el, wrong);
        if (wrong) el.select();
        else go(el, 1);
      }
    } else {
      tell(el, checkField(el));
    }
    keepDraft();
  };

  /* ---- layanan and date, the same from sheet to sheet ---------------------------------- */

  const fixed = () => ({
    layanan: place("entri-layanan")?.value || "",
    tanggal: window.sekampadi.readDay(place("entri-tanggal")?.value || "").day,
  });

  const remember = () => {
    const { layanan, tanggal } = fixed();
    entri.change((kept) => Object.assign(kept, { layanan, tanggal }));
    for (const link of document.querySelectorAll("a[data-tautan]")) {
      link.href = `${link.dataset.tautan}?layanan=${encodeURIComponent(layanan)}`;
    }
    place("entri-impor-hasil")?.replaceChildren();
  };

  const begin = (form) => {
    const kept = entri.queue();
    const select = place("entri-layanan");
    const known = [...select.options].map((o) => o.value);
    const wanted = [new URLSearchParams(location.search).get("layanan"), kept.layanan];
    select.value = wanted.find((kode) => known.includes(kode)) || (known.length === 2 ? known[1] : "");
    const date = place("entri-tanggal");
    if (kept.tanggal >= date.min && kept.tanggal <= date.max) {
      date.value = window.sekampadi.showDay(kept.tanggal);
    }
    remember();
    fill(entri.read(sessionStorage, DRAFT + form.dataset.pengguna, {}));
    if (fixed().tanggal !== date.max) place("entri-segarkan")?.click();
    (select.value ? field("usia") : select).focus();
    entri.draw();
    entri.send();
  };

  /* ---- events -------------------------------------------------------------------------- */

  document.addEventListener("input", (event) => {
    if (event.target.dataset?.isian && root()) typed(event.target);
  }, true);

  document.addEventListener("change", (event) => {
    const el = event.target;
    if (!el.dataset?.tetap) return;
    tell(el, checkFixed(el));
    remember();
    if (el.dataset.tetap === "tanggal") place("entri-segarkan")?.click();
  }, true);

  document.addEventListener("focusin", (event) => {
    if (event.target.dataset?.isian && event.target.tagName === "INPUT") event.target.select();
  });

  document.addEventListener("click", (event) => {
    const option = event.target.closest?.("[data-entri] [data-isi]");
    if (option) {
      const el = option.closest("[data-baris]").querySelector("[data-isian]");
      mark(el, option);
      tell(el, "");
      keepDraft();
      go(el, 1);
    } else if (event.target.closest?.("#entri-simpan")) {
      entri.save();
    }
  });

  const atStart = (el) => el.selectionStart === 0 && el.selectionEnd === 0;

  document.addEventListener("keydown", (event) => {
    const el = event.target;
    if (!root()?.contains(el) || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      entri.save();
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (el.dataset.tetap && event.key === "Enter") {
      event.preventDefault();
      field("usia").focus();
      return;
    }
    if (!el.dataset.isian) return;
    const single = options(el).length > 0;
    const long = el.tagName === "TEXTAREA";
    let step = 0;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (long) entri.save();
      else step = 1;
    } else if (event.key === "Backspace" && (el.value === "" || (single && !chosen(el)))) {
      step = -1;
    } else if (event.key === "ArrowUp" && (!long || atStart(el))) {
      step = -1;
    } else if (event.key === "ArrowDown" && !long) {
      step = 1;
    } else if (single && event.key === "ArrowLeft") {
      step = -1;
    } else if (single && event.key === "ArrowRight") {
      step = 1;
    }
    if (step) {
      event.preventDefault();
      go(el, step);
    }
  });

  /* ---- what appears on the page ------------------------------------------------------------ */

  const seen = new WeakSet();
  const look = () => {
    const form = root();
    if (!form || seen.has(form)) return;
    seen.add(form);
    begin(form);
  };

  Object.assign(entri, {
    look, values, isEmpty, field, check, fill, fixed, remember, tell, tanggal: () => fixed().tanggal,
  });

  const start = () => {
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
