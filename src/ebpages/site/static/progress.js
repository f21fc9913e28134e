// Follows a piece of work in the background: asks for the page again each second and takes over what has changed.
// Without JavaScript the link "look again" does the same.

const EVERY = 1000;
const AFTER_TROUBLE = 5000;

const progress = () => document.querySelector("[data-progress]");

function hideLink() {
  for (const link of document.querySelectorAll("[data-look-again]")) link.hidden = true;
}

function takeOver(before, now) {
  if (before.className !== now.className || before.querySelector("h2").textContent !== now.querySelector("h2").textContent) {
    const focused = before.contains(document.activeElement);
    before.replaceWith(now);
    if (focused) now.querySelector("h2").focus();
    hideLink();
    return;
  }
  for (const part of now.querySelectorAll("[data-part]")) takeOverPart(before.querySelector(`[data-part="${part.dataset.part}"]`), part);
}

// A text that has not changed is left alone, so that it is not read out again.
function takeOverPart(before, now) {
  if (before.textContent !== now.textContent) before.textContent = now.textContent;
  for (const name of ["max", "value"]) {
    if (now.hasAttribute(name)) before.setAttribute(name, now.getAttribute(name));
    else before.removeAttribute(name);
  }
}

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.redirected) {
      location.replace(answer.url); // it is done, and shown there
      return 0;
    }
    if (!answer.ok) return answer.status >= 500 ? AFTER_TROUBLE : 0;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    takeOver(progress(), document.adoptNode(page.querySelector("[data-progress]")));
  } catch {
    return AFTER_TROUBLE; // the server is being started again, or the line is down
  }
  return progress().hasAttribute("data-open") ? EVERY : 0;
}

async function follow() {
  const pause = await look();
  if (pause) setTimeout(follow, pause);
}

if (progress()?.hasAttribute("data-open")) {
  hideLink();
  setTimeout(follow, EVERY);
}
