/* The form of a new photo of an annual report: sends it (berkas.js), says how far it is and what was
   wrong, and keeps what is typed until the photo is there. A second press while one is on its way
   sends nothing. */
(() => {
  "use strict";
  if (window.sekampadiFotoTahunan) return;
  window.sekampadiFotoTahunan = true;
  let busy = false;

  const send = async (form) => {
    const [file, words] = [form.querySelector("input[type=file]"), form.querySelector("input[type=text]")];
    const [wrong, told] = [form.querySelector("[role=alert]"), form.querySelector("[role=status].petunjuk")];
    const refuse = (text, field) => {
      wrong.textContent = text;
      field.focus();
    };
    if (busy) return;
    wrong.textContent = told.textContent = "";
    const [photo] = file.files;
    const keterangan = words.value.trim();
    if (!photo) return refuse("Pilih fotonya dulu.", file);
    if (!keterangan) return refuse("Tulis dulu keterangan fotonya.", words);
    const { upp, tahun, fotoTahunan } = form.dataset;
    const button = form.querySelector("[type=submit]");
    busy = button.disabled = true;
    try {
      const query = new URLSearchParams({ upp, tahun, keterangan });
      const said = await window.sekampadiBerkas.upload(`${fotoTahunan}?${query}`, photo, (part) => {
        told.textContent = part < 1 ? `Mengirim ${Math.floor(part * 100)}%` : "Memeriksa foto";
      });
      told.textContent = "";
      if (said) return refuse(`${photo.name}: ${said}`, file);
      // What was picked or typed meanwhile is of the next photo.
      const next = file.files[0] !== photo || words.value.trim() !== keterangan;
      if (words.value.trim() === keterangan) words.value = "";
      if (file.files[0] === photo) {
        file.value = "";
        form.querySelector(".berkas-nama").textContent = "Belum ada berkas dipilih";
      }
      if (!next) file.focus();
      document.getElementById("foto-terkirim")?.click();
    } finally {
      busy = button.disabled = false;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-foto-tahunan]");
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    send(form);
  }, true);
})();
