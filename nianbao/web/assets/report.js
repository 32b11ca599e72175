// A click on a number shows its cell in the original without loading the page again. Without this script the same links
// load the page with the cell marked.
"use strict";
(() => {
  const frame = document.getElementById("frame");
  if (!frame) return;
  const { base, version } = frame.dataset;
  const asked = (cell) => new URLSearchParams(version ? { cell, version } : { cell });
  const choose = (cell) => {
    for (const other of document.querySelectorAll("td.chosen")) other.classList.remove("chosen");
    document.getElementById(cell)?.classList.add("chosen");
    frame.contentWindow.location.replace(`${base}/original?${asked(cell)}#marked`);
    const about = version ? `?version=${version}` : "";
    htmx.ajax("GET", `${base}/cells/${cell}${about}`, { target: "#cell", swap: "innerHTML" });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".statutory td a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const cell = link.closest("td").id;
    choose(cell);
    history.replaceState(null, "", `${location.pathname}?${asked(cell)}`);
  });
})();
