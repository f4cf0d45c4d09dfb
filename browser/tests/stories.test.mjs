// Whole stories, told as the person lives them.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertNoFaults, launch, visitor } from "../lib/browser.mjs";
import * as person from "../lib/person.mjs";
import { DAY, later, Server } from "../lib/server.mjs";

let browser, server, visit, page;
before(async () => { browser = await launch(); });
after(() => browser.close());
beforeEach(async () => {
  server = await Server.start();
  visit = await visitor(browser, server);
  page = visit.page;
});
afterEach(async () => {
  await visit.context.close();
  await server.stop();
  assertNoFaults(visit.faults);
});

const section = (key) => page.locator(`#${key}`);

test("an emergency told at question one: help, a visit, and then a plan that knows of it", async () => {
  await person.start(page, { name: "Noor" });
  await person.answerPage(page);
  await page.click("input[name='f.saddle_numb'][value=yes]");
  await page.waitForURL(/\/emergency$/);
  const id = person.episode(page);
  assert.match(await page.locator("div.emergency").innerText(), /call 999/);
  assert.match(await page.locator("main").innerText(), /numb/);

  // Home again, two days later: the page waits for what became of it.
  await server.travel(later(2, DAY));
  await page.goto(`/e/${id}/plan`);
  await page.waitForURL(/\/emergency$/);
  await page.click("details.seen summary");
  await page.fill("#seen-by", "The emergency department");
  await page.fill("#seen-on", DAY);
  await page.fill("#seen-test", "Scan of the spine");
  await page.fill("#seen-result", "No nerve is squeezed");
  await page.check("input[name=team][value=emergency-team]");
  await page.check("input[name=unchanged][value=yes]");
  await page.click("details.seen button.go");
  await page.waitForURL(/\/q\//);
  // What was told stays told, and is not new: the person was seen about it.
  await person.answerAll(page, { saddle_numb: "yes" });
  await person.confirm(page);
  assert.match(await section("found").innerText(), /numb/);
});

test("a person on a blood thinner who asks for ibuprofen is not offered it, and is told why", async () => {
  await person.toPlan(page, {
    anticoag_or_bleeding: "yes", meds: ["anticoagulant"], wants_medicine: "yes",
  }, { name: "Ivo" });
  const plan = await page.locator("main").innerText();
  assert.match(plan, /blood thinner/i);
  const medicines = await section("medicines").innerText();
  const [, ibuprofen = ""] = medicines.match(/Ibuprofen\n([\s\S]*?)(?=\n(?:Paracetamol|Anti-inflammatory gel)\n|$)/) ?? [];
  assert.match(ibuprofen, /Do not take this/);
  assert.match(ibuprofen, /blood thinner/, "and why");
  assert.doesNotMatch(ibuprofen, /One dose/, "no dose of ibuprofen");
});

test("asked in their own words, ibuprofen stays barred for a person on a blood thinner", async () => {
  await person.toPlan(page, {
    anticoag_or_bleeding: "yes", meds: ["anticoagulant"], wants_medicine: "yes",
  }, { name: "Ivo" });
  await page.goto(`/e/${person.episode(page)}/ask`);
  for (const words of ["Can I take ibuprofen?", "How much ibuprofen may I take at once?"]) {
    await person.ask(page, words);
    const answer = await page.locator("article.answer").innerText();
    assert.match(answer, /Do not take this/, words);
    assert.match(answer, /blood thinner/, `${words} And why`);
    assert.doesNotMatch(answer, /\d\s*mg\b/, `${words} No dose`);
  }
});

test("plain new pain, from the first answer to recovery and to the pain that comes back", async () => {
  await person.toPlan(page, { pain_now: 6 }, { name: "Sam" });
  const id = person.episode(page);
  const to = (name) => page.goto(`/e/${id}/${name}`);
  await page.getByRole("heading", { level: 1, name: "You can look after this yourself" }).waitFor();

  // Day 1: the small step, and a walk that is kept with its pain.
  await to("today");
  await page.fill("#walk-minutes", "5");
  await page.click("#walk details.pain summary");
  await page.check("#walk input[name=before][value='4']");
  await page.check("#walk input[name=during][value='9']");
  await page.click("#walk button.go");
  await page.locator("#walk p.did").waitFor();

  // Day 2: how the morning after was is asked once.
  await server.travel(later(1));
  await to("today");
  await page.getByRole("heading", { name: "Day 2: your small step" }).waitFor();
  const told = page.waitForNavigation({ waitUntil: "load" });
  await page.click("#morning button[value=yes]");
  await told;
  assert.equal(await page.locator("#morning").count(), 0, "it is asked once");

  // Day 8: better, and the numbers say so.
  await server.travel(later(7));
  await to("today");
  await page.locator("p.due a").click();
  await page.waitForURL(/\/check$/);
  await person.checkIn(page, id, { pain_now: 2, course: "better" });
  await to("scores");
  assert.match(await page.locator("section.score").first().innerText(), /6 at the start, 2 now\. That is better/);

  // Two weeks: no pain is left.
  await server.travel(later(14));
  await person.checkIn(page, id, { pain_now: 0, course: "better", mobility: "walks-normally" });
  await to("today");
  await page.locator("form[action$='/recovered'] button").click();
  await page.getByRole("heading", { name: "You are well again" }).waitFor();
  assert.equal(await page.getByText("your small step").count(), 0);

  // Days later it is back: everything is asked anew, danger first.
  await server.travel(later(20));
  await to("today");
  await page.locator("form[action$='/again'] button").click();
  await page.waitForURL(/\/q\//);
  const asked = await person.answerAll(page, { days_since_onset: 1 });
  assert.ok(asked.indexOf("cauda-equina") <= 1, asked.join(", "));
  await person.confirm(page);
});

test("an emergency told at the check-in of the first week: help at once, and no plan beside it", async () => {
  await person.toPlan(page, {}, { name: "Lea" });
  const id = person.episode(page);
  await server.travel(later(7));
  await person.checkIn(page, id, { saddle_numb: "yes" });
  await page.waitForURL(/\/emergency$/);
  assert.match(await page.locator("div.emergency").innerText(), /call 999/);
  for (const place of ["plan", "today", "check", "scores", "clinician", "q"]) {
    await page.goto(`/e/${id}/${place}`);
    assert.match(page.url(), /\/emergency$/, `${place} leads to help`);
  }
});

test("sciatica that does not get better: the plan knows the nerve, and goes a step further", async () => {
  const leg = person.base("sciatica");
  await person.toPlan(page, leg, { name: "Ada" });
  const id = person.episode(page);
  assert.match(await section("explanation").innerText(), /nerve|sciatica/i);
  assert.match(await section("follow-up").innerText(), /2026/);
  await server.travel(later(7));
  await person.checkIn(page, id, { ...leg, course: "same" });
  const changed = await page.locator("#changed").innerText();
  assert.match(changed, /goes one step further: from step 1 to step 2/);
  assert.match(changed, /Seeing a physiotherapist/);

  // The foot begins to drop a day later: that waits for no check-in.
  await server.travel(later(8));
  await person.tellAnew(page, id, { ...leg, leg_weak: "foot-drop" });
  assert.doesNotMatch(await page.locator("h1").first().innerText(), /look after this yourself/);
  assert.match(await page.locator("h1").first().innerText(), /today|Call/);
});
