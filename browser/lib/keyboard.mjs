// A person without a mouse: only Tab leads on, and where the focus is must be seen.

import assert from "node:assert/strict";

/** Presses Tab until a control is reached: by name and value, or by its text. */
export async function tabTo(page, wanted) {
  for (let step = 0; step < 150; step += 1) {
    const here = await page.evaluate((want) => {
      const last = window.lastFocused;
      const at = document.activeElement;
      window.lastFocused = at;
      const box = at.closest(".option") ?? at;
      const outlined = [at, box].some((el) => {
        const style = getComputedStyle(el);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      });
      const backwards = last && last !== at && last.isConnected && last !== document.body
        && at !== document.body && Boolean(at.compareDocumentPosition(last) & Node.DOCUMENT_POSITION_FOLLOWING);
      const found = want.text
        ? at.textContent.trim() === want.text
        : at.name === want.name && (want.value === undefined || at.value === want.value);
      return { found, outlined, backwards, isBody: at === document.body, at: at.outerHTML.slice(0, 120) };
    }, wanted);
    if (!here.isBody) {
      assert.ok(here.outlined, `the focus is not seen on ${here.at}`);
      assert.ok(!here.backwards, `Tab leads back to ${here.at}`);
    }
    if (here.found) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no way by Tab to ${JSON.stringify(wanted)} on ${page.url()}`);
}
