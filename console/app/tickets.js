import { arrange, el, icon, spoken } from './dom.js';
import { restartAnimation } from './queues.js';
import { ago, authorName, channelName, fullTime, STATUS_NAMES } from './words.js';

const BEFORE = { reply: 'Reply: ', note: 'Note: ', ai_message: 'Assistant: ', ai_suggestion: 'Suggestion: ' };

const RANKS = { urgent: 0, high: 1, normal: 2, low: 3 };
const timeOrder = (a, b) => Date.parse(a) - Date.parse(b);
/** Newest activity first. */
export const newestFirst = (a, b) => timeOrder(b.updatedAt, a.updatedAt) || b.sequence - a.sequence;
/** As a queue lists its tickets: the most urgent first, then who waits longest; closed ones last. */
export function queueOrder(a, b) {
  const closed = (ticket) => (ticket.status === 'closed' ? 1 : 0);
  if (closed(a) + closed(b) > 0) return closed(a) - closed(b) || newestFirst(a, b);
  const since = (ticket) => ticket.waitingSince ?? ticket.createdAt;
  return RANKS[a.priority] - RANKS[b.priority] || timeOrder(since(a), since(b)) || (a.id < b.id ? -1 : 1);
}

/** The list of tickets, in the order of what is listed. */
export class TicketList {
  /** `newestFirst` or `queueOrder`. */
  order = newestFirst;
  #rows = new Map();
  #chosen = null;

  /** `on`: `choose(ticket)`, `more()`, `queues()` (to see the queues where there is room for one pane only). */
  constructor(seen, on) {
    this.seen = seen;
    this.on = on;
    this.title = el('h2', { class: 'pane-title', tabindex: '-1' }, 'All tickets');
    this.list = el('ul', { class: 'tickets' });
    this.empty = el('p', { class: 'empty', hidden: true });
    this.moreButton = el('button', { type: 'button', class: 'more', hidden: true, on: { click: () => on.more() } }, 'Show more');
    this.tools = el('div', { class: 'tools' });
    this.toQueues = el('button', { type: 'button', class: 'to-queues', on: { click: () => on.queues() } }, icon('queues'), 'Queues');
    this.node = el(
      'section',
      { class: 'pane tickets-pane', 'aria-label': 'Tickets' },
      el('div', { class: 'pane-head' }, this.toQueues, this.title, this.tools),
      el('div', { class: 'scroll' }, this.list, this.empty, this.moreButton),
    );
    this.list.addEventListener('keydown', (event) => this.#keys(event));
    setInterval(() => this.#tick(), 20_000);
  }

  /** Puts all of `tickets` in place of what was shown; `emptyText` when there are none. */
  show(tickets, hasMore, emptyText = 'No tickets here.') {
    const ids = new Set(tickets.map((ticket) => ticket.id));
    for (const id of this.#rows.keys()) if (!ids.has(id)) this.#rows.delete(id);
    for (const ticket of tickets) this.#row(ticket);
    this.#settle(hasMore, emptyText);
  }

  /** Adds a further page. */
  append(tickets, hasMore) {
    for (const ticket of tickets) this.#row(ticket);
    this.#settle(hasMore);
  }

  /** A ticket has changed: shown when `belongs`, taken away when not. Answers whether it was or is on the list. */
  update(ticket, belongs) {
    const known = this.#rows.get(ticket.id);
    if (known !== undefined && Date.parse(known.ticket.updatedAt) > Date.parse(ticket.updatedAt)) return true;
    if (belongs) {
      const isNews = ticket.lastMessage?.number !== known?.ticket.lastMessage?.number;
      const row = this.#row(ticket);
      if (isNews) restartAnimation(row.node, 'fresh');
    } else this.#rows.delete(ticket.id);
    this.#settle(!this.moreButton.hidden);
    return belongs || known !== undefined;
  }

  get(id) {
    return this.#rows.get(id)?.ticket;
  }

  /** Ids of the tickets shown. */
  get ids() {
    return [...this.#rows.keys()];
  }

  choose(id) {
    this.#chosen = id;
    for (const [each, row] of this.#rows) row.button.setAttribute('aria-current', each === id ? 'true' : 'false');
  }

  /** Draws a ticket's row again, after it was read. */
  redraw(id) {
    const row = this.#rows.get(id);
    if (row !== undefined) this.#draw(row);
    this.#unread();
  }

  /** Chooses the next or previous ticket. */
  step(by) {
    const ids = this.#order();
    const at = ids.indexOf(this.#chosen);
    const id = ids[at === -1 ? 0 : Math.min(Math.max(at + by, 0), ids.length - 1)];
    const row = this.#rows.get(id);
    if (row === undefined) return;
    row.button.focus();
    this.on.choose(row.ticket);
  }

  #order() {
    return [...this.#rows.values()].sort((a, b) => this.order(a.ticket, b.ticket)).map((row) => row.ticket.id);
  }

  #settle(hasMore, emptyText) {
    arrange(
      this.list,
      this.#order().map((id) => this.#rows.get(id).node),
    );
    this.moreButton.hidden = !hasMore;
    this.empty.hidden = this.#rows.size > 0;
    if (emptyText !== undefined) this.empty.textContent = emptyText;
    this.#unread();
  }

  #unread() {
    const unread = [...this.#rows.values()].filter((row) => this.seen.unread(row.ticket)).length;
    document.title = unread > 0 ? `(${unread}) Parley` : 'Parley';
  }

  #row(ticket) {
    let row = this.#rows.get(ticket.id);
    if (row === undefined) {
      const button = el('button', { type: 'button', class: 'ticket', on: { click: () => this.on.choose(this.#rows.get(ticket.id).ticket) } });
      row = { button, node: el('li', {}, button) };
      this.#rows.set(ticket.id, row);
      button.setAttribute('aria-current', ticket.id === this.#chosen ? 'true' : 'false');
    }
    row.ticket = ticket;
    this.#draw(row);
    return row;
  }

  #draw({ button, ticket }) {
    const unread = this.seen.unread(ticket);
    const { lastMessage } = ticket;
    button.classList.toggle('unread', unread);
    button.replaceChildren(
      channelBadge(ticket.origin.channel),
      el(
        'span',
        { class: 'ticket-top' },
        el('bdi', { class: 'ticket-author' }, authorName(ticket.author)),
        unread ? spoken(' (unread)') : '',
        timeOf(lastMessage?.createdAt ?? ticket.updatedAt),
      ),
      el('span', { class: 'ticket-text', dir: 'auto' }, `${BEFORE[lastMessage?.kind] ?? ''}${lastMessage?.text || (lastMessage ? 'Attachment' : '')}`),
      el(
        'span',
        { class: 'ticket-marks' },
        statusPill(ticket.status),
        priorityPill(ticket.priority),
        ...ticket.tags.slice(0, 3).map((tag) => el('span', { class: 'tag', dir: 'auto' }, tag)),
        el('span', { class: 'sequence' }, `#${ticket.sequence}`),
      ),
    );
  }

  #tick() {
    for (const time of document.querySelectorAll('time[data-ago]')) time.textContent = ago(time.dateTime);
  }

  #keys(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const buttons = [...this.list.querySelectorAll('button.ticket')];
    buttons[buttons.indexOf(document.activeElement) + by]?.focus();
  }
}

export const channelBadge = (channel) => el('span', { class: `badge ${channel}`, title: channelName(channel) }, icon(channel), spoken(channelName(channel)));
export const statusPill = (status) => el('span', { class: `pill ${status}` }, STATUS_NAMES[status] ?? status);
export const priorityPill = (priority) =>
  priority === 'high' || priority === 'urgent' ? el('span', { class: `priority ${priority}` }, priority === 'urgent' ? 'Urgent' : 'High') : null;
const timeOf = (iso) => el('time', { datetime: iso, title: fullTime(iso), dataset: { ago: '' } }, ago(iso));
