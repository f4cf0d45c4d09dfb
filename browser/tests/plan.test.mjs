// The plan on paper, as a file, and with the person's own choices.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { assertNoFaults, launch, visitor } from "../lib/browser.mjs";
import * as person from "../lib/person.mjs";
import { Server } from "../lib/server.mjs";

const ITEMS = 20;
let browser, server, visit, page, plan;
before(async () => {
  [browser, server] = await Promise.all([launch(), Server.start()]);
  visit = await visitor(browser, server);
  page = visit.page;
  await person.toPlan(page, { wants_medicine: "yes" });
  plan = page.url();
});
after(async () => { await browser.close(); await server.stop(); });
afterEach(() => assertNoFaults(visit.faults));

/** How many sheets' sides a page takes on paper. */
async function sides() {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g).length;
}

/** The smallest letters of what is read on paper, in points; the list of sources may be smaller. */
async function letters() {
  await page.emulateMedia({ media: "print" });
  const least = await page.$$eval("main p, main li, main dd", (texts) => Math.min(...texts
    .filter((text) => text.getClientRects().length && !text.closest("#sources, #who-and-when, .whole"))
    .map((text) => parseFloat(getComputedStyle(text).fontSize) * 72 / 96)));
  await page.emulateMedia({ media: null });
  return least;
}

const PRINTED = {
  "plain acute pain": { wants_medicine: "yes" },
  "sciatica": person.base("sciatica"),
  "a fall with weak bones at 78": {
    age: 78, sex_at_birth: "female", osteoporosis: "yes", trauma: "minor", onset_context: "fall",
    pain_now: 6, wants_medicine: "yes",
  },
  "pregnancy": { ...person.base("pregnant"), postpartum: "unknown" },
  "a blood thinner": { meds: ["anticoagulant"], anticoag_or_bleeding: "yes", wants_medicine: "yes" },
  "long pain": person.base("plain-chronic"),
};

for (const [who, facts] of Object.entries(PRINTED)) {
  test(`the print of ${who} takes two pages of 9.5 points, the large one nine of 18`, async () => {
    await person.toPlan(page, facts, { name: who });
    const here = page.url();
    await page.goto(`${here}/print`);
    for (const part of ["to-do", "medicines", "not-recommended", "steps", "follow-up", "warning-card", "sources"]) {
      assert.ok(await page.locator(`main section#${part}`).isVisible(), part);
    }
    const small = await page.locator("main .sections").textContent();
    assert.ok((await letters()) >= 9.49, `${await letters()} points`);
    assert.ok((await sides()) <= 2, `${await sides()} pages`);
    await page.goto(`${here}/large`);
    assert.equal(await page.locator("main .sections").textContent(), small);
    assert.ok((await letters()) >= 17.99, `${await letters()} points`);
    assert.ok((await sides()) <= 9, `${await sides()} pages`);
  });
}

test("a man of 40 reads no sign of pregnancy or childhood, and a person who is not sure reads both", async () => {
  await page.goto(`${plan}/print`);
  const card = await page.locator("#warning-card").textContent();
  assert.doesNotMatch(card, /[Pp]regnan|child/);
  await page.goto("/help");
  assert.match(await page.locator("main").textContent(), /[Pp]regnan[^]*child/);
});

test("what is folded on the screen stands open on paper", async () => {
  await page.goto(plan);
  const hidden = page.locator("details.part:not([open]) .inside");
  assert.ok((await hidden.count()) > 0);
  assert.equal(await hidden.first().isVisible(), false);
  await page.emulateMedia({ media: "print" });
  for (const part of await hidden.all()) assert.ok(await part.isVisible());
  assert.equal(await page.locator("nav.ways").isVisible(), false);
  await page.emulateMedia({ media: null });
});

test("a link to a source opens the folded list of sources", async () => {
  await page.goto(plan);
  await page.locator(".to-do .marks a[href='#sources']").first().click();
  await page.locator("#sources li").first().waitFor({ state: "visible" });
});

test("the plan is one file that asks for nothing else", async () => {
  await page.goto(plan);
  const [download] = await Promise.all([
    page.waitForEvent("download"), page.click("nav.tools a[href$='/download']"),
  ]);
  const file = await download.path();
  const alone = await browser.newContext({ offline: true });
  const reader = await alone.newPage();
  const asked = [];
  reader.on("request", (request) => asked.push(request.url()));
  const { copyFileSync } = await import("node:fs");
  copyFileSync(file, `${file}.html`);
  await reader.goto(`file://${file}.html`);
  assert.deepEqual(asked, [`file://${file}.html`]);
  assert.equal(await reader.locator("main section[id]").count(), ITEMS);
  await alone.close();
});

test("the person's own choice is kept beside its option", async () => {
  await person.toPlan(page, person.base("plain-chronic"), { name: "Lou" });
  await page.locator("details.part.options > summary").click();
  const rows = await page.locator("details.part.options tbody tr").count();
  assert.equal(await page.locator("fieldset.choice").count(), rows, "each choice has its row");
  await page.locator("details.choices > summary").click();
  const choice = page.locator("fieldset.choice").first();
  const name = await choice.locator("input").first().getAttribute("name");
  await page.check(`input[name="${name}"][value=chosen]`);
  const shown = page.waitForNavigation({ waitUntil: "load" });
  await page.click("details.choices button.go");
  await shown;
  assert.ok(await page.isChecked(`input[name="${name}"][value=chosen]`));
});
