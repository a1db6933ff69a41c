/* The survey's way through a browser: each step has its place in the history, what is on its way is
   told, errors go when they are corrected. What is typed is kept by survei-draf.js. */
(() => {
  "use strict";
  /* A second tap that comes so soon after a new step was meant for the step before. */
  const TWICE = 600;
  /* The last step sends: an impatient tap must not do that unseen. */
  const TWICE_LAST = 1500;
  const PATIENCE = 3000;

  const app = window.sekampadi;
  const byId = (id) => document.getElementById(id);
  const state = window.sekampadiSurvei;
  const { currentLayanan, open, take, save, discard, record, restore, showNews } = state;

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

  const waiting = (yes) => document.documentElement.classList.toggle("menunggu", yes);

  const settle = () => {
    waiting(false);
    pending = 0;
    clearTimeout(timer);
    say("");
  };

  const LATE = "Menunggu jaringan. Isian Anda tersimpan di perangkat ini dan dikirim begitu tersambung lagi.";
  const wait = (text) => {
    pending += 1;
    waiting(true);
    clearTimeout(timer);
    say(navigator.onLine ? text : LATE);
    timer = setTimeout(() => say(LATE), PATIENCE);
  };
  addEventListener("offline", () => { if (pending) say(LATE); });

  /* A place belongs to the survey that made it: one that came before in this tab, and one begun
     anew, leave theirs behind. */
  const place = (step, from) => ({ ...history.state, langkah: step, dari: from, draf: state.held.uuid });
  const ours = () => (state.held && history.state?.draf === state.held.uuid ? history.state.langkah : undefined);

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
    if (!save({ ...state.held, langkah: step, kirim: false })) return;
    const form = byId("pindah");
    form.elements.draf.value = JSON.stringify(state.held);
    form.elements.langkah.value = String(step);
    onward = false;
    wait("Memuat …");
    form.requestSubmit();
  };

  // Before React's router sees it: the address is the same, and nothing has to be loaded again.
  addEventListener("popstate", (event) => {
    const step = event.state?.langkah;
    if (!step || !byId("survei") || location.pathname.replace(/\/$/, "") !== "/survei") return;
    if (currentLayanan() !== (state.thanked || state.held)?.layanan) return;
    event.stopImmediatePropagation();
    returning = 0;
    if (state.thanked || event.state.draf !== state.held.uuid) history.back();
    else if (!state.asking && !state.overtaken) go(step);
  }, true);

  /* ---- what the person does ---------------------------------------------------------- */

  const surveyForm = (event) => event.target.closest?.("form[data-survei]");
  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  for (const kind of ["input", "change"]) {
    addEventListener(kind, (event) => {
      const form = surveyForm(event);
      if (!form || state.overtaken || state.asking) return;
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
  // Beyond the time of a double tap somebody means it, and is told why nothing happens.
  const askAgain = (event) => {
    const late = performance.now() - shownAt > TWICE && event.target.closest?.("form[data-survei='4']");
    if (late && !state.thanked) say("Ini langkah terakhir. Ketuk Selesai sekali lagi untuk mengirim.");
  };
  const near = (event) => tap && Math.hypot(event.clientX - tap.x, event.clientY - tap.y) < 40;
  const slip = (event) => event.detail && (state.thanked || onwardForm?.isConnected) && near(event) && soon();
  // A touch somewhere else is meant.
  addEventListener("pointerdown", (event) => { if (!near(event)) touched = true; }, true);
  addEventListener("mousedown", (event) => { if (slip(event)) event.preventDefault(); }, true);
  addEventListener("click", (event) => {
    if (slip(event)) {
      stop(event);
      askAgain(event);
    }
    else if (surveyForm(event) && event.target.closest("[type=submit]")) tap = { x: event.clientX, y: event.clientY };
  }, true);

  // Before React sees the submit: the form carries the whole draft with it.
  addEventListener("submit", (event) => {
    const form = surveyForm(event);
    if (!form) return;
    open();
    if (!pending && soon()) askAgain(event);
    if (pending || soon() || state.overtaken || state.asking || !record(form, true)) return stop(event);
    const step = Number(form.dataset.survei);
    if (ours() !== step) history.replaceState(place(step), "");
    form.elements.draf.value = JSON.stringify(state.held);
    onward = true;
    wait(state.held.kirim ? "Mengirim jawaban Anda …" : "Menyimpan …");
  }, true);

  addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-kembali], [data-ulang], [data-tanya]");
    if (!button) return;
    stop(event);
    open();
    if (button.dataset.tanya) return answer(button.dataset.tanya);
    if (pending || state.overtaken || performance.now() < returning) return;
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
    go(state.held.langkah);
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
    const asked = state.asking && byId("judul-tanya");
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
    if (!state.asking) restore(form);
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
      state.held = state.thanked = null;
      return;
    }
    const done = survey.querySelector("[data-selesai]");
    if (!done) {
      state.thanked = null;
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
    const quiet = state.held?.kirim && !summary;
    html.classList.toggle("tanya-lanjut", state.asking && !quiet);
    html.classList.toggle("tab-basi", Boolean(state.overtaken));
    let fresh = false;
    for (const form of survey.querySelectorAll("form[data-survei]")) {
      form.inert = Boolean(state.overtaken);
      if (seen.has(form)) continue;
      seen.add(form);
      appear(form);
      fresh = true;
    }
    const step = Number(survey.querySelector("form[data-survei]")?.dataset.survei);
    if (step && answered && !fresh && !pending && !state.asking) settleAt(step);
    if (answered && summary && !state.overtaken) app.focusOn(summary);
    const question = byId("judul-tanya");
    if (state.asking && !quiet && question && !seen.has(question)) {
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
    settle();
    state.finish(identity);
    // The second tap of two on Selesai is no Tutup, and leaves the focus where it is.
    shownAt = performance.now();
    touched = false;
  };

  Object.assign(state, { look, settle, go });
  app.release = settle;

  const start = () => {
    look();
    new MutationObserver(look).observe(document.body, {
      childList: true, subtree: true, attributes: true, attributeFilter: ["data-giliran"],
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
