// Answers that the server has not confirmed yet: they wait in this browser, each person's apart from all others'.
// An entry: { values, language: in which they were typed, text: of the question, revision: what they were built on,
// section, at, attempt: values sent whose fate is unknown }.
const PREFIX = "unsent";
const DAYS = 30;

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Where a browser keeps nothing (private window, full disk) the entries live as long as the page.
function openStorage() {
  const memory = new Map();
  const attempt = (action) => {
    try {
      return action();
    } catch {
      return undefined;
    }
  };
  return {
    keys: () => [...new Set([...memory.keys(), ...(attempt(() => Object.keys(localStorage)) ?? [])])],
    get: (key) => memory.get(key) ?? attempt(() => localStorage.getItem(key)) ?? null,
    set(key, text) {
      const kept = attempt(() => (localStorage.setItem(key, text), true));
      if (kept) memory.delete(key);
      else memory.set(key, text);
    },
    remove(key) {
      memory.delete(key);
      attempt(() => localStorage.removeItem(key));
    },
  };
}

export class Unsent {
  constructor(person, response) {
    this.prefix = `${PREFIX}:${person}:${response}:`;
    this.storage = openStorage();
    this.dropOld();
  }

  // Of every person: also of those who never come back to this browser.
  dropOld() {
    const oldest = Date.now() - DAYS * 24 * 3600 * 1000;
    for (const key of this.storage.keys()) {
      if (!key.startsWith(`${PREFIX}:`)) continue;
      const entry = read(this.storage.get(key));
      if (!entry || !(entry.at > oldest)) this.storage.remove(key);
    }
  }

  codes() {
    const keys = this.storage.keys().filter((key) => key.startsWith(this.prefix));
    return keys.map((key) => key.slice(this.prefix.length));
  }

  // Calls back with the code of an entry that another window has written.
  listen(onChange) {
    window.addEventListener("storage", ({ key, newValue }) => {
      if (newValue !== null && key.startsWith(this.prefix)) onChange(key.slice(this.prefix.length));
    });
  }

  get(code) {
    return read(this.storage.get(this.prefix + code));
  }

  put(code, entry) {
    this.storage.set(this.prefix + code, JSON.stringify(entry));
  }

  change(code, changes) {
    const entry = this.get(code);
    if (entry) this.put(code, { ...entry, ...changes });
  }

  remove(code) {
    this.storage.remove(this.prefix + code);
  }
}

export function sameValues(one, other) {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
