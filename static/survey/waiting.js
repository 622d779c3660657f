// Answers of this return that still wait in this browser: sent from here; what remains is told, with links.
import { deliverAll } from "./delivery.js";
import { Sender } from "./sending.js";
import { Unsent } from "./unsent.js";

const notice = document.getElementById("waiting");
const place = document.getElementById("typing").dataset;
const unsent = new Unsent(place.person, place.return);
await deliverAll(unsent, new Sender(place), unsent.codes());
const sections = unsent.codes().map((code) => unsent.get(code).section);
for (const item of notice.querySelectorAll("[data-section]")) item.hidden = !sections.includes(item.dataset.section);
notice.hidden = sections.length === 0;
