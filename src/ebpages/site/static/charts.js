// Charts that answer the pointer. The picture that the page came with stays until the drawing stands, and for good
// where anything fails. Colours are the page's own, read from its tokens, so that they follow light and dark.

const WIDE_ENOUGH = 480; // pixels; on less, a finger has nothing to point at
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const specifications = new Map(); // by address, for a change between light and dark
const places = [...document.querySelectorAll("[data-chart]")];
let library;

function fetchOnce(address) {
  if (!specifications.has(address)) {
    specifications.set(
      address,
      fetch(address, { headers: { Accept: "application/json" } }).then((answer) => {
        if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
        return answer.json();
      }),
    );
  }
  return specifications.get(address);
}

// The specification in the page's colours, on the page's ground, in the page's type.
function dressed(specification, place) {
  const style = getComputedStyle(document.documentElement);
  const colours = new Map();
  for (const [colour, token] of Object.entries(specification.usermeta.tokens)) {
    colours.set(colour, style.getPropertyValue(`--${token}`).trim() || colour);
  }
  const dress = (part) => {
    if (typeof part === "string") return colours.get(part) ?? part;
    if (Array.isArray(part)) return part.map(dress);
    if (part === null || typeof part !== "object") return part;
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, dress(value)]));
  };
  const { usermeta, ...rest } = specification;
  const page = dress(rest);
  page.config.background = null;
  page.config.font = getComputedStyle(place).fontFamily;
  return page;
}

// One note for all charts, beside the pointer, inside the window.
const note = document.createElement("div");
note.className = "chart-tooltip";
note.hidden = true;
note.setAttribute("aria-hidden", "true");

function say(handler, event, item, value) {
  note.hidden = !value;
  if (!value) return;
  const parts = Object.entries(value).filter(([, text]) => text);
  note.replaceChildren(
    ...parts.map(([head, text], index) => {
      const line = document.createElement("p");
      if (index && head) line.append(`${head}: `);
      const strong = document.createElement(index ? "span" : "b");
      strong.textContent = text;
      line.append(strong);
      return line;
    }),
  );
  const { width, height } = note.getBoundingClientRect();
  const left = event.clientX + 14 + width > window.innerWidth ? event.clientX - 14 - width : event.clientX + 14;
  const top = event.clientY + 14 + height > window.innerHeight ? event.clientY - 14 - height : event.clientY + 14;
  note.style.left = `${Math.max(4, left)}px`;
  note.style.top = `${Math.max(4, top)}px`;
}

async function draw(place) {
  if (place.clientWidth < WIDE_ENOUGH) return;
  library ??= import(place.dataset.vega);
  const [{ vegaEmbed }, specification] = await Promise.all([library, fetchOnce(place.dataset.spec)]);
  const frame = document.createElement("div");
  const drawn = await vegaEmbed(frame, dressed(specification, place), {
    actions: false,
    ast: true, // expressions are read, not compiled: the content security policy allows no other way
    defaultStyle: false,
    logLevel: 1, // errors only
    mode: "vega-lite",
    renderer: "svg",
    tooltip: say,
  });
  const svg = frame.querySelector("svg");
  const picture = place.querySelector("svg");
  for (const name of ["role", "aria-label", "aria-describedby"]) {
    if (picture.hasAttribute(name)) svg.setAttribute(name, picture.getAttribute(name));
  }
  svg.setAttribute("focusable", "false");
  // The drawing as a whole carries the text alternative; Vega gives its parts roles that would need one each.
  for (const part of svg.querySelectorAll("[role], [aria-roledescription], [aria-label]")) {
    for (const name of ["role", "aria-roledescription", "aria-label"]) part.removeAttribute(name);
  }
  place.drawn?.finalize();
  place.drawn = drawn;
  place.querySelector(".chart-live")?.remove();
  frame.className = "chart-live";
  place.append(frame);
  place.classList.add("is-live");
}

function quietly(place) {
  draw(place).catch((problem) => console.info(`The chart stays a picture: ${problem.message}`));
}

const watch = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      quietly(target);
    }
  },
  { rootMargin: "200px" },
);

if (places.length) {
  document.body.append(note);
  for (const place of places) watch.observe(place);
  dark.addEventListener("change", () => {
    for (const place of places) if (place.drawn) quietly(place);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") note.hidden = true;
  });
}
