/* The draft of the survey in this browser, so that a lost connection, a reload or a restarted
   server loses nothing: whose it is, and which of several tabs may write it. The steps are in
   survei.js. */
(() => {
  "use strict";
  const KEY = "sekampadi-draf:";
  /* Which draft this tab has begun or taken up, and which layanan its state at the server is of. */
  const MINE = "sekampadi-draf-saya:";
  const STATE = "sekampadi-survei";
  const LIFETIME = 12 * 60 * 60 * 1000;

  const app = window.sekampadi;
  const byId = (id) => document.getElementById(id);
  const currentLayanan = () => (new URLSearchParams(location.search).get("layanan") || "").toLowerCase();
  const channel = window.BroadcastChannel ? new BroadcastChannel("sekampadi") : null;

  /* ---- the draft ---------------------------------------------------------------- */

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
    uuid: app.uuid(), layanan, mulai: Date.now(), waktu: Date.now(), langkah: 1, isian: {}, kirim: false, versi: 0,
  });
  const filled = (draft) => Object.values(draft.isian).some(Boolean);
  const version = (draft) => draft.versi || 1;

  /* The draft this tab works on. Whose it is, is asked once: a tab that has begun it and is loaded
     again goes straight on; whoever else comes upon it is asked and sees nothing of it before. */
  const state = { held: null, asking: false, resumed: false, overtaken: "", thanked: null };
  let visits = 0;

  const mine = (draft) => {
    const way = performance.getEntriesByType("navigation")[0]?.type;
    const stayed = visits === 1 && (way === "reload" || way === "back_forward");
    return stayed && sessionStorage.getItem(MINE + draft.layanan) === draft.uuid;
  };

  const open = () => {
    const layanan = currentLayanan();
    if (state.held?.layanan === layanan) return state.held;
    visits += 1;
    state.overtaken = "";
    const found = stored(layanan);
    const old = found && Date.now() - found.waktu > LIFETIME;
    if (old) localStorage.removeItem(KEY + layanan);
    state.held = (!old && found) || begin(layanan);
    state.asking = filled(state.held) && !mine(state.held);
    // What is typed before the page has connected is not taken up again: it was never left.
    state.resumed = filled(state.held);
    if (!state.asking) take();
    return state.held;
  };

  /* Until anything is kept of it, a draft takes the identity that the server has signed the start of:
     nothing has to be said then. */
  const adopt = (uuid, awal) => {
    const old = state.held.uuid;
    Object.assign(state.held, { uuid, awal });
    if (history.state?.draf === old) history.replaceState({ ...history.state, draf: uuid }, "");
    take();
    return null;
  };

  const take = () => {
    state.asking = false;
    try {
      sessionStorage.setItem(MINE + state.held.layanan, state.held.uuid);
    } catch {
      /* full: the person is asked once more after a reload */
    }
  };

  /* What another tab has made of the draft: newer answers of the same survey, or one of its own,
     perhaps of another person. */
  const ahead = (found) => {
    if (found && found.uuid !== state.held.uuid) return "diganti";
    return found && version(found) > version(state.held) ? "lain" : "";
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
    state.held = { ...draft, versi: (state.held.versi || 0) + 1, waktu: Date.now() };
    try {
      localStorage.setItem(KEY + state.held.layanan, JSON.stringify(state.held));
    } catch {
      document.documentElement.classList.add("tanpa-penyimpanan");
    }
    return true;
  };

  const discard = () => {
    if (stored(state.held.layanan)?.uuid === state.held.uuid) localStorage.removeItem(KEY + state.held.layanan);
    state.held = begin(state.held.layanan);
    state.resumed = false;
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
    const isian = { ...state.held.isian };
    for (const el of form.elements) {
      if (!el.name || el.type === "hidden") continue;
      if (el.type !== "radio" || el.checked) isian[el.name] = el.value;
    }
    const same = Object.keys(isian).every((name) => isian[name] === state.held.isian[name]);
    if (same && !submitted) return true;
    return save({
      ...state.held, isian, langkah: Math.min(step + (submitted ? 1 : 0), 4), kirim: submitted && step === 4,
    });
  };

  const restore = (form) => {
    for (const el of form.elements) {
      if (!el.name || el.type === "hidden" || !(el.name in state.held.isian)) continue;
      if (el.type === "radio") el.checked = el.value === state.held.isian[el.name];
      else el.value = state.held.isian[el.name];
      app.count(el);
    }
  };

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
    if (state.overtaken === kind || state.overtaken === "kirim") return;
    state.overtaken = kind;
    state.settle();
    state.look();
    byId("tab-lain")?.focus();
  };

  const showNews = () => {
    const box = byId("tab-lain");
    if (!box || box.dataset.kabar === state.overtaken) return;
    box.dataset.kabar = state.overtaken;
    box.replaceChildren();
    if (state.overtaken) {
      const text = document.createElement("p");
      text.textContent = NEWS[state.overtaken][0];
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tombol tombol-biasa";
      button.textContent = NEWS[state.overtaken][1];
      button.onclick = catchUp;
      box.append(text, button);
    }
  };

  const catchUp = () => {
    const found = stored(state.held.layanan);
    const fresh = state.overtaken !== "lain" || found?.uuid !== state.held.uuid;
    // Who begins anew in place of another survey does so knowingly; its tab is told in turn.
    if (state.overtaken === "diganti") localStorage.removeItem(KEY + state.held.layanan);
    state.overtaken = "";
    if (fresh) discard(); // what another tab has begun since stays
    else state.held = found;
    take();
    document.querySelectorAll("form[data-survei]").forEach(restore);
    state.look();
    state.go(state.held.langkah);
  };

  addEventListener("storage", (event) => {
    if (!state.held || event.key !== KEY + state.held.layanan || state.thanked) return;
    const found = stored(state.held.layanan);
    if (state.asking) {
      state.held = found || begin(state.held.layanan);
      state.asking = state.resumed = filled(state.held);
      if (!state.asking) take();
      state.look();
    } else {
      const kind = found ? ahead(found) : state.held.versi && "tutup";
      if (kind) overtake(kind);
    }
  });

  if (channel) {
    channel.onmessage = (event) => {
      if (!state.thanked && !state.asking && state.held && event.data?.terkirim === state.held.uuid) overtake("kirim");
    };
  }

  /* ---- the end ----------------------------------------------------------------------- */

  const finish = (identity) => {
    const layanan = currentLayanan();
    // Only the survey that the server has stored; another begun meanwhile stays.
    if (stored(layanan)?.uuid === identity) localStorage.removeItem(KEY + layanan);
    sessionStorage.removeItem(MINE + layanan);
    sessionStorage.removeItem(STATE);
    channel?.postMessage({ terkirim: identity });
    Object.assign(state, { thanked: { layanan, uuid: identity }, held: null, asking: false, overtaken: "" });
  };

  /* What the server keeps for this tab belongs to one survey: another begins with nothing of it. */
  open();
  if (state.asking || sessionStorage.getItem(STATE) !== state.held.layanan) sessionStorage.removeItem("token");
  sessionStorage.setItem(STATE, state.held.layanan);
  document.documentElement.classList.toggle("tanya-lanjut", state.asking && !state.held.kirim);

  Object.assign(app, {
    /* What the server may know when it opens the survey: nothing before the person has said that
       the draft is his own, but for one that was sent already. Null: nothing that it would not know. */
    draft: (layanan, uuid, awal) => {
      if (state.thanked) return JSON.stringify({ uuid: state.thanked.uuid, layanan: state.thanked.layanan, isian: {} });
      const draft = open();
      if (draft.layanan !== layanan || state.overtaken) return "";
      if (awal && !state.asking && !draft.awal && !draft.versi && !stored(layanan)) return adopt(uuid, awal);
      if (!state.asking) return JSON.stringify({ ...draft, lama: state.resumed });
      if (draft.kirim) return JSON.stringify({ ...draft, titipan: true });
      // Enough to open a survey that was begun before its layanan was closed.
      return JSON.stringify({ uuid: draft.uuid, layanan, awal: draft.awal, isian: {}, lembar: draft.lembar });
    },
    /* What goes along to the plain pages: the answers so far, if they are of who is here. From then
       on the server is asked whether they were sent there. */
    handOver: () => {
      const form = document.querySelector("form[data-survei]");
      if (!open().layanan || state.asking || state.overtaken || state.thanked) return null;
      if (form && !record(form)) return null;
      save({ ...state.held, lembar: true });
      return state.held;
    },
    /* The server has stored what somebody else had sent from here, or could not: then it is asked
       about like any other draft. */
    delivered: (identity, kept) => {
      if (state.held?.uuid !== identity || !(state.asking || state.held.lembar)) return;
      if (kept) {
        discard();
        channel?.postMessage({ terkirim: identity });
      } else {
        state.held.kirim = false;
      }
      state.look();
    },
    /* Keeps the server's word of when a survey was begun with its draft. */
    begun: (identity, token) => {
      if (state.held?.uuid !== identity || state.held.awal === token) return;
      state.held.awal = token;
      if (state.held.versi && !state.overtaken && !state.asking) save(state.held);
    },
  });
  // survei.js adds what it shows: look, settle and go.
  window.sekampadiSurvei = Object.assign(state, {
    currentLayanan, open, take, save, discard, record, restore, showNews, finish,
  });
})();
