"use strict";
// Filters the statements by verdict and text, and opens what a link points into. Without it everything is there all the same.
(() => {
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    target.hidden = false;
    target.scrollIntoView();
  };
  const parts = [...document.querySelectorAll("#documents > details")];
  const rows = parts.flatMap(part => [...part.querySelectorAll("tbody tr")].map(row => ({ part, row, text: row.textContent.toLowerCase() })));
  const filter = document.getElementById("filter");
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const search = make("input", { type: "search", placeholder: "word, number or id …" });
  const label = make("label", { textContent: "Find " });
  label.append(search);
  filter.append(label);
  const boxes = [["reproduced", "Reproduced"], ["refuted", "Refuted"], ["inconclusive", "Inconclusive"], ["notrun", "Not run"], ["notexecutable", "Not executable"]].map(([verdict, name]) => {
    const box = make("input", { type: "checkbox", checked: true, value: verdict });
    const choice = make("label", {});
    choice.append(box, name);
    filter.append(choice);
    return box;
  });
  const all = make("button", { type: "button", textContent: "Open all" });
  const found = make("output", {});
  filter.append(all, found);
  filter.hidden = false;

  const apply = () => {
    const wanted = search.value.trim().toLowerCase();
    const verdicts = new Set(boxes.filter(box => box.checked).map(box => box.value));
    const shown = new Map(parts.map(part => [part, 0]));
    for (const { part, row, text } of rows) {
      row.hidden = !(verdicts.has(row.className) && text.includes(wanted));
      if (!row.hidden) shown.set(part, shown.get(part) + 1);
    }
    for (const [part, count] of shown) {
      part.hidden = count === 0;
      if (wanted && count > 0) part.open = true;
    }
    const total = [...shown.values()].reduce((sum, count) => sum + count, 0);
    found.textContent = total === rows.length ? "" : `${total} of ${rows.length} statements`;
  };
  let later;
  search.addEventListener("input", () => { clearTimeout(later); later = setTimeout(apply, 120); });
  boxes.forEach(box => box.addEventListener("change", apply));
  all.addEventListener("click", () => {
    const open = all.textContent === "Open all";
    parts.forEach(part => { part.open = open; });
    all.textContent = open ? "Close all" : "Open all";
  });

  addEventListener("hashchange", reveal);
  reveal();
})();
