import { launch, visitor } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import * as person from "./lib/person.mjs";
import { readFileSync, mkdirSync } from "node:fs";
const out = process.argv[2] ?? "/tmp/F-shots"; mkdirSync(out, {recursive:true});
const server = await Server.start();
const browser = await launch();
const { context, page, faults } = await visitor(browser, server);
if (process.env.ORIGIN) await context.setExtraHTTPHeaders({Origin: server.at});
if (process.env.CSS) await context.route(/lumbago\.css/, r => r.fulfill({contentType:"text/css", body: readFileSync("../crates/app/assets/lumbago.css")}));
const only = process.env.ONLY?.split(",");
const shot = async (name) => {
  if (only && !only.some(o => name.includes(o))) return;
  for (const [w,h] of [[360,780],[1280,900]]) for (const scheme of (process.env.SCHEMES ?? "light,dark").split(",")) {
    await page.setViewportSize({width:w,height:h}); await page.emulateMedia({colorScheme:scheme});
    await page.screenshot({path:`${out}/${name}-${w}-${scheme}.png`, fullPage:true});
  }
  await page.setViewportSize({width:390,height:844});
};
await page.goto("/start"); await shot("01-start");
await page.goto("/help"); await shot("02-help");
await page.goto("/about"); await shot("03-about");
await page.goto("/nowhere"); await shot("04-nowhere");
await person.start(page);
const pages = await person.answerAll(page, {}, async (n) => { await shot(`10-q-${n}`); });
console.log(pages.length, pages.join(" "));
await shot("20-answers"); await person.confirm(page); await shot("30-plan");
const plan = page.url();
await page.goto(plan + "/print"); await shot("31-print");
await page.emulateMedia({media:"print"}); await page.pdf({path:`${out}/print.pdf`, format:"A4", preferCSSPageSize:true}); await page.emulateMedia({media:null});
await page.goto("/"); await shot("05-home");
await person.start(page);
await person.answerAll(page, {saddle_numb:"yes"});
await shot("40-emergency");
if (page.url().endsWith("emergency")) { await page.click("details.seen summary"); await shot("41-emergency-seen"); await page.goto(page.url()+"/mistake"); await shot("42-mistake"); }
console.log(page.url(), faults);
await browser.close(); await server.stop();
