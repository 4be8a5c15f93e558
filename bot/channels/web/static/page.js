// Sends and fetches without reloading. Everything works without this file, only with more loading.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const say = byId("say");
  if (!say) return; // an invitation has nothing to keep up to date
  const [log, parts, sentences] = [byId("log"), say.elements, document.body.dataset];
  let [busy, round, stream, covered] = [false, 0, null, 0];
  const tell = (sentence) => { byId("status").textContent = sentence; };
  const secret = () => say.dataset.shape.includes("secret");
  const fit = () => {
    if (parts.text?.tagName !== "TEXTAREA") return;
    parts.text.style.height = "auto";
    parts.text.style.height = `${parts.text.scrollHeight + 3}px`;
  };
  // Only a single line sends on Enter without a script; with one, a long report has room to grow.
  const widen = () => {
    const line = parts.text;
    if (!line || secret() || line.tagName === "TEXTAREA") return;
    const area = Object.assign(document.createElement("textarea"), { rows: 1, value: line.value });
    for (const { name, value } of line.attributes) if (name !== "type") area.setAttribute(name, value);
    line.replaceWith(area);
    fit();
  };
  const showFile = () => {
    if (!parts.file) return;
    byId("chosen").textContent = parts.file.files[0]?.name ?? "";
    byId("remove").hidden = !parts.file.files.length;
  };
  const dropFile = () => { if (parts.file) parts.file.value = ""; showFile(); };
  const plain = (part) => part.outerHTML.replaceAll(' open=""', ""); // an enlarged picture stays so
  const mergeBubbles = (fresh) => {
    const coming = [...fresh.children];
    const keys = new Set(coming.map((bubble) => bubble.id));
    for (const old of [...log.children]) if (old.id.startsWith("d-") && !keys.has(old.id)) old.remove();
    const shown = new Map([...log.children].map((bubble) => [bubble.id, bubble]));
    let first = null;
    coming.forEach((bubble, place) => {
      const old = shown.get(bubble.id);
      if (!old) {
        const next = coming.slice(place + 1).find((later) => shown.has(later.id));
        log.insertBefore(bubble, next ? shown.get(next.id) : null);
        if (bubble.matches(".bot")) first ??= bubble;
      } else [...bubble.children].forEach((part, index) => { // what stays as it is must not be read aloud again
        if (plain(old.children[index]) !== plain(part)) old.children[index].replaceWith(part.cloneNode(true));
      });
    });
    return first;
  };
  const mergeForm = (form, sent) => {
    if (form.dataset.shape === say.dataset.shape) {
      parts.seen.value = form.elements.seen.value;
      if (sent) parts.message_id.value = form.elements.message_id.value;
    } else {
      const kept = secret() ? "" : parts.text?.value ?? "";
      say.replaceChildren(...form.children);
      say.dataset.shape = form.dataset.shape;
      if (parts.text && !secret()) parts.text.value = kept;
      widen();
    }
    say.dataset.news = form.dataset.news;
  };
  const scroll = (first, sent) => {
    const newest = log.lastElementChild;
    if (sent) first ??= newest; // the stream may have brought the answer before the answer itself
    if (!first || !(sent || Math.abs(byId("scroll").scrollTop) < 150)) return;
    const fits = newest.offsetTop + newest.offsetHeight - first.offsetTop < byId("scroll").clientHeight;
    (fits ? newest : first).scrollIntoView({ block: fits ? "end" : "start", behavior: "instant" });
  };
  const merge = (html, sent) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const form = page.getElementById("say");
    if (!form) return tell(page.getElementById("notice")?.textContent ?? sentences.lost);
    const focused = document.activeElement;
    const typing = focused === parts.text || matchMedia("(pointer: fine)").matches;
    document.documentElement.lang = page.documentElement.lang;
    Object.assign(sentences, page.body.dataset);
    for (const id of ["top", "links"]) {
      const fresh = page.getElementById(id);
      if (byId(id).innerHTML !== fresh.innerHTML) byId(id).replaceChildren(...fresh.childNodes);
    }
    mergeForm(form, sent);
    scroll(mergeBubbles(page.getElementById("log")), sent);
    // On a phone the keyboard must not jump up for somebody who only presses buttons.
    if (focused && !focused.isConnected) (typing && parts.text || log).focus({ preventScroll: true });
  };
  const listen = () => {
    stream?.close();
    if (!say.dataset.news || !window.EventSource) return;
    stream = new EventSource(`${say.dataset.news}?seen=${parts.seen.value}`);
    stream.addEventListener("news", refresh);
    stream.addEventListener("error", ({ target }) => { // a restart of the server ends the stream for good
      if (target.readyState === EventSource.CLOSED) setTimeout(listen, 30000);
    });
  };
  const refresh = async () => {
    stream?.close();
    const [mine, seen] = [++round, parts.seen.value];
    try {
      const answer = await fetch(say.getAttribute("action"));
      const html = await answer.text();
      if (answer.ok && mine === round) merge(html, false); // unless something newer is on its way
    } catch { /* the next stream tries again */ }
    setTimeout(listen, parts.seen.value === seen ? 5000 : 0);
  };
  const send = async (button) => {
    const sent = new FormData(say);
    if (busy) return;
    if (button?.name) { // a press sends nothing that lies half-written beside it
      for (const name of ["text", "file"]) sent.delete(name);
      sent.append(button.name, button.value);
    } else if (!sent.get("text")?.trim() && !sent.get("file")?.name) return void parts.text?.focus();
    else if (sent.get("file")?.size > Number(say.dataset.limit)) return tell(sentences.tooBig);
    [busy, round] = [true, round + 1];
    document.body.classList.add("busy");
    tell(sentences.sending);
    try {
      const answer = await fetch(say.getAttribute("action"), { method: "POST", body: sent });
      const html = await answer.text();
      tell("");
      if (answer.ok && !button?.name) { // what was written meanwhile stays
        if (parts.text?.value === sent.get("text")) parts.text.value = "";
        dropFile();
        fit();
      }
      merge(html, answer.ok);
    } catch {
      tell(sentences.lost);
    }
    document.body.classList.remove("busy");
    busy = false;
    listen();
  };
  say.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.submitter);
  });
  say.addEventListener("keydown", (event) => {
    // Vietnamese keyboards compose letters: their Enter only ends a word.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.target !== parts.text || event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    send(null);
  });
  say.addEventListener("click", (event) => {
    if (event.target.closest("#remove")) { dropFile(); parts.file.focus(); }
  });
  say.addEventListener("input", () => { fit(); showFile(); });
  document.addEventListener("cover", () => {
    [covered, round] = [Date.now(), round + 1];
    stream?.close();
    log.replaceChildren();
  });
  document.addEventListener("uncover", () => {
    // What was half-written lives no longer than a draft on the server.
    if (Date.now() - covered > sentences.draft * 1000 && parts.text) parts.text.value = "";
    refresh();
  });
  widen();
  ("stale" in sentences ? refresh : listen)();
})();
