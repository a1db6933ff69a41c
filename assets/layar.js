/* The leaders' screen: full screen, dark and light, pages that turn by themselves, and the age of
   the figures. Everything works without a pointer: ?mode=dinding begins on the wall at once,
   ?tema=gelap chooses the dark, ?detik=20 the pace; arrow keys turn, the space bar holds. */
(() => {
  "use strict";
  if (window.sekampadiLayar) return;
  window.sekampadiLayar = true;

  const root = document.documentElement;
  const HERE = "/admin/layar";
  const OLD = 90 * 1000; // the server reads at least once a minute
  const query = () => new URLSearchParams(location.search);
  const pace = () => Math.min(Math.max(Number(query().get("detik")) || 15, 5), 600) * 1000;
  const here = () => location.pathname.replace(/\/$/, "") === HERE;
  const part = (name) => document.querySelector(`[data-layar="${name}"]`);
  let shown = 0;
  let turned = Date.now();
  let held = false;

  const remember = (name, value) => {
    const given = query();
    if (value) given.set(name, value);
    else given.delete(name);
    const text = given.toString();
    history.replaceState(history.state, "", location.pathname + (text ? "?" + text : ""));
  };

  const dark = () => {
    const wanted = query().get("tema");
    if (wanted === "gelap" || wanted === "terang") return wanted === "gelap";
    return matchMedia("(prefers-color-scheme: dark)").matches;
  };

  const pages = () => [...document.querySelectorAll(".layar-halaman:not(.layar-meja)")];

  const show = (step) => {
    const all = pages();
    if (!all.length) return;
    shown = (shown + step + all.length) % all.length;
    all.forEach((page, i) => page.toggleAttribute("data-tampak", i === shown));
    const number = part("nomor");
    const text = `${shown + 1}/${all.length}${held ? " ⏸" : ""} `;
    if (number && number.textContent !== text) number.textContent = text;
    if (step) turned = Date.now();
  };

  const age = (seconds) => {
    if (seconds < 120) return `${seconds} detik`;
    if (seconds < 7200) return `${Math.floor(seconds / 60)} menit`;
    return `${Math.floor(seconds / 3600)} jam`;
  };

  /* How far the clock of this screen is from the server's; the first figures are seconds old. */
  let skew = null;

  const tick = () => {
    const wall = here() && query().get("mode") === "dinding";
    root.toggleAttribute("data-dinding", wall);
    root.toggleAttribute("data-gelap", here() && dark());
    if (!here()) return;
    const box = document.querySelector(".layar");
    const place = part("umur");
    if (box && place) {
      const read = Number(box.dataset.dibaca);
      if (skew === null || Date.now() - read < skew) skew = Date.now() - read;
      const old = Date.now() - read - skew;
      const broken = box.classList.contains("terganggu") || root.classList.contains("luring")
        || document.querySelector(".koneksi.putus") !== null;
      const stale = broken || old > OLD;
      const text = stale ? `– umur angka: ${age(Math.round(old / 1000))}` : "";
      if (place.textContent !== text) place.textContent = text;
      box.toggleAttribute("data-usang", stale);
    }
    const clock = part("jam");
    if (clock && box?.dataset.zona) {
      const time = new Date().toLocaleTimeString("id-ID", {
        timeZone: box.dataset.zona, hour: "2-digit", minute: "2-digit",
      });
      if (clock.textContent !== time) clock.textContent = time;
    }
    if (wall) show(!held && Date.now() - turned > pace() ? 1 : 0);
  };

  const enter = () => {
    remember("mode", "dinding");
    shown = 0;
    turned = Date.now();
    document.documentElement.requestFullscreen?.().catch(() => {
      /* a browser may refuse; the wall works in a window, too */
    });
    tick();
  };

  const leave = () => {
    remember("mode", "");
    if (document.fullscreenElement) document.exitFullscreen();
    tick();
  };

  document.addEventListener("click", (event) => {
    const name = event.target.closest?.("[data-layar]")?.dataset.layar;
    if (name === "penuh") enter();
    if (name === "tema") {
      remember("tema", dark() ? "terang" : "gelap");
      tick();
    }
  });

  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement && root.hasAttribute("data-dinding")) leave();
  });

  document.addEventListener("keydown", (event) => {
    if (!root.hasAttribute("data-dinding")) return;
    if (event.key === "ArrowRight" || event.key === "PageDown") show(1);
    else if (event.key === "ArrowLeft" || event.key === "PageUp") show(-1);
    else if (event.key === "Escape") leave();
    else if (event.key === " " && !event.target.closest("a, button")) held = !held;
    else return;
    event.preventDefault();
    tick();
  });

  tick();
  setInterval(tick, 1000);
  new MutationObserver(() => {
    if (root.hasAttribute("data-dinding")) show(0);
  }).observe(root, { childList: true, subtree: true });
})();
