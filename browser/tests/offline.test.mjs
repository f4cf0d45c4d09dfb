// Without the network: what was seen can be read and says that it is old, and nothing that was
// written is lost or taken for sent.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertNoFaults, launch, visitor } from "../lib/browser.mjs";
import * as person from "../lib/person.mjs";
import { Server } from "../lib/server.mjs";

let browser, server, visit, page;
before(async () => { [browser, server] = await Promise.all([launch(), Server.start()]); });
after(async () => { await browser.close(); await server.stop(); });
beforeEach(async () => { visit = await visitor(browser, server); page = visit.page; });
afterEach(async () => { await visit.context.close(); assertNoFaults(visit.faults); });

/** Waits until the browser has a copy of the page that is open. */
async function kept() {
  const isKept = () => page.evaluate((at) => caches.match(at).then(Boolean), page.url());
  while (!(await isKept())) await page.waitForTimeout(50);
}

/** Does something while the phone has no network. */
async function offline(act) {
  visit.context.mayFail = true;
  await visit.context.setOffline(true);
  await act();
  await visit.context.setOffline(false);
  visit.context.mayFail = false;
}

const said = () => page.locator(".offline p:visible").allInnerTexts();

test("a plan that was seen says that it is offline, and from when it is", async () => {
  await person.toPlan(page);
  await kept();
  assert.deepEqual(await said(), [], "nothing is said while there is a network");
  const title = await page.locator("h1").innerText();
  await offline(async () => {
    await page.reload();
    assert.equal(await page.locator("h1").innerText(), title);
    const [first] = await said();
    assert.match(first, /^You are offline\. This is the page as it was saved on \d+ \w+ \d{4} at \d\d:\d\d\.$/);
    assert.ok(first.includes(String(new Date().getFullYear())), first);
    // A page that was never seen says so, and shows the signs that need help.
    await page.goto("/about");
    await page.getByRole("heading", { level: 1, name: "Signs that need help" }).waitFor();
    assert.match((await said())[0], /the page that you asked for was not saved/);
  });
  await page.goto("/about");
  assert.deepEqual(await said(), [], "nothing is said when the network is back");
});

test("the emergency page is there with its number, and says from when it is", async () => {
  await person.start(page);
  await person.answerPage(page);
  await page.click("input[name='f.saddle_numb'][value=yes]");
  await page.waitForURL(/\/emergency$/);
  await kept();
  await offline(async () => {
    await page.reload();
    assert.equal(await page.locator("div.emergency a.call").getAttribute("href"), "tel:999");
    assert.match((await said())[0], /^You are offline\./);
  });
});

test("a form that is sent without a network stays with all that was written, and can be sent later", async () => {
  await person.start(page);
  const here = page.url();
  await offline(async () => {
    await page.fill("input[name='f.age']", "47");
    await page.check("input[name='f.sex_at_birth'][value=male]");
    await page.click("main button.go");
    await page.getByText("This was not sent.").waitFor();
    assert.equal(page.url(), here);
    assert.equal(await page.inputValue("input[name='f.age']"), "47");
    assert.ok(await page.isChecked("input[name='f.sex_at_birth'][value=male]"));
    assert.equal(await page.locator(".offline a").getAttribute("href"), "/help");
  });
  await page.click("main button.go");
  await page.waitForURL((url) => url.href !== here);
  await page.goto(here);
  assert.equal(await page.inputValue("input[name='f.age']"), "47", "what was sent later is kept");
});

test("an answer that could not be kept when it was given says so", async () => {
  await person.start(page);
  await offline(async () => {
    await page.fill("input[name='f.age']", "52");
    await page.keyboard.press("Tab");
    await page.getByText("Your last answer is not kept yet.").waitFor();
  });
  const taken = page.waitForResponse((answer) => answer.url().endsWith("/keep"));
  await page.check("input[name='f.sex_at_birth'][value=female]");
  await taken;
  await page.locator(".offline").waitFor({ state: "hidden" });
});

test("a form that is lost on its way does not end in an error of the browser", async () => {
  await person.start(page);
  await kept();
  // The app is there when the script looks, and gone when the form is sent.
  await page.evaluate(() => {
    window.fetch = () => new Promise((done) => { setTimeout(() => done(new Response("")), 50); });
  });
  await page.fill("input[name='f.age']", "47");
  await offline(async () => {
    await page.click("main button.go");
    await page.getByText("What you sent did not arrive.").waitFor();
    await page.locator("form.questions").waitFor();
  });
});

test("what was taken along as a file is not kept in the browser as well", async () => {
  await page.goto("/yours");
  await kept();
  await page.evaluate(() => fetch("/yours/export.json").then((answer) => answer.text()));
  assert.ok(await page.evaluate(() => caches.match("/yours").then(Boolean)));
  assert.ok(!(await page.evaluate(() => caches.match("/yours/export.json").then(Boolean))));
});
