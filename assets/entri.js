/* The typing of paper sheets: keys that jump from field to field, and a queue in the browser from
   which each sheet is sent until the server has answered. A sheet gets its UUID when it is saved
   here, so it is stored exactly once however often it is sent. */
(() => {
  "use strict";
  if (window.sekampadiEntri) return;
  const QUEUE = "sekampadi-entri:";
  const DRAFT = "sekampadi-entri-draf:";
  const ADDRESS = "/api/entri/lembar";
  const RETRY = 8000;
  const TIMEOUT = 20000;
  const memory = {};
  const sent = new Map();
  let sending = false;
  let timer = 0;

  /* ---- storage ------------------------------------------------------------------ */

  const read = (store, key, fallback) => {
    let text = memory[key];
    try {
      text = store.getItem(key) ?? text;
    } catch {
      /* storage is forbidden: what is typed lives as long as the page */
    }
    try {
      return JSON.parse(text) ?? fallback;
    } catch {
      return fallback;
    }
  };

  const write = (store, key, value) => {
    memory[key] = JSON.stringify(value);
    try {
      store.setItem(key, memory[key]);
    } catch {
      /* see read */
    }
  };

  const root = () => document.querySelector("[data-entri]");
  const user = () => root()?.dataset.pengguna || "";
  const queue = () => read(localStorage, QUEUE + user(), { antrean: [] });

  // Read anew before each change: a second tab of the same person keeps sheets there too.
  const change = (edit) => {
    const kept = queue();
    kept.antrean = Array.isArray(kept.antrean) ? kept.antrean : [];
    edit(kept);
    write(localStorage, QUEUE + user(), kept);
    return kept;
  };

  const uuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    // randomUUID exists only on https and localhost; an office network may have neither.
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 0x0f) | 0x40;
    b[8] = (b[8] & 0x3f) | 0x80;
    const h = [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
    return [h.slice(0, 8), h.slice(8, 12), h.slice(12, 16), h.slice(16, 20), h.slice(20)].join("-");
  };

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

  const keepDraft = () => write(sessionStorage, DRAFT + user(), values());

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
    if (!el.value) return el.dataset.tetap === "layanan" ? "Pilih layanan." : "Isi tanggal pada lembar.";
    if (el.min && el.value < el.min) return "Tanggal terlalu lama.";
    if (el.max && el.value > el.max) return "Tanggal belum tiba.";
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

  /* ---- saving and sending ------------------------------------------------------------ */

  const status = (text) => {
    const box = place("entri-status");
    if (box) box.textContent = text;
  };

  const save = () => {
    const isian = values();
    if (isEmpty(isian)) {
      status("Lembar masih kosong.");
      field("usia").focus();
      return;
    }
    if (!check()) {
      status("Ada isian yang perlu diperbaiki.");
      return;
    }
    const { layanan, tanggal } = fixed();
    const sheet = { uuid: uuid(), layanan, tanggal, isian };
    change((kept) => kept.antrean.push(sheet));
    fill({});
    field("usia").focus();
    scrollTo({ top: 0 });
    status("Menyimpan lembar …");
    draw();
    send();
  };

  const drop = (id) => change((kept) => {
    kept.antrean = kept.antrean.filter((sheet) => sheet.uuid !== id);
  });

  const refuse = (id, error) => change((kept) => {
    const sheet = kept.antrean.find((s) => s.uuid === id);
    if (sheet) Object.assign(sheet, { ditolak: error.message || "Ditolak.", galat: error.fields || {} });
  });

  const post = (sheet) => fetch(ADDRESS, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    credentials: "same-origin",
    signal: AbortSignal.timeout ? AbortSignal.timeout(TIMEOUT) : undefined,
    body: JSON.stringify({
      uuid: sheet.uuid, layanan: sheet.layanan, tanggal: sheet.tanggal, isian: sheet.isian,
    }),
  });

  const answered = async (sheet, response) => {
    if (response.ok) {
      drop(sheet.uuid);
      sent.set(sheet.uuid, sheet);
      // Of a frozen triwulan the server says that the public sees the sheet later.
      const { tertunda = "" } = await response.json().catch(() => ({}));
      status(`Lembar tersimpan. ${tertunda}`.trim());
      place("entri-segarkan")?.click();
      return true;
    }
    if (response.status === 401) {
      status("Sesi Anda berakhir. Lembar tetap tersimpan di perangkat ini: masuk lagi untuk mengirimnya.");
      return false;
    }
    if (response.status >= 500 || response.status === 429) {
      status("Server sedang sibuk. Lembar tersimpan di perangkat ini dan dikirim lagi sebentar lagi.");
      return false;
    }
    const body = await response.json().catch(() => ({}));
    refuse(sheet.uuid, body.error || {});
    status("Satu lembar ditolak. Lihat “Belum tersimpan”.");
    if (isEmpty(values())) repair(sheet.uuid);
    return true;
  };

  const send = async () => {
    if (sending || !root()) return;
    sending = true;
    clearTimeout(timer);
    try {
      for (;;) {
        const sheet = queue().antrean.find((s) => !s.ditolak);
        if (!sheet) break;
        if (!(await answered(sheet, await post(sheet)))) break;
        draw();
      }
    } catch {
      status("Tidak tersambung. Lembar tersimpan di perangkat ini dan dikirim begitu tersambung lagi.");
    }
    sending = false;
    draw();
    if (queue().antrean.some((s) => !s.ditolak)) timer = setTimeout(send, RETRY);
  };

  const repair = (id) => {
    const sheet = queue().antrean.find((s) => s.uuid === id);
    if (!sheet) return;
    if (!isEmpty(values())) {
      status("Selesaikan lembar yang sedang diketik dahulu.");
      return;
    }
    drop(id);
    fill(sheet.isian);
    place("entri-layanan").value = sheet.layanan;
    place("entri-tanggal").value = sheet.tanggal;
    remember();
    let first = null;
    for (const [name, text] of Object.entries(sheet.galat || {})) {
      const el = field(name) || root().querySelector(`[data-tetap="${name}"]`);
      if (!el) continue;
      tell(el, text);
      first ??= el;
    }
    if (!first) status(sheet.ditolak || "");
    (first || field("usia")).focus();
    draw();
  };

  /* ---- what waits ------------------------------------------------------------------- */

  const element = (tag, text, more = {}) => {
    const el = document.createElement(tag);
    el.textContent = text;
    for (const [name, value] of Object.entries(more)) el.setAttribute(name, value);
    return el;
  };

  const draw = () => {
    const box = place("entri-antrean");
    if (!box) return;
    const waiting = queue().antrean;
    const refused = waiting.filter((sheet) => sheet.ditolak);
    const rows = [];
    if (waiting.length > refused.length && !(sending && waiting.length === 1)) {
      rows.push(element("p", `${waiting.length - refused.length} lembar menunggu dikirim.`, { "data-uji": "menunggu" }));
    }
    for (const sheet of refused) {
      const row = element("p", `Lembar ${sheet.tanggal}, usia ${sheet.isian.usia}: ${sheet.ditolak} `);
      const fix = element("button", "Perbaiki", { type: "button", class: "tombol tombol-teks" });
      fix.onclick = () => repair(sheet.uuid);
      const remove = element("button", "Buang", { type: "button", class: "tombol tombol-teks" });
      remove.onclick = () => {
        if (confirm("Buang lembar ini? Isinya tidak dapat dikembalikan.")) {
          drop(sheet.uuid);
          draw();
        }
      };
      row.append(fix, " ", remove);
      rows.push(row);
    }
    if (rows.length) rows.unshift(element("h2", "Belum tersimpan"));
    box.replaceChildren(...rows);
    box.hidden = !rows.length;
  };

  /* ---- layanan and date, the same from sheet to sheet ---------------------------------- */

  const fixed = () => ({
    layanan: place("entri-layanan")?.value || "",
    tanggal: place("entri-tanggal")?.value || "",
  });

  const remember = () => {
    const { layanan, tanggal } = fixed();
    change((kept) => Object.assign(kept, { layanan, tanggal }));
    for (const link of document.querySelectorAll("a[data-tautan]")) {
      link.href = `${link.dataset.tautan}?layanan=${encodeURIComponent(layanan)}`;
    }
    place("entri-impor-hasil")?.replaceChildren();
  };

  const begin = (form) => {
    const kept = queue();
    const select = place("entri-layanan");
    const known = [...select.options].map((o) => o.value);
    const wanted = [new URLSearchParams(location.search).get("layanan"), kept.layanan];
    select.value = wanted.find((kode) => known.includes(kode)) || (known.length === 2 ? known[1] : "");
    const date = place("entri-tanggal");
    if (kept.tanggal >= date.min && kept.tanggal <= date.max) date.value = kept.tanggal;
    remember();
    fill(read(sessionStorage, DRAFT + form.dataset.pengguna, {}));
    if (date.value !== date.max) place("entri-segarkan")?.click();
    (select.value ? field("usia") : select).focus();
    draw();
    send();
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
      save();
    } else if (event.target.closest?.("#entri-impor-periksa")) {
      importFile(false);
    }
  });

  const atStart = (el) => el.selectionStart === 0 && el.selectionEnd === 0;

  document.addEventListener("keydown", (event) => {
    const el = event.target;
    if (!root()?.contains(el) || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
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
      if (long) save();
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

  addEventListener("online", send);

  /* ---- import ---------------------------------------------------------------------------- */

  const showImport = (box, result, file) => {
    const rows = [];
    if (result.jumlah_galat) {
      rows.push(element("p", `Ada ${result.jumlah_galat.toLocaleString("id-ID")} isian yang perlu diperbaiki. Tidak ada yang disimpan.`, { class: "galat" }));
      const list = element("ul", "", { class: "daftar-galat" });
      list.append(...result.galat.map((text) => element("li", text)));
      rows.push(list);
      if (result.jumlah_galat > result.galat.length) rows.push(element("p", "… dan seterusnya."));
    } else if (result.disimpan) {
      rows.push(element("p", `Tersimpan: ${result.baru.toLocaleString("id-ID")} lembar baru untuk ${result.layanan}. ${result.sudah_ada.toLocaleString("id-ID")} lembar sudah ada sebelumnya dan tidak ditambahkan lagi.`));
      if (result.tertunda) rows.push(element("p", result.tertunda));
    } else {
      rows.push(element("p", `${result.layanan}: ${result.lembar.toLocaleString("id-ID")} lembar, bertanggal ${result.dari} sampai ${result.sampai}.`));
      rows.push(element("p", `${result.baru.toLocaleString("id-ID")} lembar akan ditambahkan, ${result.sudah_ada.toLocaleString("id-ID")} sudah tersimpan sebelumnya.`));
      if (result.baru) {
        const button = element("button", `Simpan ${result.baru.toLocaleString("id-ID")} lembar`, { type: "button", class: "tombol tombol-utama" });
        button.onclick = () => {
          button.disabled = true;
          importFile(true, file);
        };
        rows.push(button);
      }
    }
    box.replaceChildren(...rows);
  };

  const importFile = async (store, chosenFile) => {
    const box = place("entri-impor-hasil");
    const file = chosenFile || place("entri-impor-berkas").files[0];
    const { layanan } = fixed();
    const say = (text) => box.replaceChildren(element("p", text, { class: "galat" }));
    if (!layanan) return say("Pilih layanan di atas dahulu.");
    if (!file) return say("Pilih berkas Excel dahulu.");
    box.replaceChildren(element("p", store ? "Menyimpan …" : "Memeriksa berkas …"));
    try {
      const query = new URLSearchParams(store ? { layanan, simpan: "1" } : { layanan });
      const response = await fetch(`/api/entri/impor?${query}`, {
        method: "POST",
        headers: { "Content-Type": "application/octet-stream" },
        credentials: "same-origin",
        body: file,
      });
      if (response.status === 413) return say("Berkas terlalu besar: paling besar 1 MB. Bagi menjadi beberapa berkas, atau pakai perintah import-answers di server.");
      if (response.status === 401) return say("Sesi Anda berakhir. Masuk lagi, lalu unggah berkas ini.");
      const body = await response.json();
      if (!response.ok) return say(body.error?.message || "Berkas tidak dapat dibaca.");
      showImport(box, body, file);
      if (body.disimpan) place("entri-segarkan")?.click();
    } catch {
      say("Tidak tersambung. Berkas belum disimpan; coba lagi. Mengunggah berkas yang sama dua kali tidak menggandakan jawaban.");
    }
    return undefined;
  };

  /* ---- what appears on the page ------------------------------------------------------------ */

  const seen = new WeakSet();
  const look = () => {
    const form = root();
    if (!form || seen.has(form)) return;
    seen.add(form);
    begin(form);
  };

  window.sekampadiEntri = {
    tanggal: () => fixed().tanggal,
    // A sheet taken back is opened again, so that only the slip has to be typed anew.
    isiLagi: (id) => {
      const sheet = sent.get(id);
      if (!sheet || !isEmpty(values())) return;
      place("entri-layanan").value = sheet.layanan;
      place("entri-tanggal").value = sheet.tanggal;
      remember();
      fill(sheet.isian);
      field("usia").focus();
    },
  };

  const start = () => {
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
