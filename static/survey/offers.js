// Answers of the last wave: one click takes them over, and the page stays where it is.

const inWork = new WeakSet(); // buttons: a second click says nothing new

export async function takeOver(button, { saving, sender, news, announce, failed, succeeded }) {
  if (inWork.has(button)) return;
  inWork.add(button);
  await saving.sendAll(); // what was typed comes first, as it does without scripts
  const { kind, text, page } = await sender.post(button.formAction, [[button.name, button.value]]);
  inWork.delete(button);
  const isUndo = button.closest("#offers-taken") !== null;
  const { taken, givenBack, notTaken } = document.getElementById("offers").dataset;
  if (kind !== "saved") return failed(kind, kind === "stopped" ? text : notTaken);
  succeeded();
  if (button.name === "code") saving.forget(button.value); // typed there and refused: the offer replaces it
  // What a click here has asked for is shown although the person is at this question.
  const isHere = button.contains(document.activeElement);
  if (isHere) button.blur();
  const answered = news.show(page).filter((question) => !question.feedback.dataset.by);
  const told = (isUndo ? givenBack : taken).replace("{count}", answered.length);
  showTaken(page.getElementById("offers-taken") ?? (isUndo ? inWords(told) : null));
  announce(told);
  if (isHere && answered.length) (answered[0].inputs.find((input) => input.checked) ?? answered[0].inputs[0]).focus({ preventScroll: true });
}

// What was just taken over, with the way back; the click was above all offers, so none of them keeps its room.
function showTaken(taken) {
  document.getElementById("offers-taken")?.remove();
  if (!taken) return;
  for (const offer of document.querySelectorAll(".is-gone")) offer.hidden = true;
  document.getElementById("offers").after(taken);
}

function inWords(text) {
  return Object.assign(document.createElement("p"), { id: "offers-taken", className: "saved", textContent: text });
}
