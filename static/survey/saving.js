// Every answer of the section on its way: kept in the browser with the first key, sent, tried again, confirmed.
import { deliver, revisionIn } from "./delivery.js";
import { Question, isChoice } from "./question.js";
import { takeSurroundings } from "./routing.js";
import { sameValues } from "./unsent.js";

const PAUSE_OF_TYPING = 900; // milliseconds
const FIRST_RETRY = 2_000;
const LAST_RETRY = 60_000;
const TRIED_AGAIN = new Set(["lost", "failed", "ended"]);
const FINAL = new Set(["refused", "stopped"]);

export function linkTo(href, text) {
  const link = document.createElement("a");
  link.href = href;
  link.textContent = text;
  return link;
}

export class Saving {
  constructor(form, texts, unsent, sender) {
    Object.assign(this, { form, texts, unsent, sender });
    this.underway = new Map(); // code → promise of its delivery
    this.outcomes = new Map(); // code → what kept its newest values from being saved
    this.pauses = new Map(); // code → timer until the typing counts as done
    this.retry = null;
    this.retryAfter = FIRST_RETRY;
    this.isStopped = false;
  }

  question(code) {
    const element = this.form.querySelector(`[data-question="${code}"]`);
    return element && new Question(element);
  }

  // Codes on this page whose newest values are not confirmed.
  waiting() {
    return this.unsent.codes().filter((code) => this.question(code));
  }

  isWaiting(code) {
    return this.unsent.get(code) !== null;
  }

  keep(question) {
    const { values, revision, code } = question;
    const language = document.documentElement.lang;
    const before = this.unsent.get(code);
    this.unsent.put(code, {
      values,
      language,
      text: question.text,
      revision: before?.revision ?? revision,
      section: this.form.dataset.section,
      at: Date.now(),
      attempt: before?.language === language ? before.attempt : undefined,
    });
    this.outcomes.delete(code);
    question.understood = null;
    question.say("saving", this.texts.typed);
  }

  typed(question, input) {
    this.keep(question);
    clearTimeout(this.pauses.get(question.code));
    if (!isChoice(input)) this.pauses.set(question.code, setTimeout(() => this.send(question.code), PAUSE_OF_TYPING));
  }

  // The field is left: what was sent before, and not saved, is not sent again for that.
  left(question) {
    if (!this.outcomes.has(question.code)) this.send(question.code);
  }

  send(code) {
    clearTimeout(this.pauses.get(code));
    return this.isStopped || !this.isWaiting(code) ? Promise.resolve() : this.bring(code);
  }

  bring(code) {
    if (!this.underway.has(code)) {
      const delivery = this.deliver(code).finally(() => this.underway.delete(code));
      this.underway.set(code, delivery);
    }
    return this.underway.get(code);
  }

  async deliver(code) {
    const question = this.question(code);
    // Tried again in silence: a link in the message must not vanish under somebody's hand.
    if (!this.isStopped && !this.outcomes.has(code)) question.say("saving", this.texts.saving);
    const outcome = await deliver(this.unsent, this.sender, code, (page, isLatest, sent) => {
      this.retryAfter = FIRST_RETRY;
      if (!isLatest) question.revision = revisionIn(page, code);
      // Another window may have typed and sent something else than stands here: then the news tell.
      else if (this.isStopped || sameValues(question.values, sent)) {
        question.takeFeedback(page);
        question.understood = page.getElementById("understood")?.dataset.text ?? null;
        question.showUnderstood();
      }
      takeSurroundings(page);
    });
    if (outcome.kind === "saved") this.outcomes.delete(code);
    else if (this.isStopped) this.showStopped(question);
    else this.explain(question, outcome);
  }

  explain(question, outcome) {
    if (TRIED_AGAIN.has(outcome.kind)) this.tryLater();
    if (outcome.kind === this.outcomes.get(question.code)) return;
    this.outcomes.set(question.code, outcome.kind);
    if (outcome.kind === "refused") {
      question.takeFeedback(outcome.page);
    } else if (outcome.kind === "ended") {
      question.say("error", this.texts.ended, linkTo(`${this.texts.login}%23${question.code}`, this.texts.logIn));
    } else if (outcome.kind === "stopped") {
      question.say("error", outcome.text, linkTo("", this.texts.reload));
    } else {
      question.say("error", this.texts[outcome.kind]);
    }
  }

  tryLater() {
    if (this.retry) return;
    this.retry = setTimeout(() => this.tryAgain(), this.retryAfter);
    this.retryAfter = Math.min(2 * this.retryAfter, LAST_RETRY);
  }

  // What a new attempt can help: not what the server refused for good.
  tryAgain(kinds = TRIED_AGAIN) {
    clearTimeout(this.retry);
    this.retry = null;
    const codes = this.waiting().filter((code) => kinds.has(this.outcomes.get(code)));
    return Promise.all(codes.map((code) => this.send(code)));
  }

  // Everything that may still be saved, now; true when nothing waits that could be lost by leaving.
  async sendAll() {
    const isOpen = (code) => !FINAL.has(this.outcomes.get(code));
    await Promise.all(this.waiting().filter(isOpen).map((code) => this.send(code)));
    return this.waiting().every((code) => this.outcomes.get(code) === "refused");
  }

  // The page is left: what is typed but not sent goes along; whether it arrived shows on the next page.
  sendBeforeLeaving() {
    for (const code of this.waiting()) {
      const entry = this.unsent.get(code);
      const isUnderway = this.underway.has(code) && sameValues(entry.attempt ?? [], entry.values);
      if (!isUnderway && !FINAL.has(this.outcomes.get(code))) this.sender.send(code, entry);
    }
  }

  // Of two answers, the person has seen `revision` and replaces it.
  takeMine(code, revision) {
    this.outcomes.delete(code);
    this.unsent.change(code, { revision });
    return this.send(code);
  }

  // The same question in another window of this browser: what was typed last stands in both.
  typedElsewhere(code) {
    const [question, entry] = [this.question(code), this.unsent.get(code)];
    if (this.isStopped || !question || !entry || sameValues(question.values, entry.values)) return;
    clearTimeout(this.pauses.get(code));
    this.outcomes.delete(code);
    question.values = entry.values;
    question.understood = null;
    question.say("saving", this.texts.typed);
  }

  // Nothing can be saved here any more: what the return says already is forgotten, the rest stays where it is.
  stop() {
    this.isStopped = true;
    clearTimeout(this.retry);
    for (const code of this.waiting()) this.bring(code);
  }

  showStopped(question) {
    question.values = this.unsent.get(question.code).values;
    this.outcomes.set(question.code, "stopped");
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "btn btn-sm btn-outline-primary", textContent: this.texts.discard });
    button.addEventListener("click", () => {
      this.forget(question.code);
      location.reload();
    });
    question.say("error", `${this.texts.locked} ${this.unsent.get(question.code).values.join(", ")}`, button);
  }

  forget(code) {
    clearTimeout(this.pauses.get(code));
    this.unsent.remove(code);
    this.outcomes.delete(code);
  }
}
