// A person who answers: facts that differ from the plain acute case are given, all else is theirs.

import { readFileSync } from "node:fs";

const CASES = new URL("../../cases/base/", import.meta.url);

/** The answers of a base case. Its values are written as JSON writes them. */
export function base(name) {
  const facts = {};
  for (const line of readFileSync(new URL(`${name}.toml`, CASES), "utf8").split("\n")) {
    const found = line.match(/^([a-z0-9_]+) = (.+)$/);
    if (found) facts[found[1]] = JSON.parse(found[2]);
  }
  return facts;
}

export const PLAIN_ACUTE = { ...base("plain-acute"), role: "person", region: "gb" };

/** Begins an episode and stands on the first page of questions. */
export async function start(page, { name = "Sam", region = "gb" } = {}) {
  await page.goto("/start");
  if (await page.locator("#name").count()) await page.fill("#name", name);
  await page.check("input[name=role][value=person]");
  await page.selectOption("#region", region);
  await page.click("main button.go");
  await page.waitForURL(/\/q\//);
}

/** The questions that stand on this page: their facts and which answers each offers. */
export function questions(page) {
  return page.$$eval("fieldset[id^='field-']", (fields) => fields.map((field) => ({
    fact: field.id.slice("field-".length),
    radios: [...field.querySelectorAll("input[type=radio]")].map((input) => input.value),
    boxes: [...field.querySelectorAll("input[type=checkbox]")].map((input) => input.value),
    has_line: Boolean(field.querySelector("input[type=text]")),
    has_area: Boolean(field.querySelector("textarea")),
  })));
}

/** What the person says to one question; where they have no answer, the calm one is chosen. */
export function say(question, facts) {
  const told = facts[question.fact];
  if (told !== undefined) return told;
  const offered = [...question.radios, ...question.boxes];
  return ["no", "none", "never", "unknown"].find((no) => offered.includes(no)) ?? "";
}

/** Gives one answer. */
export async function tell(page, question, answer) {
  const name = `f.${question.fact}`;
  if (answer === "") return undefined;
  const pick = (field, value) =>
    page.locator(`input[name="${field}"][value="${value}"]`).check();
  if (question.radios.length) return pick(name, String(answer));
  if (question.has_line) {
    if (answer === "unknown") return pick(`${name}.word`, answer);
    return page.fill(`input[name="${name}"]`, String(answer));
  }
  if (question.has_area) return page.fill(`textarea[name="${name}"]`, [answer].flat().join("\n"));
  const list = [answer].flat();
  for (const value of list.length ? list : ["none"]) await pick(name, value);
}

/** Answers that say that a sign is not there. */
const isAbsent = (answer) => ["no", "none", "never"].includes(answer) || [answer].flat().length === 0;

/** Ticks the signs of a short check-in that are there now, and goes on. */
async function tickSigns(page, all) {
  const gone = page.waitForNavigation({ waitUntil: "load" });
  const signs = await page.$$eval("input[name=sign]", (boxes) => boxes.map((box) => box.value));
  const there = signs.filter((sign) => all[sign] !== undefined && !isAbsent(all[sign]));
  for (const sign of there) await page.check(`input[name=sign][value=${sign}]`);
  const button = there.length ? "button.go" : ".buttons button.none";
  await page.locator(`form.signs ${button}`).click();
  await gone;
}

/** Answers the page of questions that is open, and goes on. */
export async function answerPage(page, facts = {}) {
  const all = { ...PLAIN_ACUTE, ...facts };
  if (await page.locator("form.signs").count()) return tickSigns(page, all);
  const here = page.url();
  const gone = page.waitForNavigation({ waitUntil: "load" });
  try {
    for (const question of await questions(page)) {
      await tell(page, question, say(question, all));
      if (page.url() !== here) break;
    }
    if (page.url() === here) await page.click("main button.go");
  } catch (error) {
    // A dangerous answer leads to help at once: then the rest of the page cannot be answered.
    await page.waitForURL(/\/emergency$/, { timeout: 5000 }).catch(() => { throw error; });
  }
  await gone;
  await page.waitForLoadState();
}

export const isAsking = (page) => /\/q\//.test(page.url());
export const isEmergency = (page) => page.url().endsWith("/emergency");

/** Answers until no question is open; returns the names of the pages that were asked. */
export async function answerAll(page, facts = {}, visit = async () => {}) {
  const pages = [];
  while (isAsking(page)) {
    const name = page.url().split("/q/")[1];
    if (pages.length > 60) throw new Error(`the questions never end: ${pages.join(", ")}`);
    pages.push(name);
    await visit(name);
    await answerPage(page, facts);
    if (page.url().endsWith(`/q/${name}`)) {
      const errors = await page.locator("p.error").allTextContents();
      throw new Error(`page ${name} was not taken: ${errors.join(" | ")}`);
    }
  }
  return pages;
}

/** Confirms the answers and stands before the plan. */
export async function confirm(page) {
  await page.waitForURL(/\/answers$/);
  await page.click("main button.go");
  await page.waitForURL(/\/plan$/);
}

/** From the start page to the plan. */
export async function toPlan(page, facts = {}, who = {}) {
  await start(page, who);
  const pages = await answerAll(page, facts);
  await confirm(page);
  return pages;
}

/** Answers the check-in that is due; `facts` are what differs from the plain case by now. */
export async function checkIn(page, id, facts = {}, visit = undefined) {
  await page.goto(`/e/${id}/check`);
  await Promise.all([
    page.waitForURL(/\/q\//),
    page.locator("form:has(input[name=round][value=due]) button").click(),
  ]);
  const pages = await answerAll(page, facts, visit);
  if (page.url().endsWith("/answers")) await confirm(page);
  return pages;
}

/** Answers everything anew, because something changed. */
export async function tellAnew(page, id, facts = {}) {
  await page.goto(`/e/${id}/check`);
  await Promise.all([
    page.waitForURL(/\/q\//),
    page.locator("form:has(input[name=round][value=all]) button").first().click(),
  ]);
  const pages = await answerAll(page, facts);
  if (!isEmergency(page)) await confirm(page);
  return pages;
}

/** Asks a question of one's own on the page that is open, and waits for the answer. */
export async function ask(page, words) {
  await page.fill("#question", words);
  const gone = page.waitForNavigation({ waitUntil: "load" });
  await page.locator("form:has(#question) button.go").click();
  await gone;
}

/** The id of the episode whose page is open. */
export const episode = (page) => page.url().match(/\/e\/([0-9a-f-]+)\//)?.[1];
