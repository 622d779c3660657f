// A section page with scripts: what one answer changes elsewhere on the page, and what could not be saved.
const form = document.querySelector("[data-autosave]");

// On a phone the sections are a row that scrolls: begin it at the present one.
const here = document.querySelector(".section-nav [aria-current]");
here.closest("ol").scrollLeft = here.offsetLeft;

function inputsOf(question) {
  return [...question.querySelectorAll("input:not([type=hidden]), textarea")];
}

function isExclusive(input) {
  return input.hasAttribute("data-exclusive");
}

// "None of these" and "don't know" stand alone: ticking one unticks the others, and the other way round.
function keepExclusive(input) {
  const question = input.closest("[data-question]");
  const given = input.type === "checkbox" ? input.checked : input.value !== "";
  if (!given || input.type === "radio") return;
  for (const other of inputsOf(question)) {
    if (other === input || (!isExclusive(input) && !isExclusive(other))) continue;
    if (other.type === "checkbox") other.checked = false;
    else other.value = "";
  }
}

form.addEventListener("input", (event) => keepExclusive(event.target), true);

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-clear]");
  if (!button) return;
  event.preventDefault();
  const question = button.closest("[data-question]");
  for (const input of inputsOf(question)) input.checked = false;
  question.dispatchEvent(new Event("change"));
});

document.body.addEventListener("survey:routed", (event) => {
  const shown = new Set(event.detail.shown);
  for (const question of form.querySelectorAll("[data-question]")) question.hidden = !shown.has(question.dataset.question);
  const withheld = new Set(event.detail.withheld);
  for (const choice of form.querySelectorAll("[data-choice]")) choice.hidden = withheld.has(choice.dataset.choice);
});

function feedbackOf(event) {
  return document.getElementById(`feedback-${event.target.closest("[data-question]").dataset.question}`);
}

function say(feedback, className, text) {
  feedback.querySelector("span")?.remove();
  const message = document.createElement("span");
  message.className = className;
  message.textContent = text;
  feedback.prepend(message);
}

form.addEventListener("htmx:beforeRequest", (event) => say(feedbackOf(event), "saving", form.dataset.saving));
form.addEventListener("htmx:responseError", (event) => say(feedbackOf(event), "error", event.detail.xhr.responseText));
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  form.addEventListener(name, (event) => say(feedbackOf(event), "error", form.dataset.offline));
}

// "Save and continue" waits for answers on their way: it would otherwise build on revisions that are just being replaced.
let underway = 0;
let continuing = null;

form.addEventListener("htmx:beforeRequest", () => (underway += 1));
form.addEventListener("htmx:afterRequest", () => {
  underway -= 1;
  if (underway || !continuing) return;
  const button = continuing;
  continuing = null;
  setTimeout(() => form.requestSubmit(button)); // not before htmx has sent what waits behind this answer
});
form.addEventListener("submit", (event) => {
  if (underway === 0) return;
  event.preventDefault();
  continuing = event.submitter;
});
