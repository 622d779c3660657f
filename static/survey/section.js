// A section page with scripts: its parts put together.
import { deliverAll } from "./delivery.js";
import { keepExclusive } from "./exclusive.js";
import { lock } from "./lock.js";
import { News } from "./news.js";
import { takeOver } from "./offers.js";
import { Question } from "./question.js";
import { Saving, linkTo } from "./saving.js";
import { Sender, csrfToken } from "./sending.js";
import { Unsent, sameValues } from "./unsent.js";

const PATIENCE_OF_LEAVING = 3_000; // milliseconds: after that the next page sends what waits

const form = document.getElementById("section-form");
const texts = document.getElementById("typing").dataset;
const unsent = new Unsent(texts.person, texts.return);
const sender = new Sender(texts);
const saving = new Saving(form, texts, unsent, sender);
const mayEdit = () => "mayEdit" in form.dataset;

// On a phone the sections are a row that scrolls: begin it at the present one.
const here = document.querySelector(".section-nav [aria-current]");
here.closest("ol").scrollLeft = here.offsetLeft;

// --- what the page as a whole says ---

const notice = document.getElementById("section-notice");

function tell(kind, text, link) {
  if (notice.dataset.kind === kind) return;
  notice.dataset.kind = kind;
  const message = document.createElement("p");
  message.className = kind === "restored" ? "alert alert-info" : "alert alert-warning";
  message.textContent = text;
  if (link) message.append(" ", link);
  notice.replaceChildren(message);
}

function untell(kind) {
  if (notice.dataset.kind !== kind) return;
  delete notice.dataset.kind;
  notice.replaceChildren();
}

function lockPage() {
  lock(form);
  saving.stop();
}

// --- giving answers ---

form.addEventListener("input", (event) => {
  const question = Question.around(event.target);
  if (!question || event.target.name !== question.code) return;
  const gone = keepExclusive(event.target);
  question.withdrawUndo();
  if (gone) question.offerUndo(`${texts.removed} ${gone.labels.join("; ")}`, texts.undo, () => restoreTicks(question, gone.values));
  saving.typed(question, event.target);
});

function restoreTicks(question, values) {
  question.values = values;
  (question.inputs.find((input) => values.includes(input.value)) ?? question.inputs[0]).focus();
  saving.keep(question);
  saving.send(question.code);
}

form.addEventListener("change", (event) => {
  const question = Question.around(event.target);
  if (question && event.target.name === question.code) saving.left(question);
});

form.addEventListener("focusout", (event) => setTimeout(() => Question.around(event.target)?.showUnderstood()));

form.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-clear], [name=mine], [name=theirs]");
  if (!button) return;
  event.preventDefault();
  const question = Question.around(button);
  if (button.name === "mine") {
    await saving.takeMine(question.code, button.value.split(":")[1]);
  } else if (button.name === "theirs") {
    if (await news.fetchAnswer(question)) saving.forget(question.code);
  } else {
    question.values = [];
    saving.keep(question);
    await saving.send(question.code);
  }
  // The button is gone: stay at the question.
  if (button.offsetParent === null) (question.inputs.find((input) => input.checked) ?? question.inputs[0]).focus();
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-offer]");
  if (!button) return;
  event.preventDefault();
  takeOver(button, {
    saving,
    sender,
    news,
    announce,
    failed: (kind, text) => {
      if (kind === "ended") tell("ended", texts.session, linkTo(texts.login, texts.logIn));
      else tell(kind, text, kind === "stopped" && linkTo("", texts.reload));
    },
    succeeded: () => ["lost", "failed"].forEach(untell),
  });
});

// --- leaving ---

let isLeaving = false;

// Everything goes its own way first, so the form itself carries only what is refused and must be shown again.
form.addEventListener("submit", async (event) => {
  if (isLeaving) return;
  event.preventDefault();
  const submitter = event.submitter;
  if (!(await saving.sendAll())) {
    const first = saving.question(saving.waiting()[0]);
    first?.element.scrollIntoView({ block: "center" });
    first?.inputs[0].focus({ preventScroll: true });
    return;
  }
  isLeaving = true;
  form.querySelector("[name=csrfmiddlewaretoken]").value = csrfToken();
  setTimeout(() => form.requestSubmit(submitter)); // not from within the event of the same form, which browsers ignore
});

// A link takes along what was typed a moment ago, so that the page behind it shows it.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]:not([target], [data-aside])");
  const isPlain = !event.defaultPrevented && !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!link || !isPlain || link.pathname === location.pathname || !mayEdit() || !saving.waiting().length) return;
  event.preventDefault();
  await Promise.race([saving.sendAll(), new Promise((resolve) => setTimeout(resolve, PATIENCE_OF_LEAVING))]);
  location.assign(link.href);
});

form.addEventListener("formdata", (event) => {
  event.formData.set("scripted", "1"); // what is refused waits in this browser
  for (const { code } of Question.all(form)) {
    const language = unsent.get(code)?.language;
    if (language) event.formData.set(`${code}-language`, language);
    if (saving.isWaiting(code)) continue;
    event.formData.delete(code);
    event.formData.delete(`${code}-revision`);
  }
});

window.addEventListener("pagehide", () => mayEdit() && saving.sendBeforeLeaving());
window.addEventListener("pageshow", () => (isLeaving = false));
window.addEventListener("online", () => saving.tryAgain());

// --- news ---

const news = new News(form, (code) => saving.isWaiting(code), {
  ended: () => tell("ended", texts.session, linkTo(texts.login, texts.logIn)),
  gone: () => {
    tell("gone", texts.gone);
    lockPage();
  },
  other: () => {
    tell("other", texts.other, linkTo("", texts.reload));
    lockPage();
  },
  alive: () => {
    untell("ended");
    if (mayEdit()) saving.tryAgain(new Set(["lost", "ended"]));
  },
  right: (isGiven) => (isGiven ? location.reload() : lockPage()),
  answered: (name, question) =>
    announce(texts.answered.replace("{name}", name).replace("{question}", question)),
  answeredMany: (count) => announce(texts.answeredMany.replace("{count}", count)),
});

function announce(text) {
  document.getElementById("section-news").textContent = text;
}

// --- what waited in this browser ---

function restore() {
  let restored = 0;
  for (const code of saving.waiting()) {
    const question = saving.question(code);
    const { values, revision } = unsent.get(code);
    const isShown = sameValues(question.values, values);
    if (isShown && question.feedback.querySelector(".error")) {
      saving.outcomes.set(code, "refused"); // this page is the answer to it
      continue;
    }
    restored += isShown ? 0 : 1;
    question.values = values;
    question.revision = revision;
    saving.send(code);
  }
  if (restored) tell("restored", texts.restored);
}

if (mayEdit()) {
  // On a slow line somebody answers before this script is there.
  Question.all(form).filter((question) => question.isChanged).forEach((question) => saving.keep(question));
  restore();
  const elsewhere = unsent.codes().filter((code) => !saving.question(code));
  deliverAll(unsent, sender, elsewhere);
  unsent.listen((code) => saving.typedElsewhere(code));
} else {
  lockPage();
}
news.begin();
