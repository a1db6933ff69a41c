/* The page of a plan. What is typed is kept in this tab at once, and sent as a draft a second after the
   last key; a form that was open comes back after the server, or the page, was away. The page says
   every few seconds that somebody is here. Files of evidence are sent one after the other.
   Buttons that nobody sees (rtl-*) hand all of it to the states.
   The page of a dossier has its words kept as drafts by it, too. */
(() => {
  "use strict";
  if (window.sekampadiDraf) return;
  const KEPT = "sekampadi-rtl-draf:";
  const OPEN = "sekampadi-rtl-buka";
  const PAUSE = 1000;
  const PATIENCE = 5000;
  const ABSENT = 1500;
  const HERE = 7000;
  const SAVING = "Menyimpan draf…";
  const UNSAVED = "Belum tersimpan: sambungan terputus";

  const read = (name) => JSON.parse(sessionStorage.getItem(name));
  const write = (name, value) => sessionStorage.setItem(name, JSON.stringify(value));
  const drop = (name) => sessionStorage.removeItem(name);

  const person = () => document.querySelector("[data-pengguna]")?.dataset.pengguna || "";
  const plan = () => document.querySelector("[data-rtl]")?.dataset.rtl || "";
  const page = () => location.pathname + location.search;
  const away = () => Boolean(document.querySelector(".koneksi.putus, .luring"));
  const press = (name) => document.getElementById(`rtl-${name}`)?.click();

  /* ---- drafts --------------------------------------------------------------------------- */

  const head = () => document.querySelector("dialog form [data-draf]");
  const nameOf = (rencana, objek) => `${KEPT}${person()}:${rencana}:${objek}`;
  const hidden = (form, name) => form.querySelector(`input[type=hidden][name=${name}]`);

  const say = (words) => {
    const box = document.querySelector("dialog [data-draf-status]");
    if (box && box.textContent !== words) box.textContent = words;
  };

  let number = Date.now();
  let timer = 0;
  let waiting = null;
  let held = 0;

  /* What a form says: its fields, what they were typed on, which edition of the draft it began with,
     and who writes it. The last two stay what they were when the form comes back: another tab may
     have written the draft in the meantime. */
  const describe = (form) => {
    const { draf, rencana, edisi } = form.querySelector("[data-draf]").dataset;
    const isi = { ...window.sekampadiJaga.values(form), dasar: hidden(form, "dasar").value };
    const [versi, tiket] = ["versi", "tiket"].map((name) => hidden(form, name).value);
    const { drafEdisi = edisi, drafPenulis = tiket } = form.dataset;
    return { objek: draf, rencana, versi, tiket, isi, edisi: drafEdisi, penulis: drafPenulis };
  };

  const keep = (form) => {
    const { draf, rencana } = form.querySelector("[data-draf]").dataset;
    number += 1;
    write(nameOf(rencana, draf), { ...describe(form), ke: number });
    write(OPEN, { siapa: person(), halaman: page(), objek: draf, rencana });
    delete form.dataset.drafAman;
    held = 0;
    say(SAVING);
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  };

  const unsent = () => {
    const own = nameOf(plan(), "");
    const names = Object.keys(sessionStorage).filter((name) => plan() && name.startsWith(own));
    return names.map(read).find((one) => !one.ditolak);
  };

  const send = () => {
    const now = Date.now();
    if (now < held || (waiting && now - waiting.sejak < PATIENCE)) return;
    const next = unsent();
    if (!next) return;
    if (away() || waiting) say(UNSAVED);
    if (away()) return;
    waiting = { ...next, sejak: now };
    press("draf");
  };

  /* The server has a draft, or says why it has not. */
  const terkirim = (objek, ke, words, kept) => {
    if (waiting?.ke === ke) waiting = null;
    const name = nameOf(plan(), objek);
    const record = read(name);
    if (record && record.ke !== ke) return;
    if (record && kept) drop(name);
    else if (record) write(name, { ...record, ditolak: true });
    const here = head();
    if (here?.dataset.draf !== objek) return;
    // What is a draft is not lost when the page is left: nobody is asked.
    if (kept) here.closest("form").dataset.drafAman = "";
    say(words);
  };

  const selesai = (objek) => {
    drop(nameOf(plan(), objek));
    drop(OPEN);
    held = 0;
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form");
    const ready = form && window.sekampadiJaga && event.target.name;
    if (ready && form.querySelector("[data-draf]")) keep(form);
  }, true);

  document.addEventListener("submit", (event) => {
    // The draft must not come behind what is saved. What is refused may be one again.
    if (event.target.querySelector?.("[data-draf]")) held = Date.now() + PATIENCE;
    // What was chosen between two versions takes the place of what was typed before: should it be
    // refused, the form shows the choice and not the typing.
    const { pilihan } = event.target.dataset ?? {};
    if (pilihan) drop(nameOf(plan(), pilihan));
  }, true);

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("dialog [data-tutup]")) {
      drop(OPEN);
      // Before the page looks where drafts are.
      waiting = null;
      send();
    }
    if (event.target.closest?.("[data-draf-buang]")) {
      const { draf, rencana } = head().dataset;
      drop(nameOf(rencana, draf));
      drop(OPEN);
    }
  }, true);

  /* What was typed last goes into the form again, with what it was typed on. */
  const seen = new WeakSet();
  const pour = (here) => {
    const { draf, rencana } = here.dataset;
    const record = read(nameOf(rencana, draf));
    if (!record) return;
    const form = here.closest("form");
    form.dataset.drafEdisi = record.edisi ?? "";
    form.dataset.drafPenulis = record.penulis ?? "";
    window.sekampadiJaga.fill(form, record.isi);
    hidden(form, "dasar").value = record.isi.dasar;
    hidden(form, "versi").value = record.versi;
    keep(form);
  };

  let absent = 0;
  let opened = 0;
  const reopen = () => {
    const flag = read(OPEN);
    if (!flag || !person()) return;
    const own = nameOf("", "").slice(0, -1);
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(KEPT) && !name.startsWith(own)) drop(name);
    }
    if (flag.siapa !== person() || flag.halaman !== page()) return drop(OPEN);
    const busy = document.querySelector("dialog[open]") || sessionStorage.getItem("sekampadi-isian");
    if (busy || away() || plan() !== flag.rencana) {
      absent = 0;
      return;
    }
    absent ||= Date.now();
    if (Date.now() - absent < ABSENT || Date.now() - opened < PATIENCE) return;
    opened = Date.now();
    press("buka");
  };

  /* ---- who is here ---------------------------------------------------------------------- */

  let told = { rencana: "", saat: 0 };
  const tell = () => {
    const rencana = plan();
    const due = rencana && (rencana !== told.rencana || Date.now() - told.saat >= HERE);
    if (!due || away()) return;
    told = { rencana, saat: Date.now() };
    press("jaga");
  };
  const mengisi = () =>
    head()?.dataset.draf || document.querySelector("dialog [data-mengisi]")?.dataset.mengisi || "";

  /* ---- evidence ------------------------------------------------------------------------- */

  let sent = 0;

  const upload = async (input) => {
    const files = [...input.files];
    const { bukti } = input.dataset;
    const list = document.querySelector(`[data-kiriman="${bukti}"]`);
    const words = document.getElementById(`keterangan-bukti-${bukti}`);
    const keterangan = words.value.trim();
    input.value = "";
    list.replaceChildren();
    for (const file of files) {
      const line = document.createElement("p");
      const progress = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
      progress.setAttribute("aria-label", file.name);
      line.append(`${file.name} `, progress);
      list.append(line);
      const query = new URLSearchParams({ nama: file.name.slice(0, 200), keterangan });
      const address = `/api/unggah/kegiatan/${bukti}?${query}`;
      const wrong = await window.sekampadiBerkas.upload(address, file, (part) => {
        progress.value = part;
      });
      if (wrong) {
        line.textContent = `${file.name}: ${wrong}`;
        line.className = "galat";
        continue;
      }
      sent += 1;
      // The next files are described anew.
      if (words.value.trim() === keterangan) words.value = "";
      line.remove();
    }
    press("unggah");
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches?.("input[data-bukti]") && event.target.files.length) upload(event.target);
  }, true);

  /* ---- what appears on the page --------------------------------------------------------- */

  const look = () => {
    const here = head();
    if (!here || seen.has(here) || !window.sekampadiJaga) return;
    seen.add(here);
    absent = 0;
    pour(here);
  };

  window.sekampadiDraf = {
    isi: () => waiting,
    terkirim,
    selesai,
    lupakan: () => drop(OPEN),
    terbuka: () => read(OPEN),
    sekarang: () => {
      const form = head()?.closest("form");
      return form ? describe(form) : null;
    },
    mengisi,
    terunggah: () => {
      const count = sent;
      sent = 0;
      return String(count);
    },
  };

  const start = () => {
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    setInterval(() => {
      tell();
      send();
      reopen();
    }, 1000);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
