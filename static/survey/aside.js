// Remarks, queries and evidence of a question in a dialog over its section: the content of the question's own page.
import { remember, restore } from "./unsent_fields.js";

const dialog = document.getElementById("aside");
const title = dialog.querySelector("h2");
const status = dialog.querySelector(".aside-status");
const content = document.getElementById("aside-content");
const unsent = new Map(); // while its form is out of sight
let opener = null;

function say(text, className = "") {
  status.textContent = text;
  status.className = `aside-status ${className}`;
}

// The page behind an address, or nothing without a connection. A page without the content is an error or the log-in.
async function load(address, options) {
  try {
    const reply = await fetch(address, options);
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    return { reply, page, content: page.querySelector("[data-aside-content]") };
  } catch {
    return null;
  }
}

function show(loaded) {
  remember(content, unsent);
  content.replaceChildren(...loaded.content.childNodes);
  restore(content, unsent);
  opener.querySelector("[data-aside-text]").textContent = loaded.content.dataset.asideContent;
}

async function open(link) {
  opener = link;
  const loaded = await load(link.href);
  if (loaded && !loaded.content) return location.assign(link.href); // such as the log-in page: shown for itself
  title.textContent = (loaded?.page.querySelector("h1") ?? link).textContent;
  say(loaded ? "" : dialog.dataset.offline, "error");
  if (loaded) show(loaded);
  dialog.showModal();
  title.focus();
}

async function send(form, button) {
  const data = new FormData(form, button);
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/); // a new one after logging in again elsewhere
  if (token) data.set("csrfmiddlewaretoken", token[1]);
  const part = form.closest("section").id;
  for (const each of content.querySelectorAll("button")) each.disabled = true;
  const loaded = await load(form.action, { method: "POST", body: data });
  if (!opener) return; // closed meanwhile
  for (const each of content.querySelectorAll("button")) each.disabled = false;
  if (!loaded) return say(dialog.dataset.offline, "error");
  if (!loaded.content) return say(refusal(loaded), "error");
  if (loaded.reply.ok) form.reset(); // it is sent: nothing to remember
  show(loaded);
  say(loaded.reply.ok ? dialog.dataset.saved : "");
  (content.querySelector("[aria-invalid]") ?? content.querySelector(`#${part} h2`)).focus();
}

// Why nothing was saved: the sentence of an error page; after a redirect to the log-in, that the session has ended.
function refusal(loaded) {
  return loaded.reply.ok ? dialog.dataset.ended : loaded.page.querySelector("main .lead").textContent;
}

for (const link of document.querySelectorAll("[data-aside]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // wants a window of its own
    event.preventDefault();
    if (!opener) open(link);
  });
}

content.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target, event.submitter);
});

dialog.querySelector("[data-aside-close]").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => {
  remember(content, unsent);
  content.replaceChildren();
  opener.focus();
  opener = null;
});
