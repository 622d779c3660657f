// Draws the figures of the Atlas with the plotly.js that the page has loaded before this script.
//
// <div class="atlas-figure" data-figure="ID"></div> + <script type="application/json" id="ID">{data, layout}</script>
// What is in view is drawn first, the rest when it comes near. `layout.meta.compact` holds changes of the layout
// ("yaxis.ticktext": …) for a narrow figure.

import { watchAreas } from "./areas.js";

const COMPACT_WIDTH = 480;
const CONFIG = { responsive: false, displayModeBar: false, scrollZoom: false, doubleClick: false };

function layoutFor(figure, isCompact) {
  const layout = structuredClone(figure.layout);
  const changes = (isCompact && layout.meta && layout.meta.compact) || {};
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(".");
    const last = keys.pop();
    const place = keys.reduce((inner, key) => (inner[key] ??= {}), layout);
    place[last] = value;
  }
  return layout;
}

// A trace may say what it shows in a narrow figure: `meta.compact`.
function dataFor(figure, isCompact) {
  if (!isCompact) return figure.data;
  return figure.data.map((trace) => (trace.meta?.compact ? { ...trace, ...trace.meta.compact } : trace));
}

// In the size that the element has, or in another one.
function draw(element, figure, size = { width: element.clientWidth, height: element.clientHeight }) {
  const isCompact = size.width < COMPACT_WIDTH;
  element.dataset.compact = String(isCompact);
  const layout = { ...layoutFor(figure, isCompact), ...size };
  return window.Plotly.react(element, dataFor(figure, isCompact), layout, CONFIG);
}

function redraw(element, figure) {
  if (element.clientWidth) draw(element, figure); // none while hidden, for example in a closed <details>
}

// A click on a municipality opens its profile; `key`: its official one.
function openProfile(key) {
  const pattern = document.querySelector("[data-profile]");
  if (pattern && /^\d{8}$/.test(key)) window.location.assign(pattern.dataset.profile.replace("00000000", key));
}

const drawn = new Map(); // element → its figure

function start(element) {
  const figure = JSON.parse(document.getElementById(element.dataset.figure).textContent);
  drawn.set(element, figure);
  draw(element, figure);
  const isMap = watchAreas(element, figure, openProfile);
  if (!isMap) element.on("plotly_click", ({ points }) => openProfile(points[0].customdata));
  let width = element.clientWidth;
  new ResizeObserver(() => {
    if (element.clientWidth === width) return;
    width = element.clientWidth;
    window.requestAnimationFrame(() => redraw(element, figure));
  }).observe(element);
}

const nearView = new IntersectionObserver(
  (entries) => {
    for (const entry of entries.filter((seen) => seen.isIntersecting)) {
      nearView.unobserve(entry.target);
      start(entry.target);
    }
  },
  { rootMargin: "200px 0px" },
);

// Printing shows all figures, also those nobody scrolled to, drawn for the width of a page so that their letters keep
// their size, and a little flatter; on narrower paper they shrink, see atlas.css.
const PAPER_WIDTH = 680;
const PAPER_HEIGHT = 0.8; // of that on the screen

window.addEventListener("beforeprint", () => {
  for (const element of document.querySelectorAll("[data-figure]")) {
    nearView.unobserve(element);
    if (!drawn.has(element)) start(element);
    const size = { width: PAPER_WIDTH, height: Math.round(PAPER_HEIGHT * element.clientHeight) };
    draw(element, drawn.get(element), size);
    element.style.setProperty("--ratio", `${size.width} / ${size.height}`);
    for (const svg of element.querySelectorAll(".main-svg")) svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
  }
});
window.addEventListener("afterprint", () => {
  for (const [element, figure] of drawn) {
    for (const svg of element.querySelectorAll(".main-svg")) svg.removeAttribute("viewBox");
    redraw(element, figure);
  }
});

for (const element of document.querySelectorAll("[data-figure]")) nearView.observe(element);
