// What is typed into any form stays on this device until the server says that it has it: text in localStorage, photos
// with their captions in IndexedDB, each for the account that typed it. Every act also works without this file.
"use strict";
(() => {
  const PREFIX = "tuntas draf ", EVERY = 4 * 60 * 1000;
  const DEVICE = innerWidth < 768 ? "HP ini" : "komputer ini";
  const reader = () => document.body.dataset.reader || "";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, facts, ...inside) => { const made = Object.assign(document.createElement(tag), facts); made.append(...inside); return made; };
  const clock = (at) => new Date(at).toTimeString().slice(0, 5).replace(":", ".");

  // Photos of a draft. A browser that has no such store keeps the text alone, and says so.
  const pictures = {
    open: () => new Promise((done, fail) => {
      const asked = indexedDB.open("tuntas", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("berkas");
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    }),
    async ask(mode, what) {
      const base = await this.open();
      try {
        return await new Promise((done, fail) => {
          const act = base.transaction("berkas", mode), asked = what(act.objectStore("berkas"));
          act.oncomplete = () => done(asked.result);
          act.onabort = act.onerror = () => fail(act.error);
        });
      } finally { base.close(); }
    },
    keep(key, list) { return this.ask("readwrite", (store) => list.length ? store.put(list, key) : store.delete(key)); },
    of(key) { return this.ask("readonly", (store) => store.get(key)).then((found) => found || [], () => []); },
    drop(key) { return this.ask("readwrite", (store) => store.delete(key)).catch(() => {}); },
  };

  // [key, draft] of this account, the newest first.
  function drafts() {
    const found = [];
    for (let n = 0; n < localStorage.length; n++) {
      const key = localStorage.key(n);
      if (!key.startsWith(PREFIX + reader() + " ")) continue;
      try { found.push([key, JSON.parse(localStorage.getItem(key))]); } catch { localStorage.removeItem(key); }
    }
    return found.sort((a, b) => b[1].at - a[1].at);
  }
  function drop(key) { localStorage.removeItem(key); return pictures.drop(key); }

  // Only after the server's yes: the page after the act names the mark of the form that it has recorded, and how many
  // files came with it. A draft with more photos than that stays.
  function settle() {
    const { sent, files } = document.body.dataset;
    if (sent) drafts().filter(([, draft]) => draft.mark === sent).forEach(([key, draft]) => {
      if (draft.photos <= Number(files)) drop(key);
      else localStorage.setItem(key, JSON.stringify({ ...draft, plain: false, unsent: true }));
    });
  }
  // A form that goes on from a page in between, without the photos of its draft: they are where it was written.
  function unaccompanied(form) {
    const draft = drafts().find(([, one]) => one.mark === mark(form).value)?.[1];
    const there = all("[name=titipan], [name=kept]", form).length - all("[name=pengganti]", form).length; // some are to be chosen again
    if (!draft || draft.photos <= there) return;
    const link = make("a", { href: draft.page, textContent: "Buka formulirnya bersama fotonya" });
    form.prepend(make("p", { className: "callout wait" }, draft.photos + " foto tidak ikut dari halaman ini; tetap tersimpan di " + DEVICE + ". ", link));
  }

  const TYPED = /^(text|textarea|date|number|radio|checkbox|select-one|select-multiple|tel|email)$/;
  const fields = (form) => [...form.elements].filter((f) => f.name && TYPED.test(f.type) && !/^kept_/.test(f.name) && !f.closest("[data-photos]"));
  const values = (form) => fields(form).filter((f) => !/radio|checkbox/.test(f.type) || f.checked)
    .flatMap((f) => f.multiple ? [...f.selectedOptions].map((o) => [f.name, o.value]) : [[f.name, f.value]]);
  const to = (form) => new URL(form.getAttribute("action") || "", location.href); // a button may be called "action"
  const mark = (form) => form.elements.kiriman;

  // Only a form with one button that decides nothing may be sent without being looked at.
  const submitting = (form) => [...form.elements].filter((one) => one.type === "submit");
  function plain(form) {
    const buttons = submitting(form);
    return buttons.length === 1 && !buttons[0].name && !buttons[0].hasAttribute("formaction") && !buttons[0].matches(".btn-back");
  }

  // What the tray was asked to do with a draft, told once and only to the page that comes next.
  const ASKED = "tuntas diminta", SOON = 60 * 1000;
  const ask = (key, act) => sessionStorage.setItem(ASKED, JSON.stringify({ key, act, at: Date.now() }));
  function asked() {
    const told = JSON.parse(sessionStorage.getItem(ASKED) || "{}");
    sessionStorage.removeItem(ASKED);
    return Date.now() - told.at < SOON ? told : {};
  }

  function keeper(form, nth, wanted) {
    const address = to(form), where = address.pathname + address.search + (nth ? " " + nth : "");
    const key = PREFIX + reader() + " " + where;
    const box = form.querySelector("[data-photos]"), refused = form.querySelector("[aria-invalid]") || "refused" in form.dataset;
    const kept = drafts().find(([one]) => one === key)?.[1];
    // The answer to this very form (refused, a row more, a conflict) is newer than the draft: it is not filled over.
    const answer = refused || "answer" in document.body.dataset && kept?.mark === mark(form).value;
    const first = answer ? "" : JSON.stringify(values(form));
    const note = form.querySelector("[data-note]") || place(form);
    let state = "", touched = false, chosen = [], rest = [], behind = [];
    let waiting = answer ? 0 : kept?.photos || 0; // photos of the draft that are still to be put back
    const taken = all("[name=kept]", form).length; // photos that the server has already
    const photos = () => box ? chosen.length + waiting + taken : kept?.photos || 0;

    function show(problem) {
      note.replaceChildren();
      const offline = problem || (navigator.onLine ? "" : "Tidak ada sinyal.");
      if (offline) note.append(make("b", { textContent: offline }), " ");
      note.append(state);
    }
    function keep() {
      touched = true;
      try {
        if (JSON.stringify(values(form)) === first && !photos()) { drop(key); state = ""; return show(); }
        const of = document.querySelector("main > p.xs a, main > nav a")?.textContent.replace(/^[‹\s]+/, "").trim() || "";
        const draft = { at: Date.now(), page: answer && kept?.page || location.pathname + location.search, what: title(form), of, photos: photos(), plain: plain(form) && !kept?.unsent, unsent: kept?.unsent,
          mark: mark(form).value, values: [...values(form), ...rest], version: "keepVersion" in form.dataset ? form.elements.version?.value : "" };
        localStorage.setItem(key, JSON.stringify(draft));
        state = "Draf tersimpan di " + DEVICE + " " + clock(draft.at);
      } catch { state = "Belum tersimpan"; }
      show();
    }
    // Of the draft, what has no field here: it stays in the draft.
    function without(draft) {
      const here = new Set(fields(form).map((f) => f.name)), rows = all("[data-rows]", form).map((box) => box.dataset.rows + "-");
      return draft.values.filter(([name, text]) => text && !here.has(name) && !rows.some((start) => name.startsWith(start)));
    }
    function fill(draft) {
      all("[data-rows]", form).forEach((box) => rows(box, draft.values));
      const texts = new Map();
      for (const [name, text] of draft.values) texts.set(name, [...(texts.get(name) || []), text]);
      for (const f of fields(form)) {
        const own = texts.get(f.name) || [];
        if (/radio|checkbox/.test(f.type)) f.checked = own.includes(f.value);
        else if (f.multiple) for (const option of f.options) option.selected = own.includes(option.value);
        else if (own.length) f.value = own.shift();
        if (f.dataset.written) f.dispatchEvent(new Event("input"));
      }
      if (draft.version && form.elements.version) form.elements.version.value = draft.version;
      mark(form).value = draft.mark;
    }
    async function restore() {
      if (!kept) return;
      if (JSON.stringify(kept.values) === first && !kept.photos) return drop(key); // the server has it
      fill(kept);
      rest = without(kept);
      state = "Draf tersimpan di " + DEVICE + " " + clock(kept.at);
      if (rest.length) state += ". Tidak ada tempatnya di halaman ini, tetap di draf: " + rest.map(([, text]) => "“" + text + "”").join(", ");
      show();
      const away = make("button", { type: "button", className: "btn btn-link btn-sm", textContent: "Buang draf" });
      away.addEventListener("click", async () => { await drop(key); location.replace(location.pathname + location.search); });
      note.append(" ", away);
      if (kept.unsent) state += ". Tulisan ini sudah tercatat tanpa fotonya";
      if (box && waiting) await picture();
      if (wanted.key === key) open(wanted.act === "send" && plain(form) && !rest.length);
    }
    async function picture() {
      const list = await pictures.of(key);
      waiting = 0;
      behind = list.slice(Number(box.dataset.photos));
      if (list.length) box.dispatchEvent(new CustomEvent("tuntas:restore", { detail: list }));
      else { state += ". Foto draf tidak dapat dibuka: pilih lagi"; show(); }
    }
    function open(sent) {
      if (sent) return form.requestSubmit(submitting(form)[0]);
      const field = fields(form).find((f) => f.type !== "radio" && f.type !== "checkbox" && f.value !== f.defaultValue) || fields(form)[0];
      for (let fold = field?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      field?.focus();
    }

    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    box?.addEventListener("tuntas:photos", (event) => {
      chosen = event.detail;
      keep();
      if (!waiting) pictures.keep(key, [...behind, ...chosen]).catch(() => { state += ". Foto tidak muat di " + DEVICE + ": jangan tutup halaman"; show(); });
    });
    addEventListener("online", () => show());
    addEventListener("offline", () => show());
    if (!navigator.onLine) show();
    form.addEventListener("submit", (event) => {
      if (form.enctype === "multipart/form-data" && box) { event.preventDefault(); sending(form, event.submitter, show); }
      else if (!navigator.onLine) { event.preventDefault(); show("Tidak ada sinyal. Belum tersimpan."); }
    });
    setInterval(() => { if (touched) { touched = false; present(form, show); } }, EVERY);
    if (answer) { rest = kept ? without(kept) : []; keep(); if (box && kept?.photos) pictures.of(key).then((list) => { behind = list; }); }
    else restore();
  }
  // As many numbered rows as the draft has: those that are missing are made of the last one.
  function rows(box, kept) {
    const start = box.dataset.rows, number = (name) => name.startsWith(start + "-") ? Number(name.slice(start.length + 1).split("-")[0]) : NaN;
    const most = Math.max(...kept.map(([name]) => number(name)).filter((n) => n >= 0)) + 1;
    if (most < 1) return;
    while (box.children.length > Math.max(most, 1)) box.lastElementChild.remove();
    for (let n = box.children.length; n < most; n++) {
      const row = box.lastElementChild.cloneNode(true);
      for (const one of all("*", row)) for (const { name, value } of [...one.attributes]) {
        one.setAttribute(name, value.replace(start + "-" + (n - 1) + "-", start + "-" + n + "-").replace(/^(Hapus [a-z]+ |[a-z-]*hapus-)\d+$/, (_, words) => words + (words.endsWith("-") ? n : n + 1)));
      }
      row.querySelector("legend").textContent = row.querySelector("legend").textContent.replace(/\d+$/, n + 1);
      box.append(row);
    }
  }
  const title = (form) => (form.querySelector("h2")?.textContent || document.querySelector("h1").textContent).trim();
  function place(form) {
    const button = form.querySelector("button:last-of-type"), note = make("p", { className: "xs dim mb-0 mt-1" });
    note.setAttribute("role", "status");
    (button?.closest(".actionbar, p") || button || form.lastElementChild).after(note);
    return note;
  }

  // Whoever types is there: the session goes on.
  async function present(form, show) {
    const data = new FormData();
    data.set("csrf_token", form.elements.csrf_token?.value || "");
    try {
      const answer = await fetch("/hadir", { method: "POST", body: data, redirect: "manual" });
      if (answer.status !== 204) show("Sesi sudah berakhir; tulisan tetap di " + DEVICE + ". Kirim saja: Anda diminta masuk lagi.");
    } catch { /* no signal: the draft is here */ }
  }

  // A form with photos is sent from the page: a lost signal does not lose them, and one sees how far it is.
  async function sending(form, button, show) {
    const words = button.textContent, data = () => new FormData(form, button);
    const bar = make("progress", { className: "sending", max: 100, value: 0 }), stop = make("button", { type: "button", className: "btn btn-quiet", textContent: "Hentikan" });
    const stay = (event) => event.preventDefault();
    bar.setAttribute("aria-label", "Pengiriman");
    button.disabled = true;
    await form.querySelector("[data-photos]").ready;
    button.after(stop);
    form.querySelector("[data-note]").before(bar);
    addEventListener("beforeunload", stay);
    show("Jangan tutup halaman ini.");
    const over = (next) => { removeEventListener("beforeunload", stay); bar.remove(); stop.remove(); button.disabled = false; button.textContent = next; };
    const asked = new XMLHttpRequest();
    asked.open("POST", to(form));
    asked.upload.addEventListener("progress", (event) => {
      bar.value = event.total ? Math.floor(100 * event.loaded / event.total) : 0;
      button.textContent = "Mengirim … " + bar.value + "%";
    });
    stop.addEventListener("click", () => asked.abort());
    asked.addEventListener("loadend", () => {
      over(asked.status ? words : "Kirim ulang");
      if (!asked.status) return show(navigator.onLine ? "Terputus. Belum tersimpan." : "Tidak ada sinyal. Belum tersimpan.");
      const page = new DOMParser().parseFromString(asked.responseText, "text/html");
      const landed = new URL(asked.responseURL);
      if (page.body.dataset.sent) history.pushState(null, "", landed.pathname + landed.search);
      else if (![401, 403, 409, 422].includes(asked.status)) return show("Belum tersimpan. " + (page.querySelector(".lede")?.textContent || ""));
      replace(page);
    });
    asked.send(data());
  }
  function replace(page) {
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    document.dispatchEvent(new Event("tuntas:page"));
    scrollTo(0, 0);
    (document.getElementById("galat") || document.getElementById("isi")).focus();
  }

  // "1 draf belum terkirim", on the first screen and on the page that it is about.
  function tray(box) {
    // What the page answers to (a preview, a refusal) stands in its form, as it was typed: it waits nowhere.
    const about = box.dataset.drafts, open = "answer" in document.body.dataset ? all("main form[method=post]").map((form) => mark(form)?.value) : [];
    const list = drafts().filter(([, draft]) => (!about || draft.page.startsWith(about + "/")) && !open.includes(draft.mark));
    box.replaceChildren();
    if (!list.length) return;
    const section = make("section", { className: "panel tray" }, make("h2", { id: "draf", textContent: list.length + " draf belum terkirim" }));
    section.setAttribute("aria-labelledby", "draf");
    for (const [key, draft] of list) {
      const said = make("p", { className: "sm mb-2" }, draft.what, draft.of ? " " : "", make("b", { textContent: draft.of }), ", ditulis " + clock(draft.at) + ". ",
        draft.unsent ? "Tulisannya sudah tercatat, tetapi fotonya tidak ikut terkirim: " + draft.photos + " foto masih tersimpan di " + DEVICE + "." : draft.photos ? "Tulisan dan " + draft.photos + " foto tersimpan di " + DEVICE + "." : "Tulisan tersimpan di " + DEVICE + ".");
      const away = make("button", { type: "button", className: "btn btn-link", textContent: "Buang" });
      away.addEventListener("click", async () => { await drop(key); tray(box); });
      const link = (look, textContent, act) => {
        const one = make("a", { className: "btn " + look, href: draft.page, textContent });
        one.addEventListener("click", (event) => { if (!event.ctrlKey && !event.metaKey && !event.shiftKey) ask(key, act); });
        return one;
      };
      section.append(said, make("div", { className: "d-flex gap-2 flex-wrap mb-2" },
        ...(draft.plain ? [link("btn-primary", "Kirim sekarang", "send"), link("btn-quiet", "Buka", "open")] : [link("btn-primary", "Buka", "open")]), away));
    }
    box.append(section);
  }

  // Signing out asks what shall become of them: the device may be somebody else's.
  function leaving(form) {
    form.addEventListener("submit", (event) => {
      const list = drafts();
      if (!list.length || form.dataset.sure) return;
      event.preventDefault();
      const go = () => { form.dataset.sure = "1"; form.requestSubmit(); };
      const choice = (words, look, act) => { const one = make("button", { type: "button", className: "btn " + look, textContent: words }); one.addEventListener("click", act); return one; };
      const panel = make("div", { className: "callout wait", tabIndex: -1 },
        make("p", { className: "mb-2" }, make("b", { textContent: list.length + " draf belum terkirim. " }), "Bila " + DEVICE + " dipakai orang lain, kirim atau buang dahulu."),
        make("div", { className: "d-flex gap-2 flex-wrap" },
          make("a", { className: "btn btn-primary", href: list[0][1].page, textContent: "Buka untuk dikirim" }),
          choice("Simpan di " + DEVICE + ", lalu keluar", "btn-quiet", go),
          choice("Buang, lalu keluar", "btn-back", async () => { await Promise.all(list.map(([key]) => drop(key))); go(); })));
      document.querySelector("[data-leaving]")?.remove();
      panel.dataset.leaving = "";
      if (form.closest("header")) document.getElementById("isi").prepend(panel); else form.before(panel);
      panel.focus();
    });
  }

  function start() {
    settle();
    all("[data-drafts]").forEach(tray);
    all("form[action$='/keluar']").forEach(leaving);
    all("[data-discard]").forEach((link) => link.addEventListener("click", () => {
      drafts().filter(([, draft]) => draft.mark === link.dataset.discard).forEach(([key]) => drop(key));
    }));
    if (!reader()) return;
    const seen = {}, wanted = asked();
    for (const form of all("main form[method=post]")) {
      if (mark(form) && !fields(form).length && !form.querySelector("[data-photos]")) unaccompanied(form);
      if (!mark(form) || form.matches("[data-remind]") || form.querySelector("[type=password]") || !(fields(form).length || form.querySelector("[data-photos]"))) continue;
      keeper(form, seen[to(form)] = (seen[to(form)] ?? -1) + 1, wanted);
    }
  }
  document.addEventListener("tuntas:page", start);
  start();
})();
