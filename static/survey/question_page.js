// Several forms on one page: sending one keeps what was typed into the others, in this window and for this person.
import { remember, restore } from "./unsent_fields.js";

const page = document.querySelector("[data-unsent]");
const key = page.dataset.unsent;

restore(page, new Map(JSON.parse(sessionStorage.getItem(key) ?? "[]")));
sessionStorage.removeItem(key);

page.addEventListener("submit", ({ target }) => {
  const others = new Map();
  for (const form of page.querySelectorAll("form")) if (form !== target) remember(form, others);
  if (others.size) sessionStorage.setItem(key, JSON.stringify([...others]));
});
