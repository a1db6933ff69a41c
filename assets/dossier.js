/* The page of a dossier asks every few seconds whether somebody else has changed it. A hidden button
   (dossier-jaga) hands that to the state, so it ends with the tab. */
(() => {
  "use strict";
  if (window.sekampadiDossier) return;
  window.sekampadiDossier = true;
  const EVERY = 7000;
  const away = () => document.hidden || document.querySelector(".koneksi.putus, .luring");
  setInterval(() => {
    if (!away()) document.getElementById("dossier-jaga")?.click();
  }, EVERY);
})();
