/* Offers the plain pages where the live survey does not come up, or no more answers: a network that
   lets no socket through, a browser too old for the rest of the page. So this is written for old browsers too. */
(function () {
  "use strict";
  var PATIENCE = 8000;
  var LATER = 15000;
  var root = document.documentElement;
  var byId = function (id) { return document.getElementById(id); };
  var layanan = function () {
    var found = /[?&]layanan=([a-z0-9-]+)/i.exec(location.search);
    return found ? found[1].toLowerCase() : "";
  };

  /* The server has answered, if only that there is no such survey. */
  var connected = function () {
    var survey = byId("survei");
    return !survey || (survey.getAttribute("data-giliran") || "0") !== "0" || !survey.querySelector("form[data-survei]");
  };

  /* A socket that dies later: what was sent waits too long, though there is a network. Where there
     is none, the plain pages would not come either. */
  var since = 0;
  var stuck = function () {
    return since > 0 && navigator.onLine !== false && Date.now() - since >= LATER;
  };

  var look = function () {
    var offer = !connected() || stuck();
    if (offer !== root.classList.contains("lambat")) root.classList[offer ? "add" : "remove"]("lambat");
  };

  var watch = function () {
    var waits = root.classList.contains("menunggu");
    if (waits && !since) {
      since = Date.now();
      setTimeout(look, LATER + 50);
    } else if (!waits && since) {
      since = 0;
      look();
    }
  };
  if (window.MutationObserver) {
    new MutationObserver(watch).observe(root, { attributes: true, attributeFilter: ["class"] });
  }
  // The socket comes back by itself, or does not.
  addEventListener("online", function () { if (since) setTimeout(look, LATER + 50); });

  setTimeout(function () {
    look();
    if (window.MutationObserver && root.classList.contains("lambat")) {
      new MutationObserver(look).observe(document.body, {
        childList: true, subtree: true, attributes: true, attributeFilter: ["data-giliran"],
      });
    }
  }, Math.max(0, PATIENCE - (window.performance ? performance.now() : 0)));

  addEventListener("submit", function (event) {
    var form = event.target;
    if (form.id !== "tawaran-lembar") return;
    event.stopImmediatePropagation(); // React has nothing to do with it
    var kode = layanan();
    var draft = window.sekampadi && window.sekampadi.handOver ? window.sekampadi.handOver() : null;
    form.action = "/lembar" + (kode ? "/" + kode : "");
    form.method = draft && kode ? "post" : "get";
    form.elements.draf.value = draft ? JSON.stringify(draft) : "";
    form.elements.draf.disabled = form.method === "get";
  }, true);
})();
