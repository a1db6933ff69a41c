/* What admin pages need beside sekampadi.js: days that are typed, files that are picked, and the
   commands that only these pages know. */
(() => {
  "use strict";
  if (window.sekampadi.readDay) return;

  /* Days are typed and shown day first, and kept year first. The same rule as read_tanggal of
     sekampadi/domain/periode.py. */
  const readDay = (text) => {
    const typed = text.trim();
    const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
    const local = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(typed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(typed);
    if (!iso && !local) {
      return { day: "", wrong: typed && "Tulis tanggal sebagai hari-bulan-tahun, misalnya 31-03-2023." };
    }
    const [year, month, date] = iso ? iso.slice(1) : local.slice(1).reverse();
    const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
    const found = new Date(`${day}T00:00Z`);
    const exists = !Number.isNaN(found.valueOf()) && found.getUTCDate() === Number(date);
    return exists ? { day, wrong: "" } : { day: "", wrong: `Tanggal ${typed} tidak ada di kalender.` };
  };
  const showDay = (day) => day.split("-").reverse().join("-");

  const checkDay = (el) => {
    const { day, wrong } = readDay(el.value);
    if (day) el.value = showDay(day);
    const place = document.getElementById(el.dataset.galat);
    if (place) {
      place.textContent = wrong;
      el.setAttribute("aria-invalid", String(Boolean(wrong)));
    }
    return !place || !wrong;
  };

  addEventListener("change", (event) => {
    const el = event.target;
    if (el.dataset?.hari !== undefined) checkDay(el);
    if (el.dataset?.berkas !== undefined) {
      const place = el.parentElement.querySelector(".berkas-nama");
      place.textContent = el.files[0]?.name ?? "Belum ada berkas dipilih";
    }
  }, true);

  addEventListener("submit", (event) => {
    const wrong = [...event.target.querySelectorAll("[data-hari]")].filter((el) => !checkDay(el));
    if (!wrong.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    wrong[0].focus();
  }, true);

  /* ---- what the server asks of them ------------------------------------------------ */

  const draf = (name) => (...words) => window.sekampadiDraf?.[name](...words);
  const refresh = () =>
    Promise.allSettled(["/identitas.css", "/identitas/logo"].map((address) => fetch(address, { cache: "reload" })))
      .then(() => location.reload());
  const commands = {
    refresh: () => void refresh(),
    fetch: (address) => window.sekampadiBerkas?.fetch(address),
    sendPicked: (address) => void window.sekampadiBerkas?.sendPicked(address),
    isiLagi: (id) => window.sekampadiEntri?.isiLagi(id),
    tanggal: () => window.sekampadiEntri?.tanggal() ?? "",
  };
  for (const name of ["lupakan", "terkirim", "selesai", "isi", "terbuka", "sekarang", "mengisi", "terunggah"]) {
    commands[name] = draf(name);
  }

  Object.assign(window.sekampadi.commands, commands);
  Object.assign(window.sekampadi, { readDay, showDay });
})();
