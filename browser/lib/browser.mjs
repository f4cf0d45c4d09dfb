// Debian's Chromium, watched: no page may log an error, and no request may leave this machine.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

const QUIET = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export function launch() {
  const executablePath = execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
  return chromium.launch({ executablePath, args: QUIET });
}

/** A phone with a fresh profile. `faults` collects what a person must never meet. */
export async function visitor(browser, server, options = {}) {
  const context = await browser.newContext({
    baseURL: server.at, viewport: { width: 390, height: 844 }, locale: "en-GB", ...options,
  });
  const faults = [];
  context.on("request", (request) => {
    const url = new URL(request.url());
    const stays = ["data:", "blob:", "file:"].includes(url.protocol) || url.hostname === "127.0.0.1";
    if (!stays) faults.push(`a request left this machine: ${request.url()}`);
  });
  const watch = (page) => {
    page.on("pageerror", (error) => faults.push(`script failed on ${page.url()}: ${error}`));
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      // A form that was sent with a gap comes back with its status, which Chromium logs.
      if (message.text().includes("status of 422")) return;
      if (context.mayFail) return;
      faults.push(`console on ${page.url()}: ${message.text()}`);
    });
  };
  context.on("page", watch);
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  return { context, page, faults };
}

/** Nothing failed on any page that was visited. */
export function assertNoFaults(faults) {
  assert.deepEqual(faults, []);
}
