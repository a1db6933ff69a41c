/* "Cara": what helps on a page is asked for when somebody opens it, and said for his role. */
(() => {
  "use strict";
  if (window.sekampadiCara) return;
  window.sekampadiCara = true;
  const FAILED = "Cara tidak dapat dimuat. Periksa sambungan, lalu buka lagi.";
  const LEFT = "Sesi Anda sudah berakhir. Muat ulang halaman ini untuk masuk lagi.";

  const load = async (details) => {
    const place = details.querySelector("[data-cara-isi]");
    if (!place || place.dataset.ada) return;
    place.textContent = "Memuat …";
    try {
      const answer = await fetch(`/bantuan/cara?halaman=${encodeURIComponent(details.dataset.cara)}`);
      if (!answer.ok || answer.redirected) throw new Error(answer.status === 401 ? LEFT : FAILED);
      place.replaceChildren(...window.sekampadi.parsed(await answer.text()).body.childNodes);
      place.dataset.ada = "1";
    } catch (error) {
      place.textContent = error.message === LEFT ? LEFT : FAILED;
    }
  };

  /* A toggle does not bubble; it is caught on its way down. */
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.("details[data-cara]") && event.target.open) load(event.target);
  }, true);
})();
