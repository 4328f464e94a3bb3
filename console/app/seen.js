const KEPT = 500;

/** Which message of each ticket was last looked at, in this browser. */
export class Seen {
  #key;
  #numbers;

  constructor(tenant) {
    this.#key = `parley.seen.${tenant}`;
    try {
      this.#numbers = new Map(JSON.parse(localStorage.getItem(this.#key) ?? '[]'));
    } catch {
      this.#numbers = new Map();
    }
  }

  /** True when the customer has written since. */
  unread({ id, lastMessage }) {
    return lastMessage?.kind === 'customer' && lastMessage.number > (this.#numbers.get(id) ?? 0);
  }

  mark({ id, lastMessage }) {
    const number = lastMessage?.number ?? 0;
    if (number <= (this.#numbers.get(id) ?? 0)) return;
    this.#numbers.delete(id);
    this.#numbers.set(id, number);
    const entries = [...this.#numbers].slice(-KEPT);
    this.#numbers = new Map(entries);
    try {
      localStorage.setItem(this.#key, JSON.stringify(entries));
    } catch {
      // A full or forbidden store only means that tickets look unread again after a reload.
    }
  }
}
