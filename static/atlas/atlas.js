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

function draw(element, figure) {
  const isCompact = element.clientWidth < COMPACT_WIDTH;
  element.dataset.compact = String(isCompact);
  return window.Plotly.react(element, dataFor(figure, isCompact), layoutFor(figure, isCompact), CONFIG);
}

async function redraw(element, figure) {
  if (element.clientWidth === 0) return; // hidden, for example in a closed <details>
  const isCompact = element.clientWidth < COMPACT_WIDTH;
  if (element.dataset.compact !== String(isCompact)) await draw(element, figure);
  await window.Plotly.Plots.resize(element); // react() keeps the old width
}

// A click on a municipality opens its profile: its official key stands in the point.
function openProfile(event) {
  const key = event.points[0].customdata;
  const pattern = document.querySelector("[data-profile]");
  if (pattern && /^\d{8}$/.test(key)) window.location.assign(pattern.dataset.profile.replace("00000000", key));
}

async function start(element) {
  const figure = JSON.parse(document.getElementById(element.dataset.figure).textContent);
  await draw(element, figure);
  element.on("plotly_click", openProfile);
  watchAreas(element, figure);
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

// Printing shows all figures, also those nobody scrolled to; on paper they shrink to its width, see atlas.css.
window.addEventListener("beforeprint", () => {
  for (const element of document.querySelectorAll("[data-figure]:not([data-compact])")) {
    nearView.unobserve(element);
    start(element);
  }
  for (const svg of document.querySelectorAll("[data-figure] .main-svg")) {
    svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
  }
});
window.addEventListener("afterprint", () => {
  for (const svg of document.querySelectorAll("[data-figure] .main-svg")) svg.removeAttribute("viewBox");
});

for (const element of document.querySelectorAll("[data-figure]")) nearView.observe(element);
