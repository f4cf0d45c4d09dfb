// Makes better what works without it: keeps each answer at once, lets the body be pointed at,
// prints, and keeps pages for offline use.
"use strict";

if ("serviceWorker" in navigator) {
  const worker = navigator.serviceWorker;
  // The worker sees every page from the second one on; the first is fetched again to be kept.
  if (!worker.controller) {
    worker.addEventListener("controllerchange", () => fetch(location.href).catch(() => {}),
      { once: true });
  }
  worker.register("/worker.js").catch(() => {});
}

// Back must not bring an old picture of a page: what was told since may have changed where to go.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

// On paper everything stands open, also where a browser's style cannot open it.
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details.part")) {
    part.dataset.was = part.open ? "open" : "";
    part.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const part of document.querySelectorAll("details.part[data-was='']")) part.open = false;
});

// "None of these" and the other boxes of a list exclude each other.
for (const options of document.querySelectorAll(".options")) {
  const boxes = [...options.querySelectorAll("input[type=checkbox]")];
  const none = boxes.find((box) => box.value === "none");
  if (!none || boxes.length < 2) continue;
  for (const box of boxes) {
    box.addEventListener("change", () => {
      if (!box.checked) return;
      for (const other of boxes) {
        if (other !== box && (box === none || other === none)) other.checked = false;
      }
    });
  }
}

// The drawing of the body ticks the boxes of its list.
for (const map of document.querySelectorAll(".bodymap")) {
  map.hidden = false;
  const box = (part) => document.querySelector(
    `input[name="${CSS.escape(map.dataset.for)}"][value="${CSS.escape(part.dataset.option)}"]`);
  const parts = [...map.querySelectorAll(".part")].filter(box);
  const paint = () => parts.forEach((part) => part.classList.toggle("on", box(part).checked));
  for (const part of parts) {
    part.addEventListener("click", () => {
      box(part).checked = !box(part).checked;
      box(part).dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  document.addEventListener("change", paint);
  paint();
}

// Each answer is kept when it is given; a dangerous one leads to help at that moment.
for (const form of document.querySelectorAll("form[data-keep]")) {
  let last = Promise.resolve();
  const keep = () => {
    const body = new URLSearchParams(new FormData(form));
    last = last
      .then(() => fetch(form.dataset.keep, { method: "POST", body, credentials: "same-origin" }))
      .then((answer) => (answer.status === 200 ? answer.text() : ""))
      .then((place) => { if (place.startsWith("/e/")) location.assign(place); })
      .catch(() => {});
  };
  // Arrow keys pass over answers on the way to the one that is meant: the last one counts.
  let passing = false;
  let rest;
  form.addEventListener("keydown", (event) => { passing = event.key.startsWith("Arrow"); });
  form.addEventListener("pointerdown", () => { passing = false; });
  form.addEventListener("submit", () => clearTimeout(rest));
  form.addEventListener("change", () => {
    clearTimeout(rest);
    if (passing) rest = setTimeout(keep, 1000); else keep();
  });
}
