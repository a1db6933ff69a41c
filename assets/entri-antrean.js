/* What is typed from paper sheets stays in the browser until the server has it: a queue from which
   each sheet is sent until it is answered. A sheet gets its UUID when it is saved here, so it is
   stored exactly once however often it is sent. The sheet itself is in entri.js. */
(() => {
  "use strict";
  const entri = (window.sekampadiEntri ??= {});
  if (entri.send) return;
  const QUEUE = "sekampadi-entri:";
  const ADDRESS = "/api/entri/lembar";
  const RETRY = 8000;
  const TIMEOUT = 20000;
  const memory = {};
  const sent = new Map();
  let sending = false;
  let timer = 0;
  const place = (name) => document.getElementById(name);

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

  /* ---- saving and sending ------------------------------------------------------------ */

  const status = (text) => {
    const box = place("entri-status");
    if (box) box.textContent = text;
  };

  const save = () => {
    const isian = entri.values();
    if (entri.isEmpty(isian)) {
      status("Lembar masih kosong.");
      entri.field("usia").focus();
      return;
    }
    if (!entri.check()) {
      status("Ada isian yang perlu diperbaiki.");
      return;
    }
    const { layanan, tanggal } = entri.fixed();
    const sheet = { uuid: window.sekampadi.uuid(), layanan, tanggal, isian };
    change((kept) => kept.antrean.push(sheet));
    entri.fill({});
    entri.field("usia").focus();
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
    if (entri.isEmpty(entri.values())) repair(sheet.uuid);
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

  const open = (sheet) => {
    place("entri-layanan").value = sheet.layanan;
    place("entri-tanggal").value = window.sekampadi.showDay(sheet.tanggal);
    entri.remember();
    entri.fill(sheet.isian);
    entri.field("usia").focus();
  };

  const repair = (id) => {
    const sheet = queue().antrean.find((s) => s.uuid === id);
    if (!sheet) return;
    if (!entri.isEmpty(entri.values())) {
      status("Selesaikan lembar yang sedang diketik dahulu.");
      return;
    }
    drop(id);
    open(sheet);
    let first = null;
    for (const [name, text] of Object.entries(sheet.galat || {})) {
      const el = entri.field(name) || root().querySelector(`[data-tetap="${name}"]`);
      if (!el) continue;
      entri.tell(el, text);
      first ??= el;
    }
    if (!first) status(sheet.ditolak || "");
    (first || entri.field("usia")).focus();
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
      const row = element("p", `Lembar ${window.sekampadi.showDay(sheet.tanggal)}, usia ${sheet.isian.usia}: ${sheet.ditolak} `);
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

  addEventListener("online", send);

  Object.assign(entri, {
    read,
    write,
    user,
    queue,
    change,
    save,
    send,
    draw,
    element,
    // A sheet taken back is opened again, so that only the slip has to be typed anew.
    isiLagi: (id) => {
      const sheet = sent.get(id);
      if (sheet && entri.isEmpty(entri.values())) open(sheet);
    },
  });
  entri.look?.();
})();
