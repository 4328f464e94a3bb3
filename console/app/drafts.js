const KEPT = 'parley.draft.';

/** What was written and not sent yet, for each ticket and kind of message, and which kind a ticket was left in. In this tab only, and each person's own. */
export class Drafts {
  #prefix;
  /** A store that is full or forbidden must not cost a text. */
  #held = new Map();

  constructor(personId) {
    this.#prefix = `${KEPT}${personId}.`;
  }

  text(ticketId, kind) {
    return this.#get(`${ticketId}.${kind}`) ?? '';
  }

  keep(ticketId, kind, text) {
    this.#set(`${ticketId}.${kind}`, text);
  }

  kind(ticketId) {
    return this.#get(`${ticketId}.kind`) === 'note' ? 'note' : 'reply';
  }

  keepKind(ticketId, kind) {
    this.#set(`${ticketId}.kind`, kind === 'note' ? 'note' : '');
  }

  #get(name) {
    return this.#held.get(name) ?? sessionStorage.getItem(this.#prefix + name);
  }

  #set(name, value) {
    this.#held.set(name, value);
    try {
      if (value === '') sessionStorage.removeItem(this.#prefix + name);
      else sessionStorage.setItem(this.#prefix + name, value);
    } catch {
      // Kept until the page is left.
    }
  }
}

/** For whoever signs in next on this browser. */
export function forgetDrafts() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT)) sessionStorage.removeItem(key);
}
