// "None of these" and "don't know" stand alone: ticking one unticks the others, and the other way round.
import { Question, isChoice } from "./question.js";

const isExclusive = (input) => input.hasAttribute("data-exclusive");

// What went is told: { labels, values: as they were before }, or nothing.
export function keepExclusive(input) {
  const given = isChoice(input) ? input.checked : input.value !== "";
  if (!given || input.type === "radio") return null;
  const question = Question.around(input);
  const others = question.inputs.filter((other) => other !== input && (isExclusive(input) || isExclusive(other)));
  const gone = others.filter((other) => (isChoice(other) ? other.checked : other.value.trim() !== ""));
  const values = question.values.filter((value) => value !== input.value);
  const labels = gone.map((other) => (isChoice(other) ? other.labels[0].textContent : other.value).trim());
  for (const other of others) {
    if (isChoice(other)) other.checked = false;
    else other.value = "";
  }
  return gone.length ? { labels, values } : null;
}
