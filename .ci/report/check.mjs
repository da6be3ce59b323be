// Opens a report in Chromium as people will: three widths, light and dark, with and without script, and listens for what goes wrong.
// usage: node check.mjs CHROMIUM REPORT.html COUNTS   (COUNTS gets "passed failed")
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { height, launch, schemes, widths } from "./browser.mjs";

const [executable, report, counts] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const url = pathToFileURL(report).href;
let passed = 0;
let failed = 0;

function check(name, problems) {
  if (problems.length === 0) {
    passed++;
    return;
  }

  failed++;
  console.log(`FAILED ${name}\n  ${problems.slice(0, 10).join("\n  ")}`);
}

const openAll = page => page.evaluate(() => document.querySelectorAll("details").forEach(part => { part.open = true; }));

// Rows are all made alike; of hundreds the first ones speak for the rest where axe has to look many times.
const shorten = page => page.evaluate(() => document.querySelectorAll("#documents tbody tr:nth-child(n+12), #groups details:nth-of-type(n+10)").forEach(part => part.remove()));

async function violations(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return violations
    .filter(violation => ["serious", "critical"].includes(violation.impact))
    .map(violation => `${violation.id}: ${violation.help} (${violation.nodes.length}): ${violation.nodes.slice(0, 3).map(node => node.target.join(" ")).join("; ")}`);
}

async function overflow(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth;
    if (wide <= innerWidth) return [];
    const beyond = [...document.querySelectorAll("body *")].filter(element => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".scroll"));
    return [`${wide} pixels in ${innerWidth}: ${beyond.slice(-3).map(element => `${element.tagName}.${element.getAttribute("class") ?? ""} ${element.textContent.trim().slice(0, 40)}`).join("; ")}`];
  });
}

async function open(browser, options, act) {
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const heard = [];
  page.on("console", message => { if (["error", "warning"].includes(message.type())) heard.push(`${message.type()}: ${message.text()}`); });
  page.on("pageerror", error => heard.push(`exception: ${error.message}`));
  page.on("request", request => { if (request.url() !== url && !request.url().startsWith("data:")) heard.push(`request: ${request.url()}`); });
  await page.goto(url, { waitUntil: "load" });
  await act(page);
  await context.close();
  return heard;
}

const browser = await launch(executable);
try {
  for (const width of widths) {
    for (const colorScheme of schemes) {
      const name = `${width} px, ${colorScheme}`;
      const heard = await open(browser, { viewport: { width, height: height(width) }, colorScheme }, async page => {
        check(`${name}: fits`, await overflow(page));
        await openAll(page);
        check(`${name}: fits with everything open`, await overflow(page));
        await shorten(page);
        check(`${name}: accessible`, await violations(page));
      });
      check(`${name}: nothing on the console, no request`, heard);
    }
  }

  await open(browser, { viewport: { width: 1440, height: 900 } }, async page => {
    check("the whole page as it opens: accessible", await violations(page));
  });

  await open(browser, { viewport: { width: 1440, height: 900 } }, async page => {
    await page.keyboard.press("Tab");
    check("the first stop of the keyboard skips to the answer", await page.evaluate(() => (document.activeElement.getAttribute("href") === "#main" && document.activeElement.getBoundingClientRect().left >= 0 ? [] : [document.activeElement.outerHTML])));
    await page.keyboard.press("Enter");
    check("and goes there", await page.evaluate(() => (document.activeElement.id === "main" ? [] : [document.activeElement.outerHTML.slice(0, 80)])));

    await page.fill("#filter input[type=search]", "14714688");
    await page.waitForFunction(() => document.querySelector("#filter output").textContent.length > 0);
    check("the filter leaves what was asked for", await page.evaluate(() => {
      const shown = [...document.querySelectorAll("#documents tbody tr")].filter(row => row.checkVisibility());
      return shown.length > 0 && shown.every(row => row.textContent.includes("14714688")) ? [] : [`${shown.length} rows`];
    }));
  });

  await open(browser, { viewport: { width: 800, height: 900 }, javaScriptEnabled: false }, async page => {
    const rows = await page.locator("#documents tbody tr").count();
    check("without script every statement is there", rows > 0 && (await page.locator("#filter").isHidden()) ? [] : [`${rows} rows`]);
    await page.locator("#documents details.part > summary").first().click();
    check("and opens", (await page.locator("#documents details.part[open] tbody tr").first().isVisible()) ? [] : ["the first document's rows stay hidden"]);
  });
} finally {
  await browser.close();
}

const bytes = readFileSync(report).length;
check(`under 5 MB`, bytes < 5_000_000 ? [] : [`${bytes} bytes`]);
console.log(`report: ${bytes} bytes, ${passed} checks passed, ${failed} failed`);
writeFileSync(counts, `${passed} ${failed}\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
