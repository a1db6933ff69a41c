/* Asks before a form that was typed into is left: until it is saved, what is typed stands only in
   the page. Forms say so with data-jaga; with data-jaga="batal" their way back asks, too. */
(() => {
  "use strict";
  if (window.sekampadiJaga) return;
  window.sekampadiJaga = true;
  const QUESTION = "Isian belum disimpan. Buang isian ini?";
  /* What opens another form in the place of this one, or leaves the page. */
  const OPENERS = ".aksi button, .judul-halaman button, .keluar button";
  let leaving = false;

  const changed = (el) => {
    if (!el.name || el.type === "hidden") return false;
    if (el.type === "checkbox" || el.type === "radio") return el.checked !== el.defaultChecked;
    if (el.options) return [...el.options].some((o) => o.selected !== o.defaultSelected && o.value);
    return el.value !== el.defaultValue;
  };

  const unsaved = () =>
    [...document.querySelectorAll("form[data-jaga]")].find((form) => [...form.elements].some(changed));

  const letLeave = () => {
    leaving = true;
    setTimeout(() => { leaving = false; }, 1000);
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("a[href], button");
    const form = target && unsaved();
    if (!form) return;
    if (target.matches("a")) {
      const file = target.download || target.pathname.startsWith("/unduh/");
      if (file) letLeave();
      if (file || target.target === "_blank" || target.hash) return;
    } else if (form.contains(target)) {
      if (target.type === "submit" || form.dataset.jaga !== "batal") return;
    } else if (!target.matches(OPENERS)) return;
    if (confirm(QUESTION)) return letLeave();
    event.preventDefault();
    event.stopPropagation();
  }, true);

  addEventListener("beforeunload", (event) => {
    if (!leaving && unsaved()) event.preventDefault();
  });
})();
