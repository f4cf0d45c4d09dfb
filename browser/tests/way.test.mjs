// From the start page to the plan, as different people go that way.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertNoFaults, launch, visitor } from "../lib/browser.mjs";
import { tabTo } from "../lib/keyboard.mjs";
import * as person from "../lib/person.mjs";
import { Server } from "../lib/server.mjs";

let browser, server, visit, page;
before(async () => { [browser, server] = await Promise.all([launch(), Server.start()]); });
after(async () => { await browser.close(); await server.stop(); });
const arrive = async (options) => { visit = await visitor(browser, server, options); page = visit.page; };
beforeEach(() => arrive());
afterEach(async () => { await visit.context.close(); assertNoFaults(visit.faults); });

test("a plain acute case comes to its plan on at most 18 pages", async () => {
  const pages = await person.toPlan(page);
  assert.ok(pages.length <= 18, `${pages.length} pages: ${pages.join(", ")}`);
  assert.ok(pages.indexOf("cauda-equina") <= 1, "danger comes first");
  await page.getByRole("heading", { level: 1, name: "You can look after this yourself" }).waitFor();
});

test("reload and Back on each page keep every answer", async () => {
  await person.start(page);
  let before;
  const lost = [];
  while (person.isAsking(page)) {
    const here = page.url();
    for (const question of await person.questions(page)) {
      await person.tell(page, question, person.say(question, person.PLAIN_ACUTE));
    }
    const told = await answers();
    await page.click("main button.go");
    await page.waitForURL((url) => url.href !== here);
    if (before) {
      await page.goBack();
      assert.equal(page.url(), here);
      // A question that another answer made needless is not asked again.
      const asked = (await person.questions(page)).map((question) => `f.${question.fact}`);
      const still = told.filter((answer) => asked.some((name) => answer.startsWith(`${name}=`)));
      lost.push(...told.filter((answer) => !still.includes(answer)));
      assert.deepEqual(await answers(), still, `Back to ${here}`);
      await page.reload();
      assert.deepEqual(await answers(), still, `reload of ${here}`);
      await page.click("main button.go");
      await page.waitForURL((url) => url.href !== here);
    }
    before = told;
  }
  // A pulse in the belly that is not there makes the question after its risks needless.
  assert.deepEqual(lost, ["f.aaa_risk=none"]);
  await person.confirm(page);
});

/** What is filled in on the page. */
const answers = () => page.$$eval("form.questions input:not([type=hidden]), form.questions textarea", (inputs) =>
  inputs.filter((input) => (/radio|checkbox/.test(input.type) ? input.checked : input.value))
    // A number that was kept may come back with its decimals.
    .map((input) => `${input.name}=${input.type === "text" && input.value ? Number(input.value) : input.value}`));

test("answers given without Continue are kept", async () => {
  await person.start(page);
  const kept = page.waitForResponse((answer) => answer.url().endsWith("/keep"));
  await page.fill("input[name='f.age']", "40");
  await page.keyboard.press("Tab");
  await kept;
  await page.reload();
  assert.equal(await page.inputValue("input[name='f.age']"), "40");
});

test("another browser goes on with the code", async () => {
  await person.toPlan(page, {}, { name: "Ola" });
  const code = await page.locator("p.code strong").textContent();
  const other = await visitor(browser, server);
  await other.page.goto("/start?person=new");
  await other.page.click("details.code summary");
  await other.page.fill("#code", code.toLowerCase());
  await other.page.click("details.code button");
  await other.page.waitForURL(/\/plan$/);
  assert.equal(person.episode(other.page), person.episode(page));
  await other.context.close();
  assertNoFaults(other.faults);
});

test("the whole way works without JavaScript", async () => {
  await visit.context.close();
  await arrive({ javaScriptEnabled: false });
  const pages = await person.toPlan(page);
  assert.ok(pages.length <= 18);
  assert.equal(await page.locator(".bodymap:visible").count(), 0, "a drawing that does nothing is not shown");
});

test("the whole way works by keyboard, with a visible focus in the order of the page", async () => {
  await page.goto("/start?person=new");
  await tabTo(page, { name: "name" });
  await page.keyboard.type("Kim");
  await tabTo(page, { name: "region" });
  await page.keyboard.type("United K");
  await tabTo(page, { text: "Start" });
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/q\//);
  while (person.isAsking(page)) {
    const here = page.url();
    for (const question of await person.questions(page)) {
      const answer = person.say(question, person.PLAIN_ACUTE);
      const name = `f.${question.fact}`;
      if (question.radios.length) {
        await tabTo(page, { name });
        const steps = question.radios.indexOf(String(answer));
        if (steps === 0) await page.keyboard.press("Space");
        for (let step = 0; step < steps; step += 1) await page.keyboard.press("ArrowDown");
      } else if (question.has_line && answer !== "unknown") {
        await tabTo(page, { name });
        await page.keyboard.type(String(answer));
      } else if (!question.has_area) {
        const list = [answer].flat();
        for (const value of list.length ? list : ["none"]) {
          await tabTo(page, { name: value === "unknown" && question.has_line ? `${name}.word` : name, value });
          await page.keyboard.press("Space");
        }
      }
    }
    await tabTo(page, { text: "Continue" });
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.notEqual(page.url(), here, await page.locator("main").innerText());
  }
  await tabTo(page, { text: "These are right: make my plan" });
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.match(page.url(), /\/plan$/);
});

test("the body can be pointed at, and the list says the same", async () => {
  await person.start(page);
  while (!page.url().endsWith("/start")) await person.answerPage(page);
  const low = page.locator("input[name='f.site'][value=low]");
  await page.locator(".bodymap [data-option=low]").click();
  assert.ok(await low.isChecked());
  await page.locator(".bodymap [data-option=thigh-left]").first().click();
  assert.ok(await page.locator("input[name='f.site'][value=thigh-left]").isChecked());
  assert.equal(await page.locator(".bodymap .on").count(), 3, "the thigh is drawn from both sides");
  await page.locator("input[name='f.site'][value=none]").check();
  assert.ok(!(await low.isChecked()), "none of these takes the others back");
  assert.equal(await page.locator(".bodymap .on").count(), 0);
});

test("a double click on Continue and a second tab do no harm", async () => {
  await person.start(page);
  await page.fill("input[name='f.age']", "40");
  await page.check("input[name='f.sex_at_birth'][value=male]");
  const first = page.url();
  const tab = await visit.context.newPage();
  await tab.goto(first);
  await page.dblclick("main button.go");
  await page.waitForURL(/cauda-equina/);
  // The other tab still shows the page that was answered meanwhile.
  await person.answerPage(tab);
  assert.match(tab.url(), /cauda-equina/);
  await tab.close();
  await person.answerAll(page);
  await person.confirm(page);
});

test("help now stands on every page, with the number of the person's country", async () => {
  const checkHelp = async () => {
    await page.click("details.help-now summary");
    assert.equal(await page.locator(".help-now a.call").getAttribute("href"), "tel:999", page.url());
  };
  await person.start(page);
  await person.answerAll(page, {}, checkHelp);
  await checkHelp();
  await person.confirm(page);
  await checkHelp();
});

test("a gap is named, and the rest of the page is kept", async () => {
  await person.start(page);
  await page.fill("input[name='f.age']", "400");
  await page.check("input[name='f.sex_at_birth'][value=female]");
  await page.click("main button.go");
  await page.locator("div.summary").waitFor();
  assert.equal(await page.locator("div.summary a").getAttribute("href"), "#field-age");
  assert.equal(await page.inputValue("input[name='f.age']"), "400");
  assert.ok(await page.isChecked("input[name='f.sex_at_birth'][value=female]"));
});
