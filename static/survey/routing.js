// What an answer changes elsewhere on the page: questions asked, choices offered, warnings, counts.
import { Question } from "./question.js";

function words(text) {
  return new Set(text.split(" "));
}

export function takeRouting(page) {
  const { shown, withheld } = page.getElementById("routing").dataset;
  const [isShown, isWithheld] = [words(shown), words(withheld)];
  for (const question of Question.all(document)) {
    // A question is not taken from under the hands of who is answering it.
    const isInUse = question.element.contains(document.activeElement);
    question.element.hidden = !isShown.has(question.code) && !(isInUse && !question.element.hidden);
  }
  for (const choice of document.querySelectorAll("[data-choice]")) choice.hidden = isWithheld.has(choice.dataset.choice);
}

export function takeWarnings(page) {
  for (const warnings of page.querySelectorAll('[id^="warnings-"]')) {
    const present = document.getElementById(warnings.id);
    if (present && present.innerHTML !== warnings.innerHTML) present.replaceChildren(...warnings.childNodes);
  }
}

// Elements marked data-news are exchanged whole when they differ. Those marked data-room keep the room that they had, so
// that nothing below them moves under the pointer.
export function takeMarked(page) {
  for (const element of page.querySelectorAll("[data-news][id]")) {
    const present = document.getElementById(element.id);
    if (!present || isSame(present, element) || present.contains(document.activeElement)) continue;
    if ("room" in present.dataset) keepRoom(present, element);
    present.replaceWith(element);
  }
}

function isSame(present, element) {
  const plain = present.cloneNode(true);
  plain.removeAttribute("style");
  plain.hidden ||= plain.classList.contains("is-gone");
  plain.classList.remove("is-gone");
  return plain.outerHTML === element.outerHTML;
}

function keepRoom(present, element) {
  const { height } = present.getBoundingClientRect();
  if (!height) {
    element.hidden ||= !element.matches(".is-open"); // the offer to a question that has just come up
    return;
  }
  element.style.minHeight = `${height}px`;
  element.classList.toggle("is-gone", element.hidden);
  element.hidden = false;
}

export function takeSurroundings(page) {
  takeRouting(page);
  takeWarnings(page);
  takeMarked(page);
}
