/* What the pages need in the browser and must work without the server. The draft of a survey is
   kept by survei-draf.js. */
(() => {
  "use strict";

  /* Text becomes a page's markup or script only here (the policy of the pages says so): what is read is
     another document, in which nothing runs, and scripts are those of this address. React makes its
     script elements out of the one text. */
  const ownScript = (address) => {
    const url = new URL(address, location.href);
    return url.origin === location.origin && /^\/(?:assets\/)?[\w.-]+\.js$/.test(url.pathname) ? address : null;
  };
  window.trustedTypes?.createPolicy("default", {
    createHTML: (text) => (text === "<script></script>" ? text : null),
    createScriptURL: ownScript,
  });
  const reader = window.trustedTypes?.createPolicy("sekampadi", { createHTML: (text) => text });
  const parsed = (text) =>
    new DOMParser().parseFromString(reader ? reader.createHTML(text) : text, "text/html");

  /* Where a browser forbids storage, already looking at it throws, in Reflex's scripts, too. Then
     something in its place forgets all when the page is left. */
  const standIn = (name) => {
    try {
      window[name].setItem("sekampadi-uji", "1");
      window[name].removeItem("sekampadi-uji");
      return;
    } catch {
      /* forbidden, or full */
    }
    const kept = new Map();
    const storage = {
      getItem: (key) => kept.get(String(key)) ?? null,
      setItem: (key, value) => void kept.set(String(key), String(value)),
      removeItem: (key) => void kept.delete(String(key)),
      clear: () => kept.clear(),
      key: (at) => [...kept.keys()][at] ?? null,
      get length() { return kept.size; },
    };
    Object.defineProperty(window, name, { value: storage, configurable: true });
    document.documentElement.classList.add("tanpa-penyimpanan");
  };
  standIn("sessionStorage");
  standIn("localStorage");

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

  /* ---- a file that is fetched leaves the page where it is ---------------------- */

  /* Reflex hangs up as soon as a page may be left, also when the link brings a file and the page stays:
     a dashboard was live no more after a download. Should the page go after all, pagehide hangs up. */
  let fetched = 0;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link?.pathname.startsWith("/unduh/")) fetched = Date.now();
  }, true);
  addEventListener("beforeunload", (event) => {
    if (Date.now() - fetched < 1000) event.stopImmediatePropagation();
  }, true);

  /* ---- whose tab this is ------------------------------------------------------- */

  /* Reflex keeps the tab's name in the storage and takes a new one where none is. It is taken away
     before somebody comes in, and by the time somebody has gone out: both ways lead to the login. */
  const forgetTab = () => {
    try {
      sessionStorage.removeItem("token");
    } catch {
      /* storage is forbidden: the name lives as long as the page */
    }
  };
  const inAdmin = () => /^\/admin(\/|$)/.test(location.pathname);
  const ENDED = "sekampadi-sesi-berakhir";
  if (/^\/login\/?$/.test(location.pathname)) {
    forgetTab();
    const said = document.documentElement.classList;
    said.toggle("isian-menunggu", Boolean(sessionStorage.getItem("sekampadi-isian")));
    const how = sessionStorage.getItem(ENDED);
    said.toggle("sesi-berakhir", how === "1");
    said.toggle("layar-berakhir", how === "layar");
    sessionStorage.removeItem(ENDED);
  }

  const enter = (address) => {
    forgetTab();
    location.assign(address);
  };

  /* The second click of two sends nothing again: what it asked for is under way. A survey has its
     own rule, where the second tap may be meant for the next step. */
  const TWICE = 1000;
  const sent = new WeakMap();
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-survei], #pindah")) return;
    if (event.timeStamp - (sent.get(form) ?? -TWICE) < TWICE) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      sent.set(form, event.timeStamp);
    }
  }, true);

  // Whoever has corrected something means the next click.
  addEventListener("input", (event) => { sent.delete(event.target.form); }, true);

  /* Who goes out by himself need not be told; what others have typed is kept by jaga.js. */
  let out = false;
  addEventListener("submit", (event) => { out ||= event.target.matches(".keluar"); }, true);
  const ended = () => {
    if (out || !document.querySelector('[data-pengguna]:not([data-pengguna=""])')) return;
    const screen = document.querySelector('[data-terhubung="1"]');
    sessionStorage.setItem(ENDED, screen ? "layar" : "1");
    dispatchEvent(new Event(ENDED));
  };

  /* The login has ended, or its rights are others now: the page asks again what it may show. */
  const showsPerson = () => inAdmin() || document.querySelector("[data-sudah-masuk]");
  const lapsed = () => {
    forgetTab();
    if (!showsPerson()) return;
    ended();
    location.reload();
  };

  /* The browser's Back may bring a whole page from its memory, rows and all. */
  addEventListener("pageshow", (event) => {
    if (event.persisted && showsPerson()) location.reload();
  });

  /* ---- small helpers of the pages ---------------------------------------------- */

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      count(event.target);
      filter(event.target);
    }, true);
  }

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
      // Over what is open: the page behind a dialog cannot be reached.
      (document.querySelector("dialog[open]") ?? document.body).append(box);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Tutup";
    close.onclick = () => box.remove();
    box.replaceChildren(document.createTextNode(text), close);
  };

  const denied = (code, _event, loading) => {
    if (code === "sesi.required") {
      ended();
      location.assign("/login?next=" + encodeURIComponent(location.pathname + location.search));
    } else if (["sandi.harus_ganti", "faktor.harus"].includes(code) && location.pathname !== "/admin/akun") {
      location.assign("/admin/akun");
    } else if (!loading) {
      notice("Anda tidak berhak membuka atau melakukan ini.");
    }
  };

  const failed = (id) => {
    window.sekampadi.release?.();
    notice(`Maaf, terjadi gangguan di server. Isian Anda tidak hilang; silakan coba lagi. (Kode ${id})`);
  };

  const uuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    // randomUUID exists only on https and localhost; an office network may have neither.
    const digit = (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16);
    return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, digit);
  };

  const focusOn = (el, shown = el) => {
    if (!el) return;
    if (!el.matches("a[href], button, input, select, textarea, [tabindex]")) el.tabIndex = -1;
    el.focus({ preventScroll: true });
    shown.scrollIntoView({ block: el.dataset.gulir || "start" });
  };

  /* Links inside a page. The router of the pages must not see them: it would drop the query. */
  addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-ke]");
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    const el = document.getElementById(link.dataset.ke);
    focusOn(el, el?.closest(".kelompok, .isian") ?? el);
  }, true);

  /* A page that is opened from a last step begins at its heading, not at nothing. */
  const HEADING = "sekampadi-fokus";
  addEventListener("click", (event) => {
    if (event.target.closest?.("[data-ke-judul]")) sessionStorage.setItem(HEADING, "1");
  }, true);

  /* Before the router of the pages hears of it: who has typed something is asked first (jaga.js). */
  addEventListener("popstate", (event) => window.sekampadiJaga?.back(event));

  /* ---- what appears on the page -------------------------------------------------- */

  const seen = new WeakSet();
  let last = null;
  addEventListener("focusin", (event) => { last = event.target; }, true);

  const look = () => {
    for (const box of document.querySelectorAll("#ringkasan-galat, [data-fokus]")) {
      if (seen.has(box)) continue;
      seen.add(box);
      focusOn(box);
    }
    if (!document.getElementById("survei")) {
      const plain = document.title.replace(/^Galat: /, "");
      const title = document.getElementById("ringkasan-galat") ? `Galat: ${plain}` : plain;
      if (title !== document.title) document.title = title;
    }
    // What had the focus is gone: without this, the next Tab would begin at the top of the page.
    const lost = last && !last.isConnected && (!document.activeElement || document.activeElement === document.body);
    if (lost) {
      last = null;
      focusOn([...document.querySelectorAll(".halaman main h1")].find((el) => el.offsetParent));
    }
  };

  const start = () => {
    look();
    new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
    if (sessionStorage.getItem(HEADING)) {
      sessionStorage.removeItem(HEADING);
      focusOn([...document.querySelectorAll("main h1")].find((el) => el.offsetParent), document.body);
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();

  const connection = () => document.documentElement.classList.toggle("luring", !navigator.onLine);
  addEventListener("online", connection);
  addEventListener("offline", connection);
  connection();

  /* ---- what the server asks of a page ------------------------------------------------ */

  /* Reflex would run what the server sends as source. Here it is a name and plain values (the names
     stand in sekampadi/web/commands.py, too). Those of admin pages are in admin.js. */
  const commands = {
    denied,
    lapsed,
    failed,
    enter,
    draft: (...words) => window.sekampadi.draft?.(...words) ?? "",
    begun: (...words) => window.sekampadi.begun?.(...words),
    delivered: (...words) => window.sekampadi.delivered?.(...words),
  };
  const command = (name, words) => {
    if (!Object.hasOwn(commands, name)) throw new Error(`no command ${name}`);
    return commands[name](...words);
  };

  window.sekampadi = {
    command,
    commands,
    parsed,
    denied,
    enter,
    lapsed,
    failed,
    focusOn,
    count,
    uuid,
  };
})();
