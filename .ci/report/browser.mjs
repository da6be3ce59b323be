// Starts Chromium for one script. It is given nothing but the page: a new profile, no update, no background traffic.
import { chromium } from "playwright-core";

export const launch = executablePath => chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

export const widths = [360, 800, 1440];
export const schemes = ["light", "dark"];
export const height = width => (width < 500 ? 780 : 900);
