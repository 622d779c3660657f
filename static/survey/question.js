// One question on the page: its inputs, the revision they build on, and what is said below them.
const DONT_KNOW = "_dk";

export class Question {
  constructor(element) {
    this.element = element;
    this.code = element.dataset.question;
  }

  static all(root) {
    return [...root.querySelectorAll("[data-question]")].map((element) => new Question(element));
  }

  static around(node) {
    const element = node.closest?.("[data-question]");
    return element && new Question(element);
  }

  // Only those of the answer: other fields may stand beside them.
  get inputs() {
    return [...this.element.querySelectorAll(`[name="${this.code}"]`)];
  }

  get values() {
    const given = this.inputs.filter((input) => (isChoice(input) ? input.checked : input.value.trim() !== ""));
    return given.map((input) => input.value);
  }

  set values(values) {
    for (const input of this.inputs) {
      if (isChoice(input)) input.checked = values.includes(input.value);
      else input.value = values.find((value) => value !== DONT_KNOW) ?? "";
    }
  }

  // Otherwise than the server sent it.
  get isChanged() {
    return this.inputs.some((input) =>
      isChoice(input) ? input.checked !== input.defaultChecked : input.value !== input.defaultValue,
    );
  }

  get feedback() {
    return this.element.querySelector(`[id="feedback-${this.code}"]`);
  }

  get revision() {
    return this.element.querySelector(`[name="${this.code}-revision"]`).value;
  }

  set revision(revision) {
    this.element.querySelector(`[name="${this.code}-revision"]`).value = revision;
  }

  // What the server made of a typed text, until it is typed anew.
  set understood(text) {
    if (text === null) delete this.element.dataset.understood;
    else this.element.dataset.understood = text;
  }

  // Not under the hands of who is still typing: then it is shown once the field is left.
  showUnderstood() {
    const field = this.inputs.find((input) => !isChoice(input));
    const { understood } = this.element.dataset;
    if (field && understood !== undefined && field !== document.activeElement) field.value = understood;
  }

  get text() {
    return this.element.querySelector("[data-question-text]").textContent.trim();
  }

  // Below the question; `link` is an optional { href, text } or a button's { onClick, text }.
  say(className, text, link) {
    const message = document.createElement("span");
    message.className = className;
    message.textContent = text;
    // On the way to being saved: seen, but not read out with every key.
    if (className === "saving") message.setAttribute("aria-hidden", "true");
    if (link) message.append(" ", link);
    const revision = this.element.querySelector(`[name="${this.code}-revision"]`);
    this.feedback.replaceChildren(message, revision);
  }

  // Below the feedback: what a click has removed, until the next entry; `onUndo` brings it back.
  offerUndo(text, label, onUndo) {
    this.withdrawUndo();
    const notice = document.createElement("p");
    const button = document.createElement("button");
    notice.className = "question-undo";
    notice.setAttribute("role", "status");
    Object.assign(button, { type: "button", className: "btn btn-sm btn-outline-primary", textContent: label });
    button.addEventListener("click", () => {
      this.withdrawUndo();
      onUndo();
    });
    this.feedback.after(notice);
    notice.append(text, " ", button);
  }

  withdrawUndo() {
    this.element.querySelector(".question-undo")?.remove();
  }

  // Takes over the feedback of a reply; the element stays, so that screen readers notice what changed in it.
  takeFeedback(page) {
    const reply = page.getElementById(`feedback-${this.code}`);
    this.feedback.dataset.by = reply.dataset.by;
    this.feedback.replaceChildren(...reply.childNodes);
    const isRefused = this.feedback.querySelector(".error") !== null;
    if (!isRefused) mend(this.code);
    for (const input of this.inputs) {
      if (isRefused) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }
}

// What is no longer refused leaves the list at the top of the page.
function mend(code) {
  document.querySelector(`[data-mistake="${code}"]`)?.remove();
  const list = document.getElementById("errors");
  if (list && !list.querySelector("li")) list.remove();
}

export function isChoice(input) {
  return input.type === "checkbox" || input.type === "radio";
}
