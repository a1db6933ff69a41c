/* Tables of the admin pages: how close their lines stand, filters that are folded away, and the place
   one was at. None of it asks the server. */
(() => {
  "use strict";
  if (window.sekampadiTabel) return;
  window.sekampadiTabel = true;
  const page = document.documentElement;

  /* ---- how close the lines stand -------------------------------------------------- */

  const CHOICE = "sekampadi-kerapatan";
  const touch = matchMedia("(pointer: coarse)").matches;
  page.dataset.kerapatan = localStorage.getItem(CHOICE) ?? (touch ? "lega" : "rapat");

  /* ---- filters ----------------------------------------------------------------------- */

  const unfolded = () => document.querySelectorAll("details[data-lipat][open]");

  addEventListener("click", (event) => {
    const el = event.target;
    for (const fold of unfolded()) if (!fold.contains(el)) fold.open = false;
    if (el.closest?.("[data-kerapatan]:is(button)")) {
      page.dataset.kerapatan = page.dataset.kerapatan === "lega" ? "rapat" : "lega";
      localStorage.setItem(CHOICE, page.dataset.kerapatan);
    }
    el.closest?.("[data-utuh]")?.classList.toggle("utuh");
    const chip = el.closest?.("[data-keping]");
    if (chip) passFocus(chip);
    const tab = el.closest?.(".tab a");
    if (tab) leaveFor(tab.href);
  }, true);

  // A chip that goes hands the focus on: to the next one, the one before, or the way to new filters.
  const passFocus = (chip) => {
    const chips = [...document.querySelectorAll("[data-keping]")];
    const at = chips.indexOf(chip);
    const next = chips[at + 1] ?? chips[at - 1] ?? document.querySelector("[data-lipat] > summary");
    if (document.activeElement === chip) next?.focus();
  };

  addEventListener("keydown", (event) => {
    const chip = event.target.closest?.("[data-keping]");
    if (chip && [" ", "Delete", "Backspace"].includes(event.key)) {
      event.preventDefault();
      chip.click();
    }
    if (event.key === "Escape") {
      for (const fold of unfolded()) {
        fold.open = false;
        fold.querySelector("summary").focus();
      }
    }
  }, true);

  /* ---- the place one was at -------------------------------------------------------- */

  /* Rows come after the page does: the browser's own memory of a place finds a page too short for
     it. So each address keeps how far it was scrolled, and the page goes there once it is long enough. */
  const PLACES = "sekampadi-tempat";
  const places = new Map(JSON.parse(sessionStorage.getItem(PLACES) ?? "[]"));
  let here = location.href;
  let wanted = null;

  const keep = () => {
    places.delete(here);
    places.set(here, Math.round(scrollY));
    if (places.size > 50) places.delete(places.keys().next().value);
  };
  addEventListener("scroll", () => {
    if (wanted !== null) return;
    here = location.href;
    keep();
  }, { passive: true });

  const goOn = () => {
    if (wanted === null) return;
    const most = page.scrollHeight - innerHeight;
    if (most < wanted && performance.now() < goOn.until) return void requestAnimationFrame(goOn);
    scrollTo(0, wanted);
    if (performance.now() < goOn.until) return void requestAnimationFrame(goOn);
    wanted = null;
  };
  const goTo = (y) => {
    wanted = y;
    goOn.until = performance.now() + 1500;
    requestAnimationFrame(goOn);
  };
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(kind, () => { wanted = null; }, { passive: true, capture: true });
  }

  // A part not seen before is read from its tabs on, not from the top of the page.
  const leaveFor = (address) => {
    here = location.href;
    keep();
    here = address;
    goTo(places.get(address) ?? scrollY);
  };
  addEventListener("popstate", () => {
    here = location.href;
    goTo(places.get(here) ?? 0);
  });
  addEventListener("pagehide", () => sessionStorage.setItem(PLACES, JSON.stringify([...places])));
})();
