/* Whether somebody is there. Typing and clicking are told to the server at most once a minute; what the
   page does by itself is not. Before the login ends for want of both, it says so and offers to stay.
   The server ends it in any case; this only asks it how long it still lasts. */
(() => {
  "use strict";
  if (window.sekampadiDiam) return;
  window.sekampadiDiam = true;
  const ADDRESS = "/api/sesi";
  const TELL = 60 * 1000;
  const WARN = 120 * 1000;
  const LOOK = 5000;

  const limit = () => Number(document.querySelector("[data-diam]")?.dataset.diam || 0) * 60 * 1000;

  /* The browser's clock may be set, and its other clock stands still while a laptop sleeps: what has
     passed is the more of the two. */
  const now = () => [Date.now(), performance.now()];
  const since = (moment) => Math.max(...now().map((at, i) => at - moment[i]));

  let told = now();
  let acted = false;
  let asked = now();
  let left = null;
  let extends_ = true;
  let asking = false;

  const remaining = () => (left ?? limit()) - since(asked);

  const speak = async (method) => {
    if (asking || !navigator.onLine) return;
    asking = true;
    const activity = method === "POST";
    if (activity) {
      told = now();
      acted = false;
    }
    try {
      const response = await fetch(ADDRESS, { method, cache: "no-store", credentials: "same-origin" });
      if (response.ok) {
        const { sisa, lanjut } = await response.json();
        asked = now();
        left = sisa * 1000;
        extends_ = lanjut;
      } else if (activity) acted = true;
    } catch {
      // No network: it is told when it is back.
      acted ||= activity;
    }
    asking = false;
    show();
  };

  /* ---- the warning -------------------------------------------------------------------- */

  let box = null;
  let gone = false;

  const close = () => {
    box?.remove();
    box = null;
  };

  const clock = () => {
    const seconds = Math.max(0, Math.round(remaining() / 1000));
    return `${Math.floor(seconds / 60)}.${String(seconds % 60).padStart(2, "0")}`;
  };

  const button = (words, kind, press) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: `tombol tombol-${kind}`, textContent: words });
    made.addEventListener("click", press);
    return made;
  };

  const open = () => {
    box = document.createElement("dialog");
    box.className = "dialog";
    box.id = "diam-peringatan";
    box.setAttribute("role", "alertdialog");
    box.setAttribute("aria-labelledby", "diam-judul");
    box.setAttribute("aria-describedby", "diam-kata");
    const title = Object.assign(document.createElement("h2"), { id: "diam-judul" });
    const words = Object.assign(document.createElement("p"), { id: "diam-kata" });
    const row = Object.assign(document.createElement("div"), { className: "baris-tombol" });
    const count = Object.assign(document.createElement("p"), { className: "petunjuk" });
    count.setAttribute("aria-hidden", "true");
    count.dataset.hitung = "";
    if (extends_) {
      title.textContent = "Masih di sini?";
      words.textContent = "Karena tidak ada ketikan atau klik, Anda akan keluar otomatis dalam dua menit."
        + " Isian yang belum disimpan akan kembali setelah Anda masuk lagi.";
      row.append(button("Tetap masuk", "utama", () => speak("POST")));
    } else {
      title.textContent = "Sesi Anda segera berakhir";
      words.textContent = "Batas waktu sesi ini hampir habis. Simpan pekerjaan Anda, lalu masuk lagi."
        + " Isian yang belum disimpan akan kembali setelah Anda masuk lagi.";
      row.append(button("Mengerti", "utama", () => box?.close()));
    }
    box.append(title, words, count, row);
    // Esc means: somebody is there.
    box.addEventListener("cancel", () => { if (extends_) speak("POST"); });
    document.body.append(box);
    box.showModal();
  };

  const show = () => {
    const rest = remaining();
    if (!limit() || left === null || rest > WARN) return close();
    if (left === 0 || rest <= 0) {
      if (left === 0 && !gone) {
        gone = true;
        close();
        window.sekampadi?.denied("sesi.required");
      }
      return;
    }
    if (!box) open();
    const count = box?.querySelector("[data-hitung]");
    if (count) count.textContent = `Sisa waktu ${clock()}`;
  };

  const tick = () => {
    if (!limit() || gone) return;
    if (acted && since(told) >= TELL) speak("POST");
    // Another tab may have told meanwhile, so the server is asked before anything is said.
    else if (left === null || (remaining() <= WARN && since(asked) >= LOOK)) speak("GET");
    else if (remaining() <= 0 && since(asked) >= 1000) speak("GET");
    show();
  };

  const act = (event) => {
    if (!event.isTrusted || !limit() || box?.open) return;
    acted = true;
    if (since(told) >= TELL) speak("POST");
  };
  for (const kind of ["pointerdown", "keydown", "input", "wheel"]) {
    addEventListener(kind, act, { capture: true, passive: true });
  }

  addEventListener("pagehide", () => {
    if (acted) navigator.sendBeacon?.(ADDRESS);
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && limit() && since(asked) >= LOOK) speak("GET");
  });

  setInterval(tick, LOOK);
  setInterval(() => { if (box) show(); }, 1000);
})();
