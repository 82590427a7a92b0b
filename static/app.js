// Shortens some acts; every one of them also works without this file.
"use strict";
(() => {
  const LONG_SIDE = 1600, QUALITY = 0.82;
  const all = (selector) => [...document.querySelectorAll(selector)];

  // The date in words under a native date field.
  function written(input) {
    const place = document.getElementById(input.dataset.written);
    input.addEventListener("input", () => {
      const day = new Date(input.value + "T12:00");
      place.textContent = isNaN(day) ? "" : day.toLocaleDateString("id-ID", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
    });
  }

  // Photos: one big button, a preview and a caption each, made small before they are sent.
  // ``box.ready`` is done when all are small; a draft of the page puts back what was chosen before.
  function photos(box) {
    box.ready = Promise.resolve();
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
      tell();
    }
    function tell() {
      const detail = chosen.map(({ file, node, was }) => ({ file, was, typed: typed(node).map((field) => field.value) }));
      box.dispatchEvent(new CustomEvent("tuntas:photos", { detail }));
    }
    const typed = (node) => [...node.querySelectorAll("[name]")];
    function add(original, file, texts = []) {
      const node = document.getElementById("photo-shot").content.cloneNode(true).firstElementChild;
      const picture = node.querySelector("img"), one = { file, node, was: original.size };
      typed(node).forEach((field, n) => { field.value = texts[n] || ""; });
      if (texts[1]) node.querySelector("details").open = true;
      node.addEventListener("change", tell);
      if (file.type.startsWith("image/")) picture.src = URL.createObjectURL(file);
      else picture.remove();
      node.querySelector("span").textContent = file === original ? original.name + ", " + size(file) : size(original) + " menjadi " + size(file);
      node.querySelector("button").addEventListener("click", () => { chosen.splice(chosen.indexOf(one), 1); node.remove(); settleFiles(); input.focus(); });
      chosen.push(one);
      list.append(node);
    }
    input.addEventListener("change", () => {
      const fresh = [...input.files];
      box.ready = (async () => {
        for (const file of fresh) if (chosen.length < most) add(file, await smaller(file));
        settleFiles();
        const text = box.closest("form").elements[box.dataset.then];
        if (matchMedia("(max-width: 47.998em)").matches && text && !text.value) text.focus(); // as the hint says
      })();
    });
    box.addEventListener("tuntas:restore", (event) => {
      for (const kept of event.detail) if (chosen.length < most) add(kept.file, kept.file, kept.typed || [kept.caption]);
      settleFiles();
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

  // What is handed out: how many boxes of each row are ticked, and how many tasks the button will make.
  function share(form) {
    const button = form.querySelector(".btn-primary");
    form.addEventListener("change", () => {
      for (const row of form.querySelectorAll(".share > li")) {
        const ticked = row.querySelectorAll(".boxes :checked").length, fresh = row.querySelector("[data-new]"), sum = row.querySelector("[data-given]");
        if (fresh) fresh.textContent = ticked;
        sum.textContent = Number(sum.dataset.given) + ticked;
      }
      const all = form.querySelectorAll(".boxes :checked").length;
      button.textContent = form.dataset.share.replace("{n} ", all ? all + " " : "");
    });
  }

  // The name of the chosen file beside the button; without this, the browser's own control shows it.
  function named(label) {
    const input = label.querySelector("input"), place = label.querySelector("[data-name]");
    const tell = () => { place.textContent = input.files.length ? "· " + input.files[0].name : ""; };
    label.classList.add("told");
    input.addEventListener("change", tell);
    tell();
  }

  // The link to the next question goes on to the one after it.
  function next(link) {
    const asked = all(".rowsheet tr").filter((row) => row.querySelector(".answer"));
    let at = asked.findIndex((row) => "#" + row.id === link.hash);
    if (at < 0) return; // its fields are open already
    link.addEventListener("click", () => {
      const field = asked[at].querySelector(".answer :is(input:not([type=hidden]), select, textarea, button)");
      setTimeout(() => field?.focus({ preventScroll: true }));
      at = (at + 1) % asked.length;
      setTimeout(() => { link.hash = asked[at].id; link.textContent = "Ke butir " + asked[at].dataset.no; });
    });
  }

  // What is pasted brings its tables and lists along, until somebody changes the words. It has to fit into a form.
  function shape(area) {
    const field = area.form.elements[area.dataset.shape], told = document.getElementById(field.id + "-told");
    let fresh = "";
    area.addEventListener("paste", (event) => {
      const html = event.clipboardData.getData("text/html").replace(/<style[^]*?<\/style>|\ssrc="data:[^"]*"/gi, "");
      const whole = area.selectionStart === 0 && area.selectionEnd === area.value.length;
      fresh = whole && /<(table|ol|ul)\b|mso-list:/i.test(html) && new Blob([html]).size < 1.9e6 ? html : "";
    });
    area.addEventListener("input", (event) => {
      field.value = event.inputType === "insertFromPaste" ? fresh : "";
      told.hidden = !field.value;
    });
  }

  // A menu that lies over the page closes by Escape, by a tap beside it and when another one opens; without this, by
  // its own head. One that stands in the page stays: what is under it would move away from the finger.
  const menus = "details:is(.acct, .drop)";
  const lying = () => all(menus + "[open]").filter((menu) => getComputedStyle(menu.lastElementChild).position === "absolute");
  function away(event) {
    const within = event.target.closest?.(menus);
    for (const menu of lying()) if (menu !== within) menu.open = false;
  }
  document.addEventListener("click", away);
  document.addEventListener("focusin", away);
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && lying()[0];
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // Keys for the few daily acts, where there is a keyboard: a link is followed, of the evidence that is still open the
  // first is judged, anything else is only focused. Never while somebody types; switched off under Akun, on this device.
  const SWITCH = "tuntas pintasan", desk = matchMedia("(min-width: 768px) and (hover: hover) and (pointer: fine)");
  const keyed = () => desk.matches && localStorage.getItem(SWITCH) !== "mati";
  const seen = (one) => one.checkVisibility() && !one.disabled && !(one.type === "radio" && all('[name="' + one.name + '"]:checked').length);
  function keys() {
    document.body.classList.toggle("has-keys", desk.matches);
    all(".actionbar [data-act=progress]").forEach((one) => { one.dataset.key = "c"; });
    all("kbd.key-of").forEach((one) => one.remove());
    for (const one of all("[data-key]")) {
      if (!keyed()) { one.removeAttribute("aria-keyshortcuts"); continue; }
      one.setAttribute("aria-keyshortcuts", one.dataset.key);
      const sign = Object.assign(document.createElement("kbd"), { className: "key-of", textContent: one.dataset.key, ariaHidden: "true" });
      if (one.type === "search") one.placeholder = "Cari … (tuts " + one.dataset.key + ")";
      else (one.labels?.[0] || one).append(" ", sign);
    }
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat || !keyed()) return;
    if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
    const one = all('[data-key="' + CSS.escape(event.key) + '"]').find((each) => event.key === "?" || seen(each));
    if (!one) return;
    event.preventDefault();
    one.focus();
    if (one.matches("a, [type=radio]")) one.click();
  });
  function switching(box) {
    box.checked = keyed();
    box.addEventListener("change", () => {
      if (box.checked) localStorage.removeItem(SWITCH); else localStorage.setItem(SWITCH, "mati");
      keys();
    });
  }

  // A text is copied by one tap, told on the button; where a browser gives no clipboard (no https), as by hand, or the
  // button opens the page on which the text stands.
  function copy(button) {
    const field = document.getElementById(button.dataset.copy), words = button.querySelector("span"), was = words.textContent;
    if (field) button.hidden = false;
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      field?.select();
      try { await navigator.clipboard.writeText(field ? field.value : button.dataset.copyText); } catch {
        if (!field) return button.form.requestSubmit(button);
        document.execCommand("copy");
      }
      button.nextElementSibling.textContent = words.textContent = "Tersalin";
      setTimeout(() => { words.textContent = was; button.nextElementSibling.textContent = ""; }, 4000);
    });
  }

  // Letters that come together: those that are ticked get the next numbers in their order, and the button says how many.
  function remind(form) {
    const numbers = form.dataset.remind.split(" "), button = form.querySelector("[data-words]"), range = form.querySelector("[data-range]");
    form.addEventListener("change", () => {
      let n = 0;
      for (const place of form.querySelectorAll("[data-number]")) place.textContent = place.closest("tr").querySelector(":checked") ? numbers[n++] : "";
      button.textContent = button.dataset.words.replace("{n}", n);
      if (range) range.textContent = n > 1 ? numbers[0] + "–" + numbers[n - 1] : n ? numbers[0] : "–";
    });
  }

  function start() {
    keys();
    all("[data-keys-on]").forEach(switching);
    all(".file.one").forEach(named);
    all("[data-next]").forEach(next);
    all("[data-copy], [data-copy-text]").forEach(copy);
    all("form[data-remind]").forEach(remind);
    all("[data-shape]").forEach(shape);
    all("[data-written]").forEach(written);
    all("[data-photos]").forEach(photos);
    all("[data-poll]").forEach(poll);
    all("form[data-pick]").forEach(pick);
    all("form[data-share]").forEach(share);
    all("a.muat").slice(0, 1).forEach((link) => again(link, 10));
  }
  document.addEventListener("tuntas:page", start);
  start();
  navigator.serviceWorker?.register("/pekerja.js").catch(() => {}); // a browser that wants none goes without it
})();
