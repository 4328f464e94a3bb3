import { arrange, el, spoken } from './dom.js';
import { STATUS_NAMES, STATUSES } from './words.js';

const OPEN = ['created', 'working', 'pending', 'followup'];

/** The list of queues with their live counters. */
export class QueueList {
  #rows = new Map();
  #chosen = '';

  /** `onChoose(queue | null)`: null stands for all tickets. */
  constructor(onChoose) {
    this.onChoose = onChoose;
    this.list = el('ul', { class: 'queues' });
    this.node = el('nav', { class: 'pane queues-pane', 'aria-label': 'Queues' }, el('h2', { class: 'pane-title' }, 'Queues'), this.list);
    this.#row({ id: '', name: 'All tickets' });
    arrange(this.list, [this.#rows.get('').node]);
  }

  get chosen() {
    return this.#rows.get(this.#chosen)?.queue ?? null;
  }

  /** By priority, as the hub lists them. */
  show(queues) {
    const ids = new Set(['', ...queues.map((queue) => queue.id)]);
    for (const id of this.#rows.keys()) if (!ids.has(id)) this.#rows.delete(id);
    for (const queue of queues) this.#row(queue);
    arrange(
      this.list,
      ['', ...queues.map((queue) => queue.id)].map((id) => this.#rows.get(id).node),
    );
    this.choose(ids.has(this.#chosen) ? this.#chosen : '');
  }

  /** New counters of one queue; false when it is not known here. */
  count(id, counters) {
    const row = this.#rows.get(id);
    if (row === undefined) return false;
    this.#row({ ...row.queue, counters });
    return true;
  }

  choose(id) {
    this.#chosen = this.#rows.has(id) ? id : '';
    for (const [each, row] of this.#rows) row.button.setAttribute('aria-current', each === this.#chosen ? 'true' : 'false');
  }

  #row(queue) {
    let row = this.#rows.get(queue.id);
    if (row === undefined) {
      const parts = {
        name: el('span', { class: 'queue-name', dir: 'auto' }),
        total: el('span', { class: 'queue-total' }),
        bar: el('span', { class: 'bar', 'aria-hidden': 'true' }),
        detail: el('span', { class: 'queue-detail' }),
      };
      const button = el(
        'button',
        { type: 'button', class: 'queue', on: { click: () => this.#choose(queue.id) } },
        parts.name,
        parts.total,
        parts.bar,
        parts.detail,
      );
      row = { button, node: el('li', {}, button), ...parts };
      this.#rows.set(queue.id, row);
    }
    row.queue = queue;
    row.name.textContent = queue.name;
    const { counters } = queue;
    if (!counters) return;
    const open = OPEN.reduce((sum, status) => sum + (counters[status] ?? 0), 0);
    if (row.open !== undefined && row.open !== open) restartAnimation(row.total, 'bump');
    row.open = open;
    row.total.replaceChildren(String(open), spoken(' open'));
    const present = STATUSES.filter((status) => counters[status] > 0);
    row.bar.replaceChildren(
      ...present.map((status) => {
        const part = el('span', { class: `bar-part ${status}` });
        part.style.flexGrow = counters[status];
        return part;
      }),
    );
    row.detail.replaceChildren(
      ...present.map((status) =>
        el('span', { class: `count ${status}` }, el('i', { 'aria-hidden': 'true' }), `${counters[status]} ${STATUS_NAMES[status].toLowerCase()}`),
      ),
    );
    if (present.length === 0) row.detail.textContent = 'empty';
  }

  #choose(id) {
    this.choose(id);
    this.onChoose(this.chosen);
  }
}

export function restartAnimation(node, name) {
  node.classList.remove(name);
  void node.offsetWidth;
  node.classList.add(name);
  // Or it would play again whenever the element is shown again.
  node.addEventListener('animationend', () => node.classList.remove(name), { once: true });
}
