/* Files: sends the one that a form names, and says in words what was wrong with it; fetches the one
   that the server has made. */
(() => {
  "use strict";
  if (window.sekampadiBerkas) return;

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

  const LARGE = 4 * 1024 * 1024;
  const MOST = 10 * 1024 * 1024;
  const TOO_LARGE = "terlalu besar: paling besar 10 MB.";

  const post = (address, body, progress) => new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => progress(event.loaded / event.total);
    request.onload = () => done(request);
    request.onerror = () => done(null);
    request.send(body);
  });

  const wordsOf = (answer) => {
    if (!answer) return "sambungan terputus, belum terkirim. Pilih lagi berkasnya.";
    try {
      return JSON.parse(answer.responseText).error.message;
    } catch {
      return answer.status === 413 ? TOO_LARGE : "belum terkirim. Coba lagi.";
    }
  };

  /* Sends a file, a large photo made smaller first; tells what went wrong, nothing when it is there.
     Who is no longer logged in is led away: then it never answers. */
  const upload = async (address, file, progress = () => {}) => {
    const body = file.size > LARGE ? await shrink(file, LARGE) : file;
    if (body.size > MOST) return TOO_LARGE;
    const answer = await post(address, body, progress);
    if (answer?.status === 401) {
      window.sekampadi.denied("sesi.required");
      return new Promise(() => {});
    }
    return answer && answer.status < 300 ? "" : wordsOf(answer);
  };

  /* A photo that a form of a state has picked goes out once the server has the row it belongs to. */
  let picked = null;
  document.addEventListener("submit", (event) => {
    const input = event.target.querySelector?.("input[data-foto]");
    if (input) picked = input.files[0] || null;
  }, true);

  const sendPicked = async (address) => {
    const file = picked;
    const place = document.getElementById("foto-galat");
    picked = null;
    if (place) place.textContent = "";
    if (!file) return;
    const wrong = await upload(address, file);
    if (wrong && place) place.textContent = `Foto ${file.name}: ${wrong}`;
    if (!wrong) document.getElementById("foto-terkirim")?.click();
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
      if (answer.status === 401) return window.sekampadi.denied("sesi.required");
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

  // Not in window.sekampadi: this file may be there before sekampadi.js.
  window.sekampadiBerkas = { fetch: fetchFile, sendPicked, upload };
})();
