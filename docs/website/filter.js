// The filters of the list of rules: they hide the rows that do not match, and the families without a row.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form.filters");
  if (!form) return;

  function matches(row, family, chosen) {
    const [, , severity, fix] = [...row.cells].map((cell) => cell.textContent.trim());
    const words = chosen.text.toLowerCase().split(/\s+/);
    return (
      ["", family].includes(chosen.family) &&
      severity.startsWith(chosen.severity) &&
      ["", ...(fix || "none").split(" or ")].includes(chosen.fix) &&
      ["", severity.endsWith("off") ? "off" : "on"].includes(chosen.default) &&
      words.every((word) => row.textContent.toLowerCase().includes(word))
    );
  }

  function apply() {
    const chosen = Object.fromEntries(new FormData(form));
    let shown = 0;
    for (const section of document.querySelectorAll(".family")) {
      const rows = [...section.querySelectorAll("tbody tr")];
      for (const row of rows) row.hidden = !matches(row, section.querySelector("h2").id, chosen);
      const kept = rows.filter((row) => !row.hidden).length;
      section.hidden = !kept;
      shown += kept;
    }
    form.querySelector("output").value = `${shown} ${shown === 1 ? "rule" : "rules"}`;
  }

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply(); // what was chosen before the page was left
});
