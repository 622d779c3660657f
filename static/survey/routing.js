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

// Elements marked data-news are exchanged whole when they differ.
export function takeMarked(page) {
  for (const element of page.querySelectorAll("[data-news][id]")) {
    const present = document.getElementById(element.id);
    if (!present || present.outerHTML === element.outerHTML || present.contains(document.activeElement)) continue;
    present.replaceWith(element);
  }
}

export function takeSurroundings(page) {
  takeRouting(page);
  takeWarnings(page);
  takeMarked(page);
}
