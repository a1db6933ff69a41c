/* The import of typed answers from Excel on the page of paper entry: looks first, then stores. */
(() => {
  "use strict";
  if (window.sekampadiImpor) return;
  window.sekampadiImpor = true;
  const place = (name) => document.getElementById(name);

  const element = (...parts) => window.sekampadiEntri.element(...parts);

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
      rows.push(element("p", `${result.layanan}: ${result.lembar.toLocaleString("id-ID")} lembar, bertanggal ${window.sekampadi.showDay(result.dari)} sampai ${window.sekampadi.showDay(result.sampai)}.`));
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
    const layanan = place("entri-layanan")?.value;
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

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#entri-impor-periksa")) importFile(false);
  });
})();
