// Pictures of a report for the one who looks it over.
// usage: node screenshots.mjs CHROMIUM REPORT.html FOLDER          three widths, light and dark, and the printed pages (report.pdf)
//        node screenshots.mjs CHROMIUM REPORT.html FILE.png        the top alone, as README shows it
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { height, launch, schemes, widths } from "./browser.mjs";

const [executable, report, target] = process.argv.slice(2);
const url = pathToFileURL(report).href;
const browser = await launch(executable);

async function shoot(file, width, colorScheme, tall, act = async () => {}) {
  const page = await browser.newPage({ viewport: { width, height: tall }, colorScheme });
  await page.goto(url);
  await act(page);
  await page.screenshot({ path: file });
  await page.close();
}

try {
  if (target.endsWith(".png")) {
    await shoot(target, 1280, "light", 1000);
  } else {
    mkdirSync(target, { recursive: true });
    for (const width of widths) {
      for (const colorScheme of schemes) {
        const name = part => join(target, `${part}-${width}-${colorScheme}.png`);
        await shoot(name("top"), width, colorScheme, height(width) * 2);
        for (const part of ["refuted", "groups", "curves", "pictures", "documents", "notrun", "provenance"]) {
          await shoot(name(part), width, colorScheme, height(width), page => page.evaluate(id => {
            const section = document.getElementById(id);
            if (!section) return;
            section.querySelectorAll("details").forEach((details, index) => { details.open = index < 3; });
            section.scrollIntoView();
          }, part));
        }
      }
    }

    const page = await browser.newPage();
    await page.goto(url);
    await page.pdf({ path: join(target, "report.pdf"), format: "A4", printBackground: false, margin: { top: "14mm", bottom: "14mm", left: "12mm", right: "12mm" } });
  }
} finally {
  await browser.close();
}
