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
  await page.check("input[name=unchanged][value=yes]");
  await page.click("details.seen button.go");
  await page.waitForURL(/\/q\//);
  // What was told stays told, and is not new: the person was seen about it.
  await person.answerAll(page, { saddle_numb: "yes" });
  await person.confirm(page);
  assert.match(await page.locator("main").innerText(), /numb/);
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

test("sciatica without a danger sign: a plan for the leg, with its own follow-up", async () => {
  await person.toPlan(page, person.base("sciatica"), { name: "Ada" });
  assert.match(await section("explanation").innerText(), /nerve|sciatica/i);
  assert.match(await section("follow-up").innerText(), /2026/);
});
