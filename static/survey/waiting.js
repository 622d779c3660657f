// Answers of this return that still wait in this browser: sent from here; what remains is named, with links.
import { deliver } from "./delivery.js";
import { Sender } from "./sending.js";
import { Unsent } from "./unsent.js";

const notice = document.getElementById("waiting");
const texts = document.getElementById("typing").dataset;
const unsent = new Unsent(texts.person, texts.return);
const sender = new Sender(texts);

// Refused, undecided, or why it could not be sent.
function reasonIn({ kind, page, text }) {
  if (kind === "refused") return page.querySelector(".feedback .error").textContent;
  return kind === "stopped" ? text : texts[kind];
}

function name(code, outcome) {
  const { section, text } = unsent.get(code);
  const place = notice.querySelector(`[data-section="${section}"]`);
  if (!place || place.querySelector(`[data-code="${code}"]`)) return;
  const item = document.createElement("li");
  const link = document.createElement("a");
  const reason = document.createElement("span");
  item.dataset.code = code;
  link.href = `${place.querySelector("a").href}#${code}`;
  link.textContent = text ?? code;
  reason.className = "error";
  reason.textContent = reasonIn(outcome);
  item.append(link, " ", reason);
  place.querySelector("ul").append(item);
  place.hidden = notice.hidden = false;
}

async function sendWaiting() {
  const outcomes = new Map();
  await Promise.all(unsent.codes().map(async (code) => outcomes.set(code, await deliver(unsent, sender, code))));
  const isNews = [...outcomes.values()].some(({ kind }) => kind === "saved");
  // An address without its fragment: with it the page would only be scrolled.
  if (isNews && "renew" in notice.dataset) return location.replace(location.pathname);
  for (const code of unsent.codes()) if (outcomes.has(code)) name(code, outcomes.get(code));
}

const sent = sendWaiting();

// Handing in asks once more while something would be left out.
const form = document.querySelector("[data-hand-in]");
let isSure = false;

form?.addEventListener("submit", async (event) => {
  const { submitter } = event;
  if (isSure || submitter?.name === "without") return;
  event.preventDefault();
  await sent;
  if (notice.hidden) {
    isSure = true;
    return setTimeout(() => form.requestSubmit(submitter)); // not from within the event, which browsers ignore
  }
  const question = form.querySelector("[data-ask]");
  question.hidden = false;
  if (submitter) submitter.hidden = true;
  question.focus();
});
window.addEventListener("pageshow", () => (isSure = false));
