// htmx asks for one step of a job after the other; this tells what it cannot: news for screen readers, and failures.
const news = document.getElementById("job-news");
const problem = document.getElementById("job-problem");

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  problem.hidden = xhr.status < 500;
  const isElsewhere = new URL(xhr.responseURL).pathname !== new URL(requestConfig.path, location.href).pathname;
  if (!isElsewhere && (xhr.status < 400 || xhr.status >= 500)) return;
  // The session ended, or the job was cancelled in another window: the page itself, or the list, says so.
  event.detail.shouldSwap = false;
  if (isElsewhere) location.reload();
  else location.assign("../");
});

document.body.addEventListener("htmx:sendError", () => {
  problem.hidden = false;
});
document.body.addEventListener("htmx:timeout", () => {
  problem.hidden = false;
});

// A live region speaks whenever it is written to: only when there is something new.
document.body.addEventListener("htmx:afterSettle", () => {
  const text = document.getElementById("job-progress").dataset.news;
  if (news.textContent !== text) news.textContent = text;
});
