/* The documents of an annual report take some seconds to make, one at a time for each person. Here a
   press says so and keeps the other buttons off until the file has come; what goes wrong is said beside
   them, and nobody leaves the page. Without this script they are links like any other. */
(() => {
  "use strict";
  if (window.sekampadiUnduh) return;
  window.sekampadiUnduh = true;
  const MAKING = "Menyiapkan berkas …";
  const FAILED = "Sambungan terputus. Berkas belum terunduh; coba lagi.";
  const LIFE = 60 * 1000;
  let busy = false;

  const say = (place, name, words) => {
    const found = place.querySelector(`[data-unduh-${name}]`);
    if (found) found.textContent = words;
  };

  const nameOf = (answer) => {
    const told = answer.headers.get("Content-Disposition") ?? "";
    const whole = /filename\*=UTF-8''([^;]+)/i.exec(told);
    return whole ? decodeURIComponent(whole[1]) : (/filename="([^"]*)"/i.exec(told)?.[1] ?? "laporan");
  };

  /* What an endpoint refuses is a small page for a person. */
  const refusalOf = async (answer) => {
    const page = window.sekampadi.parsed(await answer.text());
    return page.querySelector("main p")?.textContent.trim() || FAILED;
  };

  const save = (file, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), LIFE);
  };

  const load = async (link) => {
    const place = link.closest("[data-unduh]");
    const links = [...place.querySelectorAll("a[href]")];
    // The node of the words stays: the page's own script holds it.
    const [words, label] = [link.firstChild, link.firstChild.data];
    busy = true;
    words.data = MAKING;
    links.forEach((el) => el.setAttribute("aria-disabled", "true"));
    say(place, "galat", "");
    say(place, "kabar", `${MAKING} Biasanya selesai dalam setengah menit.`);
    try {
      const answer = await fetch(link.href);
      if (answer.status === 401) return window.sekampadi.denied("sesi.required");
      if (!answer.ok) return say(place, "galat", await refusalOf(answer));
      save(await answer.blob(), nameOf(answer));
    } catch {
      say(place, "galat", FAILED);
    } finally {
      busy = false;
      words.data = label;
      links.forEach((el) => el.removeAttribute("aria-disabled"));
      say(place, "kabar", "");
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-unduh] a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (!busy) load(link);
  }, true);
})();
