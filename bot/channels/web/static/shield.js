// Leaves at once (a button, or Esc three times) and covers the page while nobody uses it.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const { exit, blank } = document.body.dataset;
  const [form, cover] = [byId("leave"), byId("cover")];
  const others = window.BroadcastChannel && new BroadcastChannel(`leave ${form.getAttribute("action")}`);
  if (location.search) history.replaceState(null, "", location.pathname);
  let [escapes, timer] = [[], null];
  const go = () => {
    document.body.replaceChildren();
    document.title = "…";
    location.replace(exit); // takes the place of this page in the history
  };
  const leave = (event) => {
    event?.preventDefault();
    // Outlives the page; its answer takes cookie and cache away.
    navigator.sendBeacon(form.action, new URLSearchParams({ leave: "1" }));
    others?.postMessage("leave");
    go();
  };
  if (others) others.onmessage = go;
  form.addEventListener("submit", leave);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat || event.isComposing) return;
    escapes = [...escapes, Date.now()].slice(-3);
    if (escapes.length === 3 && Date.now() - escapes[0] < 2000) leave();
  }, true);
  if (!cover) return;
  const tell = (what) => document.dispatchEvent(new Event(what));
  const hide = () => {
    cover.hidden = false;
    document.body.classList.add("covered");
    cover.querySelector("button").focus();
    tell("cover");
  };
  const show = () => {
    document.body.classList.remove("covered");
    cover.hidden = true;
    tell("uncover");
    wait();
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, Number(blank) * 1000);
  };
  for (const sign of ["keydown", "input", "pointerdown", "pointermove", "touchmove", "wheel"]) {
    addEventListener(sign, () => { if (cover.hidden) wait(); }, { capture: true, passive: true });
  }
  cover.querySelector("button").addEventListener("click", show);
  // What a browser keeps for «back» is an empty page, which asks the server anew.
  addEventListener("pagehide", () => tell("cover"));
  addEventListener("pageshow", (event) => { if (event.persisted) tell("uncover"); });
  wait();
})();
