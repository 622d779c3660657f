// What changed on the server since this page was built: colleagues' answers, the state of the return, one's own rights.
// htmx asks every few seconds while somebody looks at the page; nothing new costs the server one query.
import { Question, isChoice } from "./question.js";
import { takeSurroundings } from "./routing.js";
import { LANGUAGE } from "./sending.js";

export class News {
  // `isInWork(code)`: typed and not confirmed; `on`: what to do with a session that ended, returned, …
  constructor(form, isInWork, on) {
    Object.assign(this, { form, isInWork, on });
    this.poll = document.getElementById("section-poll");
    this.version = form.dataset.version;
    this.page = null; // the last one, while some of it waits for a question that is in work
    this.isOver = false;
  }

  begin() {
    this.poll.addEventListener("htmx:configRequest", (event) => {
      if (this.isOver || document.hidden || !navigator.onLine) event.preventDefault();
      Object.assign(event.detail.headers, { "If-None-Match": this.version, ...LANGUAGE });
    });
    this.poll.addEventListener("htmx:beforeSwap", (event) => {
      event.preventDefault();
      this.take(event.detail.xhr);
    });
  }

  end(say) {
    this.isOver = true;
    say();
  }

  take(reply) {
    if (new URL(reply.responseURL).pathname !== location.pathname) return this.on.ended();
    if (reply.status === 403 || reply.status === 404) return this.end(this.on.gone);
    if (reply.status !== 200 && reply.status !== 304) return;
    this.on.alive();
    if (reply.status === 200) {
      this.version = reply.getResponseHeader("ETag");
      this.page = new DOMParser().parseFromString(reply.responseText, "text/html");
    }
    if (this.page) this.show(this.page);
  }

  // Takes over everything newer, except where the person is at work; the questions it was.
  show(page) {
    if (personOf(page) !== personOf(document)) {
      this.end(this.on.other);
      return [];
    }
    const reading = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest("[data-question]");
    const before = reading?.getBoundingClientRect().top;
    this.showState(page);
    const newer = Question.all(this.form).filter((question) => isNewer(question, page));
    const isFree = (question) => !isBeingTyped(question) || isShown(question, page);
    const free = newer.filter((question) => !this.isInWork(question.code) && isFree(question));
    for (const question of free) takeAnswer(question, page);
    takeSurroundings(page);
    if (reading) scrollBy({ top: reading.getBoundingClientRect().top - before, behavior: "instant" });
    this.page = free.length < newer.length ? page : null;
    this.announce(free);
    return free;
  }

  showState(page) {
    const [present, state] = [document, page].map((root) => root.getElementById("section-state"));
    if (present.innerHTML !== state.innerHTML) present.innerHTML = state.innerHTML;
    const mayEdit = "mayEdit" in page.getElementById("section-form").dataset;
    if (mayEdit !== "mayEdit" in this.form.dataset) this.on.right(mayEdit);
  }

  announce(questions) {
    const foreign = questions.filter((question) => question.feedback.dataset.by);
    if (foreign.length === 1) this.on.answered(foreign[0].feedback.dataset.by, foreign[0].text);
    else if (foreign.length) this.on.answeredMany(foreign.length);
  }

  // The present answer to this question, whatever stands there; false if it cannot be had now.
  async fetchAnswer(question) {
    const reply = await fetch(location.pathname, { headers: { "HX-Request": "true", ...LANGUAGE }, redirect: "manual" }).catch(() => null);
    if (reply?.status !== 200) return false;
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    takeAnswer(question, page);
    takeSurroundings(page);
    return true;
  }
}

function personOf(page) {
  return page.getElementById("typing").dataset.person;
}

// A choice is given with one click: the focus that stays there does not mean that somebody is still at it.
function isBeingTyped(question) {
  return question.inputs.some((input) => input === document.activeElement && !isChoice(input));
}

// The answer is what stands here already: typed here, for example, and sent by another window.
function isShown(question, page) {
  return question.inputs.every((input) => {
    const answered = page.getElementById(input.id);
    return input.value === answered.value && input.checked === answered.checked;
  });
}

function isNewer(question, page) {
  const revision = page.querySelector(`[name="${question.code}-revision"]`)?.value;
  return Number(revision) > Number(question.revision);
}

function takeAnswer(question, page) {
  question.understood = null;
  for (const input of question.inputs) {
    const answered = page.getElementById(input.id);
    if (isChoice(input)) input.checked = answered.checked;
    else input.value = answered.value;
  }
  // The element is exchanged whole, which screen readers pass over: one sentence tells all news of the page.
  question.feedback.replaceWith(document.importNode(page.getElementById(question.feedback.id), true));
  question.element.classList.remove("is-new");
  void question.element.offsetWidth; // lets the colour begin anew
  question.element.classList.add("is-new");
}
