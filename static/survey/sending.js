// The way of one answer to the server, and what came of it.
const PATIENCE = 20_000; // milliseconds until a silent connection counts as lost
const KEPT_ALIVE = 30_000; // characters: browsers finish requests of a page that is left only while they are small

// Read anew each time: logging in in another tab changes it.
export function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
}

// Replies come in the language of the page, although another window may have switched it since.
export const LANGUAGE = { "X-Language": document.documentElement.lang };

const KINDS = { 200: "saved", 422: "refused", 401: "ended", 408: "failed", 429: "failed" };

function kindOf(status) {
  return KINDS[status] ?? (status >= 500 ? "failed" : "stopped");
}

export class Sender {
  constructor({ answers, person }) {
    this.answers = answers;
    this.person = person;
  }

  // → { kind: saved | refused | ended | failed | stopped | lost, page: the parsed reply, text: its words }
  send(code, { values, revision, language }) {
    const entries = [[`${code}-revision`, revision], ...values.map((value) => [code, value])];
    if (language) entries.push([`${code}-language`, language]);
    return this.post(`${this.answers}${code}/`, entries);
  }

  async post(address, entries) {
    const body = new URLSearchParams(entries);
    try {
      const reply = await fetch(address, {
        method: "POST",
        body,
        // HX-Request: a script asks, so errors come as a plain sentence
        headers: { "X-CSRFToken": csrfToken(), "X-Person": this.person, "HX-Request": "true", ...LANGUAGE },
        keepalive: body.toString().length < KEPT_ALIVE,
        signal: AbortSignal.timeout(PATIENCE),
      });
      const text = await reply.text();
      // The only other page that an answer may lead to is that of the login.
      if (reply.redirected && new URL(reply.url).pathname !== location.pathname) return { kind: "ended" };
      const isPage = reply.status === 200 || reply.status === 422;
      return { kind: kindOf(reply.status), text, page: isPage && new DOMParser().parseFromString(text, "text/html") };
    } catch {
      return { kind: "lost" };
    }
  }
}
