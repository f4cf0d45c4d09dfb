// The timer of a walk: what is kept is the moment at which it ends.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertNoFaults, launch, visitor } from "../lib/browser.mjs";
import * as person from "../lib/person.mjs";
import { DAY, Server } from "../lib/server.mjs";

let browser, server, visit, page, timer;
before(async () => {
  [browser, server] = await Promise.all([launch(), Server.start()]);
  visit = await visitor(browser, server);
  page = visit.page;
  await person.toPlan(page);
  await page.clock.install({ time: new Date(`${DAY}T09:00:00Z`) });
  await page.goto(`/e/${person.episode(page)}/today`);
  timer = page.locator("#walk .timer");
});
after(async () => { await browser.close(); await server.stop(); });

const press = (name) => timer.getByRole("button", { name, exact: true }).click();
/** The seconds that the clock shows. */
const left = async () => {
  const [minutes, seconds] = (await timer.locator(".clock").innerText()).split(":").map(Number);
  return minutes * 60 + seconds;
};
const near = (found, wanted, what) =>
  assert.ok(Math.abs(found - wanted) <= 3, `${what}: ${found} seconds, not ${wanted}`);

test("a timer that was not started cannot be stopped", async () => {
  assert.equal(await timer.getByRole("button", { name: "Stop", exact: true }).isVisible(), false);
});

test("it keeps its end over a reload", async () => {
  await press("Start the timer");
  near(await left(), 300, "at the start");
  await page.clock.runFor(60_000);
  near(await left(), 240, "after a minute");
  await page.reload();
  near(await left(), 240, "after a reload");
});

test("a pause stops it, also over a reload, and it goes on from there", async () => {
  await press("Pause");
  const rest = await left();
  await page.clock.runFor(120_000);
  near(await left(), rest, "in the pause");
  await page.reload();
  near(await left(), rest, "after a reload in the pause");
  await press("Go on");
  await page.clock.runFor(30_000);
  near(await left(), rest - 30, "going on");
});

test("a locked screen does not make it late, and its end is seen and said", async () => {
  // The page sleeps: no tick comes, only the time passes.
  await page.clock.fastForward(20 * 60_000);
  await page.clock.runFor(1000);
  const clock = timer.locator(".clock");
  assert.equal(await clock.innerText(), "Time is up. Well done.");
  assert.equal(await clock.getAttribute("role"), "status");
  assert.ok(await timer.getByRole("button", { name: "Start the timer", exact: true }).isVisible());
  assert.equal(await page.inputValue("#walk-minutes"), "5");
});

test("nothing of it is left on the next visit", async () => {
  await page.reload();
  assert.equal(await timer.locator(".clock").innerText(), "5 minutes");
  assertNoFaults(visit.faults);
});
