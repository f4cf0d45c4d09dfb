// A dangerous answer stops everything, and help stays on the screen until somebody has helped.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertNoFaults, launch, visitor } from "../lib/browser.mjs";
import * as person from "../lib/person.mjs";
import { DAY, Server } from "../lib/server.mjs";

let browser, server, visit, page;
before(async () => { [browser, server] = await Promise.all([launch(), Server.start()]); });
after(async () => { await browser.close(); await server.stop(); });
const arrive = async (options) => { visit = await visitor(browser, server, options); page = visit.page; };
beforeEach(() => arrive());
afterEach(async () => { await visit.context.close(); assertNoFaults(visit.faults); });

const NUMB = "input[name='f.saddle_numb'][value=yes]";

async function toDanger() {
  await person.start(page);
  await person.answerPage(page);
  assert.match(page.url(), /cauda-equina/);
}

async function toEmergency() {
  await toDanger();
  // A plain click: the page is left before its tick could be looked at.
  await page.click(NUMB);
  await page.waitForURL(/\/emergency$/);
}

async function assertHelp() {
  assert.match(page.url(), /\/emergency$/);
  assert.equal(await page.locator("div.emergency a.call").getAttribute("href"), "tel:999");
}

test("help comes at the moment the sign is ticked", async () => {
  await toEmergency();
  await assertHelp();
  await page.getByText("What to say").waitFor();
});

test("help comes after Continue where there is no JavaScript", async () => {
  await visit.context.close();
  await arrive({ javaScriptEnabled: false });
  await toDanger();
  await page.check(NUMB);
  await page.click("main button.go");
  await assertHelp();
});

test("help comes although the sign was ticked and then 'None of these' pressed", async () => {
  await visit.context.close();
  await arrive({ javaScriptEnabled: false });
  await toDanger();
  await page.check(NUMB);
  await page.locator("button[name=none]").first().click();
  await assertHelp();
});

test("help stays on reload, on Back, on every page of the episode, and on another day", async () => {
  await toEmergency();
  await page.reload();
  await assertHelp();
  await page.goBack();
  await page.waitForURL(/\/emergency$/);
  const id = person.episode(page);
  for (const place of ["q", "q/about-you", "q/cauda-equina", "answers", "plan", "plan/print"]) {
    await page.goto(`/e/${id}/${place}`);
    await assertHelp();
  }
  await server.travel("2026-03-04");
  await page.goto(`/e/${id}/plan`);
  await assertHelp();
  await server.travel(DAY);
});

test("help stays when the app is out of reach", async () => {
  await toEmergency();
  const address = page.url();
  await page.waitForFunction((at) => caches.match(at).then(Boolean), address);
  visit.context.mayFail = true;
  await server.pause();
  await page.reload();
  await assertHelp();
  // A page that was never seen leads to the signs that need help.
  await page.goto("/about");
  await page.getByRole("heading", { level: 1, name: "Signs that need help" }).waitFor();
  await server.resume();
  visit.context.mayFail = false;
  await page.goto(address);
  await assertHelp();
});

test("the questions go on when somebody has seen the person, and says who, when and what", async () => {
  await toEmergency();
  await page.click("details.seen summary");
  await page.click("details.seen button.go");
  await page.locator("details.seen p.error").first().waitFor();
  assert.equal(await page.locator("details.seen p.error").count(), 6, "each gap is named");
  await page.fill("#seen-by", "Dr Example, emergency department");
  await page.fill("#seen-on", DAY);
  await page.fill("#seen-test", "Scan of the spine, bladder scan");
  await page.fill("#seen-result", "No nerve is squeezed");
  await page.check("input[name=team][value=emergency-team]");
  await page.check("input[name=unchanged][value=yes]");
  await page.click("details.seen button.go");
  await page.waitForURL(/\/q\//);
  await person.answerAll(page);
  await person.confirm(page);
});

test("a slip is told, and the question asked again", async () => {
  await toEmergency();
  await page.click("details.seen summary");
  await page.click("text=I gave a wrong answer");
  await page.fill("input[name=why]", "The numbness is in my hand, and years old");
  await page.click("main form button:not(.plain)");
  await page.waitForURL(/\/q\/cauda-equina/);
  await person.answerAll(page);
  await person.confirm(page);
});
