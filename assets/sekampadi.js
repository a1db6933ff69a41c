/* Keeps what a person types in the browser, so that a lost connection, a reload or a
   restarted server loses nothing; and a few things that must work without the server. */
(() => {
  "use strict";
  const KEY = "sekampadi-draf:";
  const LIFETIME = 12 * 60 * 60 * 1000;
  const memory = {};

  /* The build writes an address with a port into the pages. The event socket belongs to whatever
     address the page came from, so one build serves on every port and behind every proxy. */
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(address, protocols) {
      const url = new URL(address, location.href);
      if (url.pathname.startsWith("/_event")) {
        url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
        url.host = location.host;
        if (!location.port) url.port = "";
      }
      super(url.href, protocols);
    }
  };

  /* ---- the draft of a survey -------------------------------------------------- */

  const currentLayanan = () => new URLSearchParams(location.search).get("layanan") || "";

  const uuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    // randomUUID exists only on https and localhost; an office network may have neither.
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 0x0f) | 0x40;
    b[8] = (b[8] & 0x3f) | 0x80;
    const h = [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
    return [h.slice(0, 8), h.slice(8, 12), h.slice(12, 16), h.slice(16, 20), h.slice(20)].join("-");
  };

  const load = (layanan) => {
    let text = memory[layanan];
    try {
      text = localStorage.getItem(KEY + layanan) || text;
    } catch {
      /* storage is forbidden: the draft lives as long as the page */
    }
    try {
      const draft = JSON.parse(text);
      if (draft && draft.layanan === layanan && Date.now() - draft.waktu < LIFETIME) return draft;
    } catch {
      /* no draft, or a broken one */
    }
    return null;
  };

  const save = (draft) => {
    draft.waktu = Date.now();
    const text = JSON.stringify(draft);
    memory[draft.layanan] = text;
    try {
      localStorage.setItem(KEY + draft.layanan, text);
    } catch {
      /* see load */
    }
  };

  const discard = (layanan = currentLayanan()) => {
    delete memory[layanan];
    try {
      localStorage.removeItem(KEY + layanan);
    } catch {
      /* see load */
    }
    document.querySelectorAll("form[data-survei]").forEach((form) => form.reset());
  };

  const begin = (layanan) => ({ uuid: uuid(), layanan, mulai: Date.now(), langkah: 1, isian: {} });

  /* Keeps the fields of a step. `langkah` is where the person wants to be: one step on after
     Lanjut. A submit that was lost on the way is then made good when the page connects again;
     `kirim` says the same of the last one. The server decides how far the answers reach. */
  const record = (form, submitted = false) => {
    const draft = load(currentLayanan()) || begin(currentLayanan());
    const step = Number(form.dataset.survei);
    draft.langkah = Math.min(step + (submitted ? 1 : 0), 4);
    draft.kirim = submitted && step === 4;
    for (const el of form.elements) {
      if (!el.name || el.type === "hidden") continue;
      if (el.type !== "radio") draft.isian[el.name] = el.value;
      else if (el.checked) draft.isian[el.name] = el.value;
    }
    save(draft);
    return draft;
  };

  const restore = (form) => {
    const draft = load(currentLayanan());
    if (!draft) return;
    for (const el of form.elements) {
      if (!el.name || el.type === "hidden" || !(el.name in draft.isian)) continue;
      if (el.type === "radio") el.checked = el.value === draft.isian[el.name];
      else el.value = draft.isian[el.name];
      count(el);
    }
  };

  const surveyForm = (event) => event.target.closest?.("form[data-survei]");

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const form = surveyForm(event);
      if (form) record(form);
      count(event.target);
      filter(event.target);
    }, true);
  }

  // Before React sees the submit: the form carries the whole draft with it.
  document.addEventListener("submit", (event) => {
    const form = surveyForm(event);
    if (form) form.elements.draf.value = JSON.stringify(record(form, true));
  }, true);

  document.addEventListener("click", (event) => {
    const back = event.target.closest?.("[data-kembali]");
    const draft = back && load(currentLayanan());
    if (!draft) return;
    draft.langkah = Number(back.dataset.kembali) - 1;
    draft.kirim = false;
    save(draft);
  }, true);

  /* ---- sending a file ------------------------------------------------------------ */

  /* A phone's photo has several megabytes. Drawn anew it is small, and no longer says where it
     was taken. What is no picture comes back as it was. */
  const shrink = async (file, most) => {
    if (!/^image\/(jpeg|png)$/.test(file.type)) return file;
    try {
      const picture = await createImageBitmap(file);
      const canvas = document.createElement("canvas");
      for (const side of [1600, 1200, 800]) {
        const scale = Math.min(1, side / Math.max(picture.width, picture.height));
        canvas.width = Math.round(picture.width * scale);
        canvas.height = Math.round(picture.height * scale);
        canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
        const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
        if (small && small.size <= most) return small;
      }
    } catch {
      /* the browser cannot read it: the size is told below */
    }
    return file;
  };

  const send = async (form) => {
    const input = form.querySelector("input[type=file]");
    const place = document.getElementById(form.dataset.galat);
    const button = form.querySelector("[type=submit]");
    const say = (text) => {
      place.textContent = text;
      if (text) input.focus();
    };
    let file = input.files[0];
    say("");
    if (!file) return say("Pilih berkasnya dulu.");
    const limit = Number(form.dataset.maks);
    if (file.size > limit) file = await shrink(file, limit);
    if (file.size > limit) {
      const most = Math.floor(limit / 1024).toLocaleString("id-ID");
      return say(`Berkas ini terlalu besar: paling besar ${most} KB.`);
    }
    button.disabled = true;
    try {
      const answer = await fetch(form.dataset.unggah, {
        method: "POST",
        body: file,
        headers: { "Content-Type": "application/octet-stream" },
      });
      const found = await answer.json().catch(() => ({}));
      if (answer.ok && found.ke) {
        if (found.segar) await Promise.allSettled(found.segar.map((a) => fetch(a, { cache: "reload" })));
        return location.assign(found.ke);
      }
      if (answer.status === 401) return denied("sesi.required");
      say(found.error?.message || (answer.status === 413
        ? "Berkas ini terlalu besar: paling besar 1 MB."
        : "Berkas belum terkirim. Coba lagi."));
    } catch {
      say("Sambungan terputus. Berkas belum terkirim; coba lagi.");
    } finally {
      button.disabled = false;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-unggah]");
    if (!form) return;
    event.preventDefault();
    send(form);
  }, true);

  /* ---- small helpers of the pages ---------------------------------------------- */

  const count = (el) => {
    const max = Number(el.dataset?.maks);
    const place = max && document.getElementById(el.id + "-hitung");
    if (!place) return;
    const left = max - [...el.value].length;
    place.textContent = left >= 0
      ? `Sisa ${left.toLocaleString("id-ID")} karakter`
      : `Kelebihan ${(-left).toLocaleString("id-ID")} karakter`;
    place.classList.toggle("kelebihan", left < 0);
  };

  const plain = (text) => text.toLocaleLowerCase("id").normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  const filter = (el) => {
    const list = el.dataset?.saring && document.getElementById(el.dataset.saring);
    if (!list) return;
    const words = plain(el.value).split(" ").filter(Boolean);
    let shown = 0;
    for (const item of list.children) {
      const text = plain(item.textContent);
      item.hidden = !words.every((word) => text.includes(word));
      shown += item.hidden ? 0 : 1;
    }
    const place = document.getElementById(el.dataset.saring + "-hasil");
    if (place) {
      place.textContent = shown ? `${shown} pilihan` : "Tidak ada yang cocok. Coba kata lain.";
    }
  };

  const notice = (text) => {
    let box = document.getElementById("pesan-melayang");
    if (!box) {
      box = document.createElement("div");
      box.id = "pesan-melayang";
      box.setAttribute("role", "alert");
      document.body.append(box);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Tutup";
    close.onclick = () => box.remove();
    box.replaceChildren(document.createTextNode(text), close);
  };

  const denied = (code) => {
    if (code === "sesi.required") {
      location.assign("/login?next=" + encodeURIComponent(location.pathname + location.search));
    } else if (code === "sandi.harus_ganti" && location.pathname !== "/admin/akun") {
      location.assign("/admin/akun");
    } else {
      notice("Anda tidak berhak membuka atau melakukan ini.");
    }
  };

  /* A file to keep. A navigation would close the event socket first, and could be asked for twice
     while it opens again; the file is there for one fetch only. */
  const fetchFile = (address) => {
    const link = document.createElement("a");
    link.href = address;
    link.download = "";
    document.body.append(link);
    link.click();
    link.remove();
  };

  const failed = (id) => notice(
    `Maaf, terjadi gangguan di server. Isian Anda tidak hilang; silakan coba lagi. (Kode ${id})`,
  );

  const focusOn = (el) => {
    if (!el) return;
    el.focus({ preventScroll: true });
    el.scrollIntoView({ block: "start" });
  };

  /* ---- what appears on the page -------------------------------------------------- */

  const seen = new WeakSet();
  let first = true;

  const look = () => {
    for (const form of document.querySelectorAll("form[data-survei]")) {
      if (seen.has(form)) continue;
      seen.add(form);
      restore(form);
      if (!first) focusOn(document.getElementById("judul-langkah"));
      first = false;
    }
    for (const box of document.querySelectorAll("#ringkasan-galat, [data-fokus]")) {
      if (seen.has(box)) continue;
      seen.add(box);
      focusOn(box);
    }
    const done = document.querySelector("[data-selesai]");
    if (done && !seen.has(done)) {
      seen.add(done);
      // Only the survey that the server has stored; another begun meanwhile stays.
      const draft = load(currentLayanan());
      if (draft && draft.uuid === done.dataset.selesai) discard();
    }
  };

  const start = () => {
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();

  const connection = () => document.documentElement.classList.toggle("luring", !navigator.onLine);
  addEventListener("online", connection);
  addEventListener("offline", connection);
  connection();

  window.sekampadi = {
    draft: (layanan) => JSON.stringify(load(layanan) || ""),
    discard,
    denied,
    failed,
    fetch: fetchFile,
  };
})();
