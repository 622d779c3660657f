// "None of these" and "don't know" stand alone: ticking one unticks the others, and the other way round.
import { Question, isChoice } from "./question.js";

const isExclusive = (input) => input.hasAttribute("data-exclusive");

export function keepExclusive(input) {
  const given = isChoice(input) ? input.checked : input.value !== "";
  if (!given || input.type === "radio") return;
  for (const other of Question.around(input).inputs) {
    if (other === input || (!isExclusive(input) && !isExclusive(other))) continue;
    if (isChoice(other)) other.checked = false;
    else other.value = "";
  }
}
