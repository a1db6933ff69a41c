/* The survey's way through a browser: keeps the draft, so that a lost connection, a reload or a
   restarted server loses nothing; gives each step its place in the history; lets one tab write. */
(() => {
  "use strict";
  const KEY = "sekampadi-draf:";
  /* Which draft this tab has begun or taken up, and which layanan its state at the server is of. */
  const MINE = "sekampadi-draf-saya:";
  const STATE = "sekampadi-survei";
  const LIFETIME = 12 * 60 * 60 * 1000;
  /* A second tap that comes so soon after a new step was meant for the step before. */
  const TWICE = 600;
  /* The last step sends: an impatient tap must not do that unseen. */
  const TWICE_LAST = 1500;
  const PATIENCE = 3000;

  const app = window.sekampadi;
  const byId = (id) => document.getElementById(id);
  const currentLayanan = () => (new URLSearchParams(location.search).get("layanan") || "").toLowerCase();
  const channel = window.BroadcastChannel ? new BroadcastChannel("sekampadi") : null;

  /* ---- the draft ---------------------------------------------------------------- */

  const uuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    // randomUUID exists only on https and localhost; an office network may have neither.
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 0x0f) | 0x40;
    b[8] = (b[8] & 0x3f) | 0x80;
    const h = [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
    return [h.slice(0, 8), h.slice(8, 12), h.slice(12, 16), h.slice(16, 20), h.slice(20)].join("-");
  };

  const stored = (layanan) => {
    try {
      const draft = JSON.parse(localStorage.getItem(KEY + layanan));
      if (draft && draft.layanan === layanan && draft.isian && draft.uuid) return draft;
    } catch {
      /* broken, or not ours */
    }
    return null;
  };

  const begin = (layanan) => ({
    uuid: uuid(), layanan, mulai: Date.now(), waktu: Date.now(), langkah: 1, isian: {}, kirim: false, versi: 0,
  });
  const filled = (draft) => Object.values(draft.isian).some(Boolean);
  const version = (draft) => draft.versi || 1;

  /* The draft this tab works on. Whose it is, is asked once: a tab that has begun it and is loaded
     again goes straight on; whoever else comes upon it is asked and sees nothing of it before. */
  let held = null;
  let asking = false;
  let overtaken = "";
  let visits = 0;
  let thanked = null;

  const mine = (draft) => {
    const way = performance.getEntriesByType("navigation")[0]?.type;
    const stayed = visits === 1 && (way === "reload" || way === "back_forward");
    return stayed && sessionStorage.getItem(MINE + draft.layanan) === draft.uuid;
  };

  const open = () => {
    const layanan = currentLayanan();
    if (held?.layanan === layanan) return held;
    visits += 1;
    overtaken = "";
    const found = stored(layanan);
    const old = found && Date.now() - found.waktu > LIFETIME;
    if (old) localStorage.removeItem(KEY + layanan);
    held = (!old && found) || begin(layanan);
    asking = filled(held) && !mine(held);
    if (!asking) take();
    return held;
  };

  const take = () => {
    asking = false;
    try {
      sessionStorage.setItem(MINE + held.layanan, held.uuid);
    } catch {
      /* full: the person is asked once more after a reload */
    }
  };

  /* What another tab has made of the draft: newer answers of the same survey, or one of its own,
     perhaps of another person. */
  const ahead = (found) => {
    if (found && found.uuid !== held.uuid) return "diganti";
    return found && version(found) > version(held) ? "lain" : "";
  };

  /* Writes the draft, unless another tab has written since: newer answers are never lost to older.
     Where nothing is stored though it was, the browser has cleared it or has no room: a tab that
     closes a survey says so, and is heard. */
  const save = (draft) => {
    const kind = ahead(stored(draft.layanan));
    if (kind) {
      overtake(kind);
      return false;
    }
    held = { ...draft, versi: (held.versi || 0) + 1, waktu: Date.now() };
    try {
      localStorage.setItem(KEY + held.layanan, JSON.stringify(held));
    } catch {
      document.documentElement.classList.add("tanpa-penyimpanan");
    }
    return true;
  };

  const discard = () => {
    if (stored(held.layanan)?.uuid === held.uuid) localStorage.removeItem(KEY + held.layanan);
    held = begin(held.layanan);
    take();
    document.querySelectorAll("form[data-survei]").forEach((form) => {
      form.reset();
      [...form.elements].forEach(app.count);
    });
  };

  /* Keeps the fields of a step. `langkah` is where the person wants to be: one step on after
     Lanjut. A submit that was lost on the way is then made good when the page connects again;
     `kirim` says the same of the last one. The server decides how far the answers reach.
     What is typed while a submit is on its way takes nothing back of it. */
  const record = (form, submitted = false) => {
    const step = Number(form.dataset.survei);
    const isian = { ...held.isian };
    for (const el of form.elements) {
      if (!el.name || el.type === "hidden") continue;
      if (el.type !== "radio" || el.checked) isian[el.name] = el.value;
    }
    const same = Object.keys(isian).every((name) => isian[name] === held.isian[name]);
    if (same && !submitted) return true;
    return save({
      ...held, isian, langkah: Math.min(step + (submitted ? 1 : 0), 4), kirim: submitted && step === 4,
    });
  };

  const restore = (form) => {
    for (const el of form.elements) {
      if (!el.name || el.type === "hidden" || !(el.name in held.isian)) continue;
      if (el.type === "radio") el.checked = el.value === held.isian[el.name];
      else el.value = held.isian[el.name];
      app.count(el);
    }
  };

  /* ---- steps, and their places in the history ------------------------------------ */

  let pending = 0; // what was sent and is not answered yet
  let turn = null; // the server's count of what it has handled
  let onward = false; // the next step that appears was reached by Lanjut
  let shownAt = -TWICE;
  let touched = true;
  let onwardForm = null;
  let timer = 0;
  let returning = 0; // until when the browser is on its way back

  const say = (text) => {
    const place = byId("kabar-kirim");
    if (place && place.textContent !== text) place.textContent = text;
  };

  const settle = () => {
    pending = 0;
    clearTimeout(timer);
    say("");
  };

  const LATE = "Menunggu jaringan. Isian Anda tersimpan di perangkat ini dan dikirim begitu tersambung lagi.";
  const wait = (text) => {
    pending += 1;
    clearTimeout(timer);
    say(navigator.onLine ? text : LATE);
    timer = setTimeout(() => say(LATE), PATIENCE);
  };
  addEventListener("offline", () => { if (pending) say(LATE); });

  /* A place belongs to the survey that made it: one that came before in this tab, and one begun
     anew, leave theirs behind. */
  const place = (step, from) => ({ ...history.state, langkah: step, dari: from, draf: held.uuid });
  const ours = () => (held && history.state?.draf === held.uuid ? history.state.langkah : undefined);

  /* Puts the step that is shown where the browser stands. */
  const settleAt = (step) => {
    const at = ours();
    if (at === step) return;
    if (onward && at < step) history.pushState(place(step, at), "");
    // Forward was further than the answers reach: the place of this step is the one before.
    else if (at && history.state.dari === step) history.back();
    else history.replaceState(place(step), "");
  };

  const go = (step) => {
    if (!save({ ...held, langkah: step, kirim: false })) return;
    const form = byId("pindah");
    form.elements.draf.value = JSON.stringify(held);
    form.elements.langkah.value = String(step);
    onward = false;
    wait("Memuat …");
    form.requestSubmit();
  };

  // Before React's router sees it: the address is the same, and nothing has to be loaded again.
  addEventListener("popstate", (event) => {
    const step = event.state?.langkah;
    if (!step || !byId("survei") || location.pathname.replace(/\/$/, "") !== "/survei") return;
    if (currentLayanan() !== (thanked || held)?.layanan) return;
    event.stopImmediatePropagation();
    returning = 0;
    if (thanked || event.state.draf !== held.uuid) history.back();
    else if (!asking && !overtaken) go(step);
  }, true);

  /* ---- another tab ----------------------------------------------------------------- */

  const NEWS = {
    lain: [
      "Isian ini juga sedang dibuka di tab lain, dan yang terbaru ada di sana. Yang terakhir Anda ketik di sini mungkin belum tersimpan.",
      "Pakai isian terbaru",
    ],
    diganti: ["Isian Anda digantikan isian lain di perangkat ini.", "Mulai survei baru"],
    tutup: ["Isian ini sudah ditutup di tab lain.", "Mulai survei baru"],
    kirim: ["Survei ini sudah terkirim dari tab lain. Terima kasih.", "Mulai survei baru"],
  };

  const overtake = (kind) => {
    if (overtaken === kind || overtaken === "kirim") return;
    overtaken = kind;
    settle();
    look();
    byId("tab-lain")?.focus();
  };

  const showNews = () => {
    const box = byId("tab-lain");
    if (!box || box.dataset.kabar === overtaken) return;
    box.dataset.kabar = overtaken;
    box.replaceChildren();
    if (overtaken) {
      const text = document.createElement("p");
      text.textContent = NEWS[overtaken][0];
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tombol tombol-biasa";
      button.textContent = NEWS[overtaken][1];
      button.onclick = catchUp;
      box.append(text, button);
    }
  };

  const catchUp = () => {
    const found = stored(held.layanan);
    const fresh = overtaken !== "lain" || found?.uuid !== held.uuid;
    // Who begins anew in place of another survey does so knowingly; its tab is told in turn.
    if (overtaken === "diganti") localStorage.removeItem(KEY + held.layanan);
    overtaken = "";
    if (fresh) discard(); // what another tab has begun since stays
    else held = found;
    take();
    document.querySelectorAll("form[data-survei]").forEach(restore);
    look();
    go(held.langkah);
  };

  addEventListener("storage", (event) => {
    if (!held || event.key !== KEY + held.layanan || thanked) return;
    const found = stored(held.layanan);
    if (asking) {
      held = found || begin(held.layanan);
      asking = filled(held);
      if (!asking) take();
      look();
    } else {
      const kind = found ? ahead(found) : held.versi && "tutup";
      if (kind) overtake(kind);
    }
  });

  if (channel) {
    channel.onmessage = (event) => {
      if (!thanked && !asking && held && event.data?.terkirim === held.uuid) overtake("kirim");
    };
  }

  /* ---- what the person does ---------------------------------------------------------- */

  const surveyForm = (event) => event.target.closest?.("form[data-survei]");
  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  for (const kind of ["input", "change"]) {
    addEventListener(kind, (event) => {
      const form = surveyForm(event);
      if (!form || overtaken || asking) return;
      touched = true;
      open();
      record(form, onward && pending > 0);
      correct(event.target);
    }, true);
  }
  addEventListener("keydown", (event) => { if (event.key !== "Enter") touched = true; }, true);

  /* The second tap of two may meet an answer of the new step where the button was, or nothing,
     which would take the focus away from its heading. */
  let tap = null;
  const soon = () =>
    !touched && performance.now() - shownAt < (onwardForm?.dataset.survei === "4" ? TWICE_LAST : TWICE);
  const near = (event) => tap && Math.hypot(event.clientX - tap.x, event.clientY - tap.y) < 40;
  const slip = (event) => event.detail && (thanked || onwardForm?.isConnected) && near(event) && soon();
  // A touch somewhere else is meant.
  addEventListener("pointerdown", (event) => { if (!near(event)) touched = true; }, true);
  addEventListener("mousedown", (event) => { if (slip(event)) event.preventDefault(); }, true);
  addEventListener("click", (event) => {
    if (slip(event)) stop(event);
    else if (surveyForm(event) && event.target.closest("[type=submit]")) tap = { x: event.clientX, y: event.clientY };
  }, true);

  // Before React sees the submit: the form carries the whole draft with it.
  addEventListener("submit", (event) => {
    const form = surveyForm(event);
    if (!form) return;
    open();
    if (pending || soon() || overtaken || asking || !record(form, true)) return stop(event);
    const step = Number(form.dataset.survei);
    if (ours() !== step) history.replaceState(place(step), "");
    form.elements.draf.value = JSON.stringify(held);
    onward = true;
    wait(held.kirim ? "Mengirim jawaban Anda …" : "Menyimpan …");
  }, true);

  addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-kembali], [data-ulang], [data-tanya]");
    if (!button) return;
    stop(event);
    open();
    if (button.dataset.tanya) return answer(button.dataset.tanya);
    if (pending || overtaken || performance.now() < returning) return;
    if (button.dataset.ulang) {
      discard();
      history.replaceState(place(1), "");
      return go(1);
    }
    const step = Number(button.dataset.kembali) - 1;
    if (ours() && history.state.dari === step) {
      // Until the browser is there, a second tap would go back twice.
      returning = performance.now() + 1000;
      return history.back();
    }
    history.replaceState(place(step), "");
    go(step);
  }, true);

  const answer = (kind) => {
    if (kind === "baru") discard();
    take();
    document.querySelectorAll("form[data-survei]").forEach(restore);
    look();
    app.focusOn(byId("judul-langkah"));
    // It is written with that, so a tab that still has it open hears of it.
    go(held.langkah);
  };

  /* ---- errors go when corrected -------------------------------------------------------- */

  const isRight = (el) => {
    if (el.type === "radio") return true;
    if (el.dataset.maks) return [...el.value.trim()].length <= Number(el.dataset.maks);
    const number = /^\s*\d+\s*$/.test(el.value) ? Number(el.value) : NaN;
    return !el.dataset.min || (number >= Number(el.dataset.min) && number <= Number(el.dataset.max));
  };

  const mark = (field, right) => {
    const box = document.querySelector(`[data-isian="${field}"]`);
    const group = box?.closest(".kelompok");
    if (!group?.matches(".salah")) return;
    group.classList.toggle("betul", right);
    box.setAttribute("aria-invalid", String(!right));
    const line = document.querySelector(`#ringkasan-galat [data-untuk="${field}"]`);
    if (line) line.hidden = right;
    const summary = byId("ringkasan-galat");
    if (summary) summary.hidden = !summary.querySelector("[data-untuk]:not([hidden])");
  };

  const correct = (el) => {
    if (el.name) mark(el.name, isRight(el));
    entitle();
  };

  /* ---- what appears on the page -------------------------------------------------------- */

  const entitle = () => {
    if (!byId("survei")) return;
    const asked = asking && byId("judul-tanya");
    const heading = asked || document.querySelector("#survei h1:not(#judul-tanya)");
    if (!heading) return;
    const wrong = !asked && byId("ringkasan-galat")?.hidden === false;
    const title = `${wrong ? "Galat: " : ""}${heading.textContent} – Survei – SEKAMPADI`;
    if (document.title !== title) document.title = title;
  };

  const seen = new WeakSet();
  let first = true;

  const appear = (form) => {
    const step = Number(form.dataset.survei);
    if (!asking) restore(form);
    if (!first) app.focusOn(byId("judul-langkah"));
    // A page loaded again knows its place, and the step follows.
    if (!pending && !(first && ours())) settleAt(step);
    if (onward) {
      shownAt = performance.now();
      touched = false;
      onwardForm = form;
    }
    onward = false;
    first = false;
  };

  const look = () => {
    const survey = byId("survei");
    if (!survey) {
      held = thanked = null;
      return;
    }
    const done = survey.querySelector("[data-selesai]");
    if (!done) {
      thanked = null;
      open();
    }
    const now = Number(survey.dataset.giliran || 0);
    const answered = turn !== null && now !== turn;
    if (answered) {
      pending = now > turn ? Math.max(0, pending - (now - turn)) : 0;
      if (!pending) settle();
      // The server has looked anew: what it finds wrong is wrong, also when it was so before.
      survey.querySelectorAll(".betul [data-isian], .betul[data-isian]").forEach((el) => mark(el.dataset.isian, false));
      survey.querySelectorAll("#ringkasan-galat, #ringkasan-galat [data-untuk]").forEach((el) => { el.hidden = false; });
    }
    turn = now;
    const html = document.documentElement;
    const summary = byId("ringkasan-galat");
    const quiet = held?.kirim && !summary;
    html.classList.toggle("tanya-lanjut", asking && !quiet);
    html.classList.toggle("tab-basi", Boolean(overtaken));
    let fresh = false;
    for (const form of survey.querySelectorAll("form[data-survei]")) {
      form.inert = Boolean(overtaken);
      if (seen.has(form)) continue;
      seen.add(form);
      appear(form);
      fresh = true;
    }
    const step = Number(survey.querySelector("form[data-survei]")?.dataset.survei);
    if (step && answered && !fresh && !pending && !asking) settleAt(step);
    if (answered && summary && !overtaken) app.focusOn(summary);
    const question = byId("judul-tanya");
    if (asking && !quiet && question && !seen.has(question)) {
      seen.add(question);
      app.focusOn(question);
    }
    showNews();
    if (done && !seen.has(done)) {
      seen.add(done);
      finish(done.dataset.selesai);
    }
    entitle();
  };

  const finish = (identity) => {
    const layanan = currentLayanan();
    settle();
    // Only the survey that the server has stored; another begun meanwhile stays.
    if (stored(layanan)?.uuid === identity) localStorage.removeItem(KEY + layanan);
    sessionStorage.removeItem(MINE + layanan);
    sessionStorage.removeItem(STATE);
    channel?.postMessage({ terkirim: identity });
    thanked = { layanan, uuid: identity };
    // The second tap of two on Selesai is no Tutup, and leaves the focus where it is.
    shownAt = performance.now();
    touched = false;
    held = null;
    asking = false;
    overtaken = "";
  };

  /* What the server keeps for this tab belongs to one survey: another begins with nothing of it. */
  open();
  if (asking || sessionStorage.getItem(STATE) !== held.layanan) sessionStorage.removeItem("token");
  sessionStorage.setItem(STATE, held.layanan);
  document.documentElement.classList.toggle("tanya-lanjut", asking && !held.kirim);

  const start = () => {
    look();
    new MutationObserver(look).observe(document.body, {
      childList: true, subtree: true, attributes: true, attributeFilter: ["data-giliran"],
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();

  Object.assign(app, {
    /* What the server may know when it opens the survey: nothing before the person has said that
       the draft is his own, but for one that was sent already. */
    draft: (layanan) => {
      if (thanked) return JSON.stringify({ uuid: thanked.uuid, layanan: thanked.layanan, isian: {} });
      const draft = open();
      if (draft.layanan !== layanan || overtaken) return "";
      if (!asking) return JSON.stringify(draft);
      if (draft.kirim) return JSON.stringify({ ...draft, titipan: true });
      // Enough to open a survey that was begun before its layanan was closed.
      return JSON.stringify({ uuid: draft.uuid, layanan, awal: draft.awal, isian: {} });
    },
    /* The server has stored what somebody else had sent from here, or could not: then it is asked
       about like any other draft. */
    delivered: (identity, kept) => {
      if (held?.uuid !== identity || !asking) return;
      if (kept) {
        discard();
        channel?.postMessage({ terkirim: identity });
      } else {
        held.kirim = false;
      }
      look();
    },
    /* Keeps the server's word of when a survey was begun with its draft. */
    begun: (identity, token) => {
      if (held?.uuid !== identity || held.awal === token) return;
      held.awal = token;
      if (held.versi && !overtaken && !asking) save(held);
    },
    release: settle,
  });
})();
