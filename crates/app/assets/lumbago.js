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

// The sentences about being offline stand on every page, hidden.
const offline = document.querySelector(".offline");
/** Says that something did not reach the app, beside what was to be sent. */
const sayOffline = (form, sentence) => {
  if (!offline) return;
  for (const one of offline.querySelectorAll("[data-offline]")) {
    one.hidden = one.dataset.offline !== sentence;
  }
  offline.hidden = false;
  (form.querySelector(".buttons") || form).before(offline);
  offline.scrollIntoView({ block: "nearest" });
};
const hideOffline = () => { if (offline) offline.hidden = true; };
const reach = () => fetch("/health", { method: "HEAD", cache: "no-store" });

// A form is sent only when the app is there to take it: else it stays, with all that was written.
for (const form of document.querySelectorAll("form[method=post]")) {
  let looking = false;
  let isThere = false;
  form.addEventListener("submit", (event) => {
    if (isThere) {
      isThere = false;
      return;
    }
    event.preventDefault();
    if (looking) return;
    looking = true;
    const button = event.submitter;
    reach()
      .then(() => {
        hideOffline();
        isThere = true;
        form.requestSubmit(button);
      })
      .catch(() => sayOffline(form, "unsent"))
      .finally(() => { looking = false; });
  });
}

// Each answer is kept when it is given; a dangerous one leads to help at that moment.
for (const form of document.querySelectorAll("form[data-keep]")) {
  let last = Promise.resolve();
  const keep = () => {
    const body = new URLSearchParams(new FormData(form));
    last = last
      .then(() => fetch(form.dataset.keep, { method: "POST", body, credentials: "same-origin" }))
      .then((answer) => {
        hideOffline();
        return answer.status === 200 ? answer.text() : "";
      })
      .then((place) => { if (place.startsWith("/e/")) location.assign(place); })
      // A page that is left breaks off what it sends: only what nobody answers is offline.
      .catch(() => reach().catch(() => sayOffline(form, "unkept")));
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

// A number of minutes becomes a timer. What is kept is the moment at which it ends, so a locked
// screen, a reload or a slow browser cannot make it wrong.
for (const timer of document.querySelectorAll("[data-timer]")) {
  const { timer: name, seconds, start, pause, resume, stop, over } = timer.dataset;
  const clock = timer.querySelector(".clock");
  const told = clock.textContent;
  const key = `timer:${location.pathname}:${name}`;
  const button = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    timer.append(made);
    return made;
  };
  const read = () => {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  };
  const keep = (state) => {
    try {
      if (state) localStorage.setItem(key, JSON.stringify(state));
      else localStorage.removeItem(key);
    } catch { memory = state; }
  };
  let memory = null;
  let sound = null;
  let ticking = 0;
  const state = () => read() || memory;
  const go = button(start, () => {
    const now = state();
    // A browser lets a page sound only after a tap.
    try { sound = sound || new AudioContext(); sound.resume(); } catch { sound = null; }
    if (now && now.end) keep({ left: Math.max(0, now.end - Date.now()) });
    else keep({ end: Date.now() + (now ? now.left : Number(seconds) * 1000) });
    show();
  });
  const end = button(stop, () => { keep(null); show(); });
  const beep = () => {
    if (navigator.vibrate) navigator.vibrate([300, 150, 300]);
    if (!sound) return;
    for (const at of [0, 0.4, 0.8]) {
      const tone = sound.createOscillator();
      const quiet = sound.createGain();
      quiet.gain.value = 0.15;
      tone.frequency.value = 660;
      tone.connect(quiet).connect(sound.destination);
      tone.start(sound.currentTime + at);
      tone.stop(sound.currentTime + at + 0.25);
    }
  };
  const finish = (now) => {
    // A timer that ended while nobody looked is told, and sounds no more.
    const late = Date.now() - now.end > 5000;
    keep(null);
    timer.classList.add("over");
    clock.textContent = over;
    clock.setAttribute("role", "status");
    const fills = document.querySelector(`[data-timer-fills="${CSS.escape(name)}"]`);
    if (fills) fills.value = Math.max(1, Math.round(Number(seconds) / 60));
    if (!late) beep();
  };
  const show = () => {
    clearInterval(ticking);
    const now = state();
    timer.classList.toggle("running", Boolean(now));
    end.hidden = !now;
    if (!now) {
      go.textContent = start;
      if (!timer.classList.contains("over")) clock.textContent = told;
      return;
    }
    timer.classList.remove("over");
    go.textContent = now.end ? pause : resume;
    const paint = () => {
      const left = Math.max(0, now.end ? now.end - Date.now() : now.left);
      const whole = Math.ceil(left / 1000);
      clock.textContent = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
      if (now.end && left === 0) {
        clearInterval(ticking);
        finish(now);
        timer.classList.remove("running");
        go.textContent = start;
        end.hidden = true;
      }
    };
    paint();
    if (now.end && state()) ticking = setInterval(paint, 250);
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) show(); });
  show();
}
