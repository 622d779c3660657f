// A section that may no longer be changed: nothing can be entered, but what was typed can still be read and copied.
import { Question, isChoice } from "./question.js";

export function lock(form) {
  delete form.dataset.mayEdit;
  form.querySelector("fieldset").disabled = false; // text in disabled fields cannot be selected everywhere
  for (const input of Question.all(form).flatMap((question) => question.inputs)) {
    if (isChoice(input)) input.disabled = true;
    else input.readOnly = true;
  }
  const buttons = "[data-clear], [name=mine], [name=theirs], [data-offer], .section-actions button";
  for (const button of form.querySelectorAll(buttons)) button.hidden = true;
}
