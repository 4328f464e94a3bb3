/** Seconds for second thoughts: some changes of a ticket, such as closing it, cannot be taken back once the hub has them. */
const SECONDS = 5;

/** Changes that wait before they are sent, one a ticket. */
export class Waiting {
  /** Ticket id → `{value, run, end}` */
  #changes = new Map();

  /** `run` is called in a while, unless `undo` comes first; `ended` in either case. A change that waits already gives way to this one. */
  hold(ticketId, value, run, ended) {
    this.undo(ticketId);
    const timer = setTimeout(() => this.send(ticketId), SECONDS * 1000);
    this.#changes.set(ticketId, { value, run, ended, timer });
  }

  /** What waits for a ticket; undefined when nothing does. */
  of(ticketId) {
    return this.#changes.get(ticketId)?.value;
  }

  undo(ticketId) {
    this.#take(ticketId);
  }

  /** The newest one. */
  undoLast() {
    const last = [...this.#changes.keys()].at(-1);
    if (last !== undefined) this.undo(last);
  }

  /** Sends it now, before something else is done with the ticket. */
  async send(ticketId) {
    await this.#take(ticketId)?.run();
  }

  async sendAll() {
    await Promise.all([...this.#changes.keys()].map((ticketId) => this.send(ticketId)));
  }

  #take(ticketId) {
    const change = this.#changes.get(ticketId);
    if (change === undefined) return undefined;
    clearTimeout(change.timer);
    this.#changes.delete(ticketId);
    change.ended();
    return change;
  }
}
