// Visits one page as a person does and prints what happened as one line of JSON.
//   node visit.js '{"url": ..., "width": 1280, "height": 800, "play": true, "screenshots": {"before": "a.png", "after": "b.png"}}'
import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";

const wish = JSON.parse(process.argv[2]);
const PATIENCE_MS = 30_000;

// Not the package's own switches: they turn web security off, which is half of what is tested here.
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ["--headless=shell", "--no-sandbox", "--disable-gpu", "--mute-audio"],
});
const report = { errors: [], requests: [], video: null, facts: null };
try {
  const context = await browser.newContext({
    viewport: { width: wish.width ?? 1280, height: wish.height ?? 800 },
    javaScriptEnabled: wish.script ?? true,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  page.on("console", (message) => { if (message.type() === "error") report.errors.push(message.text()); });
  page.on("pageerror", (error) => report.errors.push(String(error)));
  page.on("response", (answer) => report.requests.push({ url: answer.url(), status: answer.status() }));
  const answer = await page.goto(wish.url, { waitUntil: "load" });
  report.status = answer.status();

  const state = () => page.evaluate(() => {
    const video = document.querySelector("video");
    return {
      time: video.currentTime, ready: video.readyState, source: video.dataset.source ?? null, paused: video.paused,
      begins: video.buffered.length ? video.buffered.start(0) : null,
      place: document.getElementById("seek")?.getAttribute("aria-valuetext") ?? null,
      duration: video.duration, width: video.videoWidth, height: video.videoHeight, error: video.error?.message ?? null,
      button: !document.getElementById("start").hidden,
      cues: Array.from(video.textTracks, (track) => ({ mode: track.mode, cues: track.cues?.length ?? 0 })),
    };
  });
  if (wish.screenshots?.before) await page.screenshot({ path: wish.screenshots.before });
  if (wish.press) {
    await page.focus("#seek");
    for (const key of wish.press) await page.keyboard.press(key);
  }
  if (wish.play || wish.press) {
    await page.click("#start");
    if (!wish.wait) await page.waitForFunction((until) => {
      const video = document.querySelector("video");
      return video.readyState >= 2 && video.currentTime > until;
    }, wish.until ?? 0.4, { timeout: PATIENCE_MS }).catch((error) => report.errors.push(String(error)));
    report.video = await state();
    if (wish.wait) report.shown = await page.locator(wish.wait).filter({ visible: true }).innerText({ timeout: PATIENCE_MS });
    if (wish.captions) {
      await page.evaluate(() => { document.querySelector("video").textTracks[0].mode = "showing"; });
      await page.waitForFunction(() => document.querySelector("video").textTracks[0].cues?.length > 0, undefined,
        { timeout: PATIENCE_MS }).catch((error) => report.errors.push(String(error)));
      report.video = await state();
    }
    if (wish.scene !== undefined) {
      const button = page.locator("#scenes button").nth(wish.scene);
      await button.click();
      await page.waitForFunction((start) => {
        const video = document.querySelector("video");
        return video.readyState >= 2 && !video.seeking && video.currentTime >= start;
      }, Number(await button.getAttribute("data-at")), { timeout: PATIENCE_MS })
        .catch((error) => report.errors.push(String(error)));
      report.video = await state();
      report.current = await page.locator("#scenes [aria-current] .name").allInnerTexts();
    }
    if (wish.hover !== undefined) {
      const box = await page.locator("#seek").boundingBox();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.waitForFunction(() => {
        const picture = document.querySelector("#preview .picture");
        return picture && performance.getEntriesByName(document.getElementById("timeline").dataset.pictures
          && new URL(document.getElementById("timeline").dataset.pictures, location).href).length > 0;
      }, undefined, { timeout: PATIENCE_MS });
      await page.mouse.move(box.x + 8 + (box.width - 16) * wish.hover, box.y + box.height / 2);
      await page.locator("#preview .picture").waitFor({ state: "visible", timeout: PATIENCE_MS });
      await page.waitForLoadState("networkidle");
      report.preview = {
        scene: await page.locator("#preview .scene").innerText(), at: await page.locator("#preview .at").innerText(),
      };
      if (wish.screenshots?.preview) await page.locator("#preview .picture").screenshot({ path: wish.screenshots.preview });
    }
    if (wish.screenshots?.after) await page.screenshot({ path: wish.screenshots.after });
  }
  if (wish.downloads) {
    await page.click(".downloads summary");
    const list = page.locator(".downloads ul");
    report.downloads = (await list.innerText()).split("\n").filter(Boolean);
    const box = await list.boundingBox();
    report.cut = box.x < 0 || box.x + box.width > page.viewportSize().width;
    if (wish.screenshots?.downloads) await page.screenshot({ path: wish.screenshots.downloads, fullPage: true });
  }
  if (wish.fetch) {
    // What another site's player does: a range of a file, from this page's origin.
    report.fetched = await page.evaluate(async ({ url, range }) => {
      const answer = await fetch(url, { headers: { Range: range } });
      return { status: answer.status, bytes: (await answer.arrayBuffer()).byteLength };
    }, wish.fetch);
  }
  if (wish.copy) {
    await page.click("#copy");
    report.copied = await page.evaluate(() => navigator.clipboard.readText());
  }
  report.overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
} finally {
  await browser.close();
}
console.log(JSON.stringify(report));
