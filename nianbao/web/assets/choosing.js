// Whom somebody ticks among those found stays chosen when they look for the next.
"use strict";
document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.matches("#found input[name='of']") || !box.checked) return;
  document.getElementById("chosen").append(box.closest("li"));
  document.getElementById("none-chosen")?.remove();
  box.focus();
});
