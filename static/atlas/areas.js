// Which municipality of a map the pointer is on.
//
// A trace with areas has in `meta` the official `keys` of its municipalities and where the line of each `begins`. Their
// names are points of the trace with `customdata`, which plotly.js shows when it is told to.

function boxOf({ x, y }, from, to) {
  const box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (let place = from; place < to; place += 1) {
    if (x[place] === null) continue;
    box.left = Math.min(box.left, x[place]);
    box.right = Math.max(box.right, x[place]);
    box.bottom = Math.min(box.bottom, y[place]);
    box.top = Math.max(box.top, y[place]);
  }
  return box;
}

function areasOf(figure) {
  const traces = figure.data.filter((trace) => trace.meta?.keys);
  return traces.flatMap((trace) =>
    trace.meta.keys.map((key, number) => {
      const from = trace.meta.begins[number];
      const to = trace.meta.begins[number + 1] ?? trace.x.length;
      return { key, trace, from, to, box: boxOf(trace, from, to) };
    }),
  );
}

// A point is inside if a ray from it crosses the rings, holes included, an odd number of times.
function isInside({ trace, from, to, box }, across, upwards) {
  if (across < box.left || across > box.right || upwards < box.bottom || upwards > box.top) return false;
  const { x, y } = trace;
  let inside = false;
  for (let end = from + 1; end < to; end += 1) {
    const start = end - 1;
    if (x[start] === null || x[end] === null || y[start] > upwards === y[end] > upwards) continue;
    const crossing = x[start] + ((upwards - y[start]) / (y[end] - y[start])) * (x[end] - x[start]);
    if (across < crossing) inside = !inside;
  }
  return inside;
}

// Whether the figure is a map; then its municipalities are named under the pointer and opened by a click.
export function watchAreas(element, figure, open) {
  const areas = areasOf(figure);
  if (!areas.length) return false;
  const curveNumber = figure.data.findIndex((trace) => trace.customdata);
  const points = new Map(figure.data[curveNumber].customdata.map((key, number) => [key, number]));

  function areaAt({ clientX, clientY }) {
    const { xaxis, yaxis } = element._fullLayout;
    const box = element.getBoundingClientRect();
    const across = xaxis.p2c(clientX - box.x - xaxis._offset);
    const upwards = yaxis.p2c(clientY - box.y - yaxis._offset);
    return areas.find((area) => isInside(area, across, upwards));
  }

  // plotly.js would look for the nearest point: it must not hear of the pointer, hence on the way down to its element.
  const first = { capture: true };
  element.addEventListener(
    "mousemove",
    (event) => {
      if (!event.target.classList.contains("nsewdrag")) return;
      event.stopPropagation();
      const found = areaAt(event);
      event.target.classList.toggle("atlas-on-area", Boolean(found));
      if (found) window.Plotly.Fx.hover(element, [{ curveNumber, pointNumber: points.get(found.key) }]);
      else window.Plotly.Fx.unhover(element, event);
    },
    first,
  );

  // The click that plotly.js makes of a touch does not know where it was.
  let touched = null;
  element.addEventListener("pointerdown", (event) => (touched = event), first);
  element.addEventListener("click", (event) => {
    const found = touched && event.target.classList.contains("nsewdrag") && areaAt(touched);
    touched = null; // it makes one of a touch although the browser does, too
    if (found) open(found.key);
  });
  return true;
}
