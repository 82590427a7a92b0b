// Shortens some acts; every one of them also works without this file.
"use strict";
(() => {
  const LONG_SIDE = 1600, QUALITY = 0.82;
  const SENT = "tuntas terkirim";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const clock = () => new Date().toTimeString().slice(0, 5).replace(":", ".");

  // The date in words under a native date field.
  function written(input) {
    const place = document.getElementById(input.dataset.written);
    input.addEventListener("input", () => {
      const day = new Date(input.value + "T12:00");
      place.textContent = isNaN(day) ? "" : day.toLocaleDateString("id-ID", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
    });
  }

  // What is typed stays on this device until the server has it. Storage can be full or forbidden: then it says so.
  function draft(form) {
    const key = "tuntas draf " + form.dataset.draft, note = form.querySelector("[data-note]");
    const fields = () => [...form.elements].filter((f) => /^(text|textarea|date|radio)$/.test(f.type)
      && f.name && !/caption$/.test(f.name) || (f.name === "version" && "keepVersion" in form.dataset));
    const values = () => fields().filter((f) => f.type !== "radio" || f.checked).map((f) => [f.name, f.value]);
    let state = "";

    function show(problem) {
      note.replaceChildren();
      const offline = problem || (navigator.onLine ? "" : "Tidak ada sinyal.");
      if (offline) note.append(Object.assign(document.createElement("b"), { textContent: offline }), " ");
      note.append(state);
    }
    function keep() {
      try {
        localStorage.setItem(key, JSON.stringify({ at: clock(), values: values() }));
        state = "Draf tersimpan di HP ini " + clock();
      } catch {
        state = "Belum tersimpan";
      }
      show();
    }
    function restore() {
      const kept = JSON.parse(localStorage.getItem(key) || "null");
      if (!kept) return;
      const typed = (pairs) => JSON.stringify(pairs.filter(([name]) => name !== "version"));
      if (typed(kept.values) === typed(values())) return localStorage.removeItem(key); // the server has it
      const texts = new Map(kept.values);
      for (const f of fields()) {
        if (!texts.has(f.name)) continue;
        if (f.type === "radio") f.checked = f.value === texts.get(f.name);
        else f.value = texts.get(f.name);
        if (f.dataset.written) f.dispatchEvent(new Event("input"));
      }
      state = "Draf tersimpan di HP ini " + kept.at;
      show();
      const away = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-link btn-sm", textContent: "Buang draf" });
      away.addEventListener("click", () => { localStorage.removeItem(key); location.reload(); });
      note.append(" ", away);
    }

    if ("refused" in form.dataset) keep();
    else { try { restore(); } catch { localStorage.removeItem(key); } }
    form.addEventListener("input", keep);
    addEventListener("online", () => show());
    addEventListener("offline", () => show());
    if (!navigator.onLine) show();
    form.addEventListener("submit", (event) => {
      sessionStorage.setItem(SENT, JSON.stringify({ key, after: form.dataset.after }));
      if (form.enctype === "multipart/form-data") { event.preventDefault(); send(form, show); }
      else if (!navigator.onLine) { event.preventDefault(); show("Tidak ada sinyal. Belum tersimpan."); }
    });
  }

  // A form with photos is sent from the page, so that a lost signal does not lose the photos.
  async function send(form, show) {
    const button = form.querySelector("button.btn-primary");
    button.disabled = true;
    await shrinking;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
      if (answer.type === "opaqueredirect") return location.assign(form.dataset.after);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.status === 422 || answer.status === 409) return replace(page);
      show("Belum tersimpan. " + (page.querySelector(".lede")?.textContent || ""));
    } catch {
      show("Tidak ada sinyal. Belum tersimpan.");
      button.textContent = "Kirim ulang";
    }
    button.disabled = false;
  }
  function replace(page) {
    document.title = page.title;
    document.body = page.body;
    start();
    scrollTo(0, 0);
    (document.getElementById("galat") || document.getElementById("isi")).focus();
  }

  // The server has it when the page after the act says so; only then does the draft go.
  function settle() {
    const sent = JSON.parse(sessionStorage.getItem(SENT) || "null");
    if (!sent || location.pathname !== sent.after) return;
    if (document.querySelector("main > .callout.done[role=status]")) localStorage.removeItem(sent.key);
    sessionStorage.removeItem(SENT);
  }

  // Photos: one big button, a preview and a caption each, made small before they are sent.
  let shrinking = Promise.resolve();
  function photos(box) {
    const most = Number(box.dataset.photos), chosen = [], list = document.createElement("div");
    box.replaceChildren(document.getElementById("photo-picker").content.cloneNode(true), list);
    const input = box.querySelector("input");
    function settleFiles() {
      const files = new DataTransfer();
      chosen.forEach((one) => files.items.add(one.file));
      input.files = files.files;
      chosen.forEach((one, n) => {
        one.node.querySelector("label").textContent = "Keterangan berkas " + (n + 1);
        one.node.querySelector("label").htmlFor = one.node.querySelector("input").id = "caption-" + (n + 1);
      });
    }
    function add(original, file) {
      const node = document.getElementById("photo-shot").content.cloneNode(true).firstElementChild;
      const picture = node.querySelector("img"), one = { file, node };
      if (file.type.startsWith("image/")) picture.src = URL.createObjectURL(file);
      else picture.remove();
      node.querySelector("span").textContent = file === original ? original.name + ", " + size(file) : size(original) + " menjadi " + size(file);
      node.querySelector("button").addEventListener("click", () => { chosen.splice(chosen.indexOf(one), 1); node.remove(); settleFiles(); input.focus(); });
      chosen.push(one);
      list.append(node);
    }
    input.addEventListener("change", () => {
      const fresh = [...input.files];
      shrinking = (async () => {
        for (const file of fresh) if (chosen.length < most) add(file, await smaller(file));
        settleFiles();
      })();
    });
  }
  const size = (file) => file.size >= 1e6 ? (file.size / 1e6).toFixed(1).replace(".", ",") + " MB" : Math.ceil(file.size / 1e3) + " KB";

  // A photo that cannot be read whole goes as it is: the server says in words what is wrong with it.
  async function smaller(file) {
    if (!/^image\/(jpeg|png|webp|hei[cf])$/.test(file.type) || !await whole(file)) return file;
    let picture;
    try { picture = await createImageBitmap(file, { imageOrientation: "from-image" }); } catch { return file; }
    const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    const brush = canvas.getContext("2d");
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
  }
  // Browsers paint half a JPEG without complaint; its end marker tells.
  async function whole(file) {
    if (file.type !== "image/jpeg") return true;
    const end = new Uint8Array(await file.slice(-65536).arrayBuffer());
    return end.some((byte, n) => byte === 0xff && end[n + 1] === 0xd9);
  }

  // A document that is being prepared: look again until it is there.
  function again(link, left) {
    setTimeout(async () => {
      try {
        const page = await (await fetch(location.href)).text();
        if (!page.includes('class="' + link.className + '"')) return location.reload();
      } catch { /* no signal: the link stays */ }
      if (left > 1) again(link, left - 1);
    }, 3000);
  }

  // A job that is being done: its count moves, and when it is done the page is loaded anew.
  function poll(box) {
    setTimeout(async () => {
      try {
        const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
        const fresh = page.querySelector("[data-poll]");
        if (!fresh) return location.reload();
        box.replaceChildren(...fresh.childNodes);
      } catch { /* no signal: the link stays */ }
      poll(box);
    }, 2000);
  }

  // The button under a list of boxes says how many are ticked; one alone is only opened.
  function pick(form) {
    const button = form.querySelector("button");
    const count = () => form.querySelectorAll("input:checked, input[type=hidden][name=gabung]").length;
    form.addEventListener("change", () => { button.textContent = form.dataset.pick.replace("{n}", count()); });
  }

  function start() {
    settle();
    all("[data-written]").forEach(written);
    all("form[data-draft]").forEach(draft);
    all("[data-photos]").forEach(photos);
    all("[data-poll]").forEach(poll);
    all("form[data-pick]").forEach(pick);
    all("a.muat").slice(0, 1).forEach((link) => again(link, 10));
  }
  start();
})();
