// What the pages gain with JavaScript: evidence beside the text, and shortcuts. Everything works without it.

const wide = window.matchMedia("(min-width: 64rem)");
const panel = document.getElementById("panel");
const shortcuts = document.getElementById("shortcuts");
const head = document.querySelector(".head");
let shown = null;

// The panel begins below the header, which neither moves nor is covered.
function leaveHead() {
  if (shown) panel.style.insetBlockStart = `${Math.max(0, head.getBoundingClientRect().bottom)}px`;
}

function showEvidence(summary) {
  closeEvidence();
  shown = summary;
  summary.classList.add("is-shown");
  panel.querySelector("[data-matter]").replaceChildren(
    summary.parentElement.querySelector(".evidence-body").cloneNode(true),
  );
  leaveHead();
  panel.show();
  panel.scrollTop = 0;
  document.body.classList.add("has-panel");
  panel.querySelector("h2").focus();
  summary.scrollIntoView({ block: "nearest" });
}

function closeEvidence() {
  if (!shown) return;
  const summary = shown;
  shown = null;
  summary.classList.remove("is-shown");
  panel.close();
  document.body.classList.remove("has-panel");
  summary.focus();
}

function foldEvidence(details) {
  if (!details) return;
  details.open = false;
  details.querySelector("summary").focus();
}

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable]");
}

document.addEventListener("click", (event) => {
  const summary = event.target.closest(".evidence > summary");
  if (summary && wide.matches) {
    event.preventDefault();
    if (summary === shown) closeEvidence();
    else showEvidence(summary);
  }
  if (event.target.closest("[data-close-panel]")) closeEvidence();
  if (event.target.closest("[data-shortcuts]")) shortcuts.showModal();
});

// The panel stands at the end of the document; leaving it by Tab leads back to the mark that opened it.
panel.addEventListener("keydown", (event) => {
  if (event.key !== "Tab") return;
  const stops = [...panel.querySelectorAll("button, a")];
  const leaving = event.shiftKey
    ? document.activeElement === stops[0] || !stops.includes(document.activeElement)
    : document.activeElement === stops.at(-1);
  if (!leaving) return;
  event.preventDefault();
  shown.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !shortcuts.open) {
    if (shown) closeEvidence();
    else foldEvidence(event.target.closest(".evidence[open]"));
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || shortcuts.open) return;
  if (event.key === "?") {
    event.preventDefault();
    shortcuts.showModal();
  }
  if (event.key === "/") {
    const search = document.querySelector("main [data-search]") ?? document.querySelector("[data-search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  }
});

document.addEventListener("scroll", leaveHead, { passive: true });

// What may be meant, while it is typed; without JavaScript the list holds sectors and oblasts.
const offered = document.getElementById("suggestions");
let pause;

async function suggest(words) {
  const language = document.documentElement.lang;
  const answer = await fetch(`/api/suggestions?${new URLSearchParams({ q: words, language })}`).catch(() => null);
  if (!answer?.ok) return;
  offered.replaceChildren(...(await answer.json()).map((name) => new Option("", name)));
}

document.addEventListener("input", (event) => {
  clearTimeout(pause);
  const words = event.target.matches("[data-search]") ? event.target.value.trim() : "";
  if (words.length > 1 && words.length <= 200) pause = setTimeout(suggest, 200, words);
});
// What an address names is unfolded: a claim on a narrow page.
function unfoldTarget() {
  const folded = document.getElementById(location.hash.slice(1))?.querySelector(":scope > details");
  if (folded) folded.open = true;
}

unfoldTarget();
window.addEventListener("hashchange", unfoldTarget);
wide.addEventListener("change", closeEvidence);
for (const button of document.querySelectorAll("[data-shortcuts]")) button.hidden = false;

// One key for each button that shows it, on pages where pairs are decided; without buttons that name a key there is none.
let pressed = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || pressed) return;
  if (typing(event.target) || shortcuts.open) return;
  // Letters go by their place on the keyboard, which is the same in Cyrillic and Latin.
  const key = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
  const button = document.querySelector(`button[data-key="${CSS.escape(key)}"]`);
  if (!button) return;
  event.preventDefault();
  pressed = true;
  button.click();
});
for (const button of document.querySelectorAll("[data-keys-switch]")) button.hidden = false;
