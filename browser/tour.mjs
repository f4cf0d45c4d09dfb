// Takes the pictures of docs/tour.md anew: `node tour.mjs`, then look at them before you commit.

import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch, visitor } from "./lib/browser.mjs";
import * as person from "./lib/person.mjs";
import { Server } from "./lib/server.mjs";

const folder = fileURLToPath(new URL("../docs/tour/", import.meta.url));
mkdirSync(folder, { recursive: true });
const [server, browser] = await Promise.all([Server.start(), launch()]);
const { page } = await visitor(browser, server, { viewport: { width: 390, height: 780 } });

async function picture(name) {
  const path = `${folder}${name}.png`;
  await page.screenshot({ path });
  execFileSync("pngquant", ["--force", "--ext", ".png", "--quality", "60-85", "32", path]);
}

await page.goto("/start");
await picture("start");
await person.start(page);
await person.answerAll(page, { wants_medicine: "yes" }, async (name) => {
  if (name === "cauda-equina") await picture("question");
  if (name !== "start") return;
  await page.locator(".bodymap [data-option=low]").click();
  await page.evaluate(() => document.querySelector(".bodymap").closest("fieldset").scrollIntoView({ behavior: "instant" }));
  await picture("body");
});
await picture("answers");
await person.confirm(page);
await picture("plan");
await page.emulateMedia({ colorScheme: "dark" });
await page.evaluate(() => document.querySelector(".medicines").scrollIntoView({ behavior: "instant" }));
await picture("medicines");
await page.emulateMedia({ colorScheme: "light", media: "print" });
await page.goto(`${page.url().split("#")[0]}/print`);
await page.setViewportSize({ width: 733, height: 1062 });
await picture("print");
await page.emulateMedia({ media: null });
await page.setViewportSize({ width: 390, height: 780 });
await person.start(page);
await person.answerPage(page);
await page.click("input[name='f.saddle_numb'][value=yes]");
await page.waitForURL(/\/emergency$/);
await picture("emergency");
await browser.close();
await server.stop();
