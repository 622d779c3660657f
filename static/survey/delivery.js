// Brings what waits for one question to the server, until nothing newer waits or something stands in the way.
import { sameValues } from "./unsent.js";

export function revisionIn(page, code) {
  return page.querySelector(`[name="${code}-revision"]`).value;
}

// What was sent without ever hearing back goes first, and unchanged: if it did arrive, the server knows it as the same
// and tells its revision; newer typing would look like a conflict of a person with themselves.
export async function deliver(unsent, sender, code, onSaved = () => {}) {
  for (;;) {
    const entry = unsent.get(code);
    if (!entry) return { kind: "saved" }; // by another window
    const sent = entry.attempt ?? entry.values;
    unsent.change(code, { attempt: sent });
    const outcome = await sender.send(code, { ...entry, values: sent });
    if (!["lost", "failed"].includes(outcome.kind)) unsent.change(code, { attempt: undefined });
    const now = unsent.get(code);
    if (outcome.kind === "saved") {
      const isLatest = !now || sameValues(now.values, sent);
      if (isLatest) unsent.remove(code);
      else unsent.change(code, { revision: revisionIn(outcome.page, code) });
      onSaved(outcome.page, isLatest, sent);
      if (isLatest) return outcome;
    } else if (outcome.kind !== "refused" || !now || sameValues(now.values, sent)) {
      return outcome;
    }
  }
}

export function deliverAll(unsent, sender, codes) {
  return Promise.all(codes.map((code) => deliver(unsent, sender, code)));
}
