// Every page, for everybody: axe finds no violation in any colours, nothing is cut off on a narrow
// screen, and what can be tapped is large enough.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { assertNoFaults, launch, visitor } from "../lib/browser.mjs";
import * as person from "../lib/person.mjs";
import { later, Server } from "../lib/server.mjs";

const AXE = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const MODES = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colours": { forcedColors: "active" },
  print: { media: "print" },
};
const CALM = { colorScheme: "light", forcedColors: "none", media: "screen" };

let browser, server, visit, page;
before(async () => {
  [browser, server] = await Promise.all([launch(), Server.start()]);
  visit = await visitor(browser, server);
  page = visit.page;
});
after(async () => { await browser.close(); await server.stop(); });

/** What is wrong with the page that is open, in every mode and at every width. */
async function look(name, faults) {
  await page.$$eval("details", (all) => all.forEach((part) => { part.open = true; }));
  await page.evaluate(AXE);
  for (const [mode, media] of Object.entries(MODES)) {
    await page.emulateMedia({ ...CALM, ...media });
    // Nobody taps on paper.
    const rules = { "target-size": { enabled: mode !== "print" } };
    const { violations } = await page.evaluate(([tags, rules]) =>
      window.axe.run(document, { runOnly: tags, rules }), [TAGS, rules]);
    for (const { id, nodes } of violations) {
      faults.push(`${name}, ${mode}: ${id}: ${nodes.slice(0, 2).map((node) => node.html.slice(0, 140)).join(" AND ")}`);
    }
  }
  await page.emulateMedia(CALM);
  // 320 px is also 1280 px at 400 %, and 640 px is 1280 px at 200 %; then letters twice as large.
  for (const [width, size] of [[320, ""], [640, ""], [390, "34px"]]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate((letters) => {
      document.documentElement.style.fontSize = letters;
      const root = document.documentElement;
      const over = [...document.querySelectorAll("body *")].find((el) =>
        el.getBoundingClientRect().right > root.clientWidth + 1 && !el.closest("thead, svg, .wide"));
      const found = root.scrollWidth > root.clientWidth ? `${root.scrollWidth} px: ${over?.outerHTML.slice(0, 160)}` : "";
      root.style.fontSize = "";
      return found;
    }, size);
    if (wide) faults.push(`${name} at ${width} px ${size}: cut off: ${wide}`);
  }
  await page.setViewportSize({ width: 390, height: 844 });
}

test("pages before and beside an episode", async () => {
  const faults = [];
  for (const place of ["/start", "/help", "/about"]) {
    await page.goto(place);
    await look(place, faults);
  }
  assert.deepEqual(faults, []);
});

test("every question, the look over the answers, the plan and its prints", async () => {
  const faults = [];
  await person.start(page);
  await person.answerAll(page, { wants_medicine: "yes" }, (name) => look(`q/${name}`, faults));
  await look("answers", faults);
  await person.confirm(page);
  await look("plan", faults);
  const plan = page.url();
  for (const place of ["print", "large"]) {
    await page.goto(`${plan}/${place}`);
    await look(`plan/${place}`, faults);
  }
  await page.goto("/");
  await look("home", faults);
  assert.deepEqual(faults, []);
});

test("the pages of the days that follow", async () => {
  const faults = [];
  await page.goto("/start?person=new");
  await person.toPlan(page, { wants_medicine: "yes" });
  const id = person.episode(page);
  const visitAll = async (day, names) => {
    for (const name of names) {
      await page.goto(`/e/${id}/${name}`);
      await look(`${name} on day ${day}`, faults);
    }
  };
  await visitAll(0, ["today", "check", "scores", "clinician", "letter", "help"]);
  await server.travel(later(7));
  await visitAll(7, ["today", "check"]);
  await person.checkIn(page, id, { pain_now: 2 }, (name) => look(`day 7, q/${name}`, faults));
  await visitAll(7, ["plan", "today", "check", "scores", "clinician"]);
  await server.travel(later(0));
  assert.deepEqual(faults, []);
});

test("a plan with options, and what is done on the way of long pain", async () => {
  const faults = [];
  await page.goto("/start?person=new");
  await person.toPlan(page, { ...person.base("plain-chronic"), wants_medicine: "yes" });
  await look("plan of long pain", faults);
  assert.ok(await page.locator("#options tbody tr").count(), "there are options to compare");
  await page.goto(`/e/${person.episode(page)}/today`);
  await look("today of long pain", faults);
  assert.deepEqual(faults, []);
});

test("a question of one's own: an answer, no answer, and danger in the words", async () => {
  const faults = [];
  await page.goto("/start?person=new");
  await person.toPlan(page, { wants_medicine: "yes" });
  await page.goto(`/e/${person.episode(page)}/ask`);
  await look("ask", faults);
  for (const words of ["Can I take ibuprofen?", "Who won the cup?", "I wet myself and cannot feel my bottom"]) {
    await person.ask(page, words);
    await look(`ask: ${words}`, faults);
  }
  assert.deepEqual(faults, []);
});

test("the library: its shelves and one page of each kind", async () => {
  const faults = [];
  await page.goto("/library");
  await look("library", faults);
  const ways = () => page.$$eval("main a[href^='/library/']", (all) => all.map((link) => link.getAttribute("href")));
  const links = [];
  for (const shelf of ["phase-acute", "kind-source", "kind-red-flag", "kind-class", "kind-imaging", "kind-gate",
    "kind-disagreement", "kind-text", "treatment-medicine", "question-health"]) {
    await page.goto(`/library/shelf/${shelf}`);
    await look(`/library/shelf/${shelf}`, faults);
    links.push(...await ways());
  }
  await page.goto("/library");
  await page.fill("#find", "ibuprofen");
  await Promise.all([page.waitForNavigation(), page.click("form.find button.go")]);
  await look("what ibuprofen finds", faults);
  const kinds = new Set(links.map((link) => link.split("/")[2]));
  assert.ok(kinds.size > 9, `${[...kinds]}`);
  for (const kind of kinds) {
    const place = links.find((link) => link.startsWith(`/library/${kind}/`));
    await page.goto(place);
    await look(place, faults);
  }
  assert.deepEqual(faults, []);
});

test("a page that found a gap", async () => {
  const faults = [];
  await person.start(page);
  await page.click("main button.go");
  await page.locator("div.summary").waitFor();
  await look("q/about-you with gaps", faults);
  assert.deepEqual(faults, []);
});

test("the emergency page and the way back from a slip", async () => {
  const faults = [];
  await person.start(page);
  await person.answerAll(page, { saddle_numb: "yes" });
  await look("emergency", faults);
  await page.goto(`${page.url()}/mistake`);
  await look("emergency/mistake", faults);
  assert.deepEqual(faults, []);
});

/** Presses a button that sends a form, and waits for the page that comes of it. */
const press = (button) =>
  Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.click(button)]);

test("what belongs to the household, and the passcode", async () => {
  const faults = [];
  for (const place of ["/yours", "/yours/delete"]) {
    await page.goto(place);
    await look(place, faults);
  }
  await page.goto("/yours");
  await press("main form[action$='/passcode'] button.go");
  await look("/yours with a gap", faults);
  await page.fill("#passcode", "warm blanket");
  await page.fill("#again", "warm blanket");
  await press("main form[action$='/passcode'] button.go");
  await look("/yours with a passcode", faults);
  await page.click("main form[action='/lock'] button");
  await page.waitForURL(/\/(lock|unlock)$/);
  await page.goto("/unlock");
  await look("/unlock", faults);
  await page.fill("#passcode", "wrong blanket");
  await press("main button.go");
  await look("/unlock with a slip", faults);
  await page.fill("#passcode", "warm blanket");
  await page.click("main button.go");
  await page.waitForURL((url) => url.pathname === "/");
  assert.deepEqual(faults, []);
});

test("no page logged an error or left this machine", () => assertNoFaults(visit.faults));
