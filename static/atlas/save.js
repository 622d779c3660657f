// Saves the figure of a card as an image that explains itself: with title, sentence and source.

const WIDTH = 1000;
const LINE = 115; // characters of a line of text
const LINE_HEIGHT = 20;

function lines(text) {
  const found = [""];
  for (const word of text.split(/\s+/)) {
    if (found.at(-1).length + word.length > LINE) found.push(word);
    else found.push(`${found.pop()} ${word}`.trim());
  }
  return found;
}

function note(text, y, yanchor, yshift, size) {
  const place = { xref: "paper", yref: "paper", x: 0, y, xanchor: "left", yanchor, yshift };
  return { text, ...place, align: "left", showarrow: false, font: { size } };
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function explained(figure, card) {
  const title = card.querySelector(".atlas-card-title").textContent.trim();
  const sentence = lines(card.querySelector(".atlas-sentence").textContent.trim());
  const source = lines(card.querySelector(".atlas-source").textContent.trim());
  const layout = structuredClone(figure.layout);
  const margin = layout.margin ?? {};
  const [top, bottom] = [60 + LINE_HEIGHT * sentence.length, 50 + LINE_HEIGHT * source.length];
  layout.margin = { ...margin, l: Math.max(margin.l ?? 0, 24), r: Math.max(margin.r ?? 0, 24) };
  layout.margin.t = (margin.t ?? 8) + top;
  layout.margin.b = (margin.b ?? 8) + bottom;
  layout.paper_bgcolor = "#ffffff";
  layout.annotations = [
    ...(layout.annotations ?? []),
    note(`<b>${escaped(title)}</b>`, 1, "bottom", (margin.t ?? 8) + LINE_HEIGHT * sentence.length + 14, 19),
    note(sentence.map(escaped).join("<br>"), 1, "bottom", (margin.t ?? 8) + 12, 13),
    note(source.map(escaped).join("<br>"), 0, "top", -(margin.b ?? 8) - 34, 11),
  ];
  return { layout, added: top + bottom };
}

async function save(button) {
  const card = document.getElementById(button.dataset.of);
  const element = card.querySelector("[data-figure]");
  const figure = JSON.parse(document.getElementById(element.dataset.figure).textContent);
  const { layout, added } = explained(figure, card);
  const format = button.dataset.save;
  const size = { format, width: WIDTH, height: Math.max(element.clientHeight, 300) + added, scale: format === "png" ? 2 : 1 };
  const link = document.createElement("a");
  link.href = await window.Plotly.toImage({ data: figure.data, layout }, size);
  link.download = `${button.dataset.of}.${format}`;
  link.click();
}

for (const button of document.querySelectorAll("[data-save]")) {
  button.hidden = false;
  button.addEventListener("click", () => save(button));
}
