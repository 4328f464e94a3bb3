import { Composer } from './composer.js';
import { el, icon, toast } from './dom.js';
import { messageItems } from './messages.js';
import { channelBadge, priorityPill } from './tickets.js';
import { authorName, channelName, STATUS_NAMES } from './words.js';

const SETTABLE = [
  ['working', 'Working'],
  ['pending', 'Pending'],
  ['followup:1', 'Follow up in 1 hour'],
  ['followup:24', 'Follow up tomorrow'],
  ['solved', 'Solved'],
  ['closed', 'Closed for good'],
];

/** One open ticket: who, what was said, and what can be done. */
export class Conversation {
  #ticket = null;
  #messages = [];
  #loading = 0;
  #timer = null;

  /** `context`: `api`, `me()`, `agentName(id)`, `originName(id)`, `changed(ticket)` for what this view did, `seen(ticket)`, `back()`. */
  constructor(context) {
    this.context = context;
    this.composer = new Composer((message, key) => this.#send(message, key));
    this.head = el('header', { class: 'talk-head' });
    this.list = el('ol', { class: 'messages' });
    this.scroll = el('div', { class: 'scroll talk', tabindex: '0', role: 'region', 'aria-label': 'Messages' }, this.list);
    this.closed = el('p', { class: 'closed-line', hidden: true }, 'This ticket is closed. A new message from the customer opens a new one.');
    this.welcome = el(
      'div',
      { class: 'welcome' },
      icon('mark'),
      el('p', {}, 'Choose a ticket to read and answer it.'),
      el(
        'p',
        { class: 'keys' },
        el('kbd', {}, 'j'),
        ' ',
        el('kbd', {}, 'k'),
        ' next and previous, ',
        el('kbd', {}, 'r'),
        ' reply, ',
        el('kbd', {}, '/'),
        ' search',
      ),
    );
    this.body = el('div', { class: 'talk-body', hidden: true }, this.head, this.scroll, this.closed, this.composer.node);
    // Links to files are good for five minutes.
    setInterval(() => document.hidden || this.reload(), 240_000);
    this.node = el('section', { class: 'pane talk-pane', 'aria-label': 'Conversation' }, this.welcome, this.body);
  }

  get ticket() {
    return this.#ticket;
  }

  /** Opens a ticket and reads its messages. */
  async open(ticket) {
    const other = this.#ticket?.id !== ticket.id;
    this.#ticket = ticket;
    this.welcome.hidden = true;
    this.body.hidden = false;
    this.#drawHead();
    if (!other) return;
    this.#messages = [];
    this.list.replaceChildren(el('li', { class: 'loading' }, 'Loading…'));
    this.composer.open(ticket.id);
    await this.reload(true);
  }

  close() {
    this.#ticket = null;
    this.welcome.hidden = false;
    this.body.hidden = true;
  }

  /** The open ticket has changed elsewhere. */
  update(ticket) {
    if (ticket.id !== this.#ticket?.id) return;
    const news = ticket.lastMessage?.number !== this.#ticket.lastMessage?.number;
    this.#ticket = ticket;
    this.#drawHead();
    if (news) this.reloadSoon();
  }

  /** Reads the messages again, once for many frames that come together. */
  reloadSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.reload(), 60);
  }

  async reload(toEnd = false) {
    const ticket = this.#ticket;
    if (ticket === null) return;
    const turn = ++this.#loading;
    try {
      const messages = await this.context.api.all(`/v1/tickets/${encodeURIComponent(ticket.id)}/messages`);
      // Only the newest reading of the ticket that is still open counts.
      if (turn !== this.#loading || this.#ticket?.id !== ticket.id) return;
      const atEnd = toEnd || this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 120;
      this.#messages = messages;
      this.list.replaceChildren(...messageItems(messages));
      if (atEnd) this.scroll.scrollTop = this.scroll.scrollHeight;
      if (!document.hidden) this.context.seen(this.#ticket);
    } catch (problem) {
      if (turn === this.#loading && toEnd) this.list.replaceChildren(el('li', { class: 'loading' }, problem.message));
    }
  }

  async take() {
    await this.#act(async (path) => {
      const ticket = await this.context.api.call('POST', `${path}/take`);
      toast('The ticket is yours.');
      return ticket;
    });
  }

  #drawHead() {
    const ticket = this.#ticket;
    const { author, origin, owner } = ticket;
    const ownerName = owner.agentId ? this.context.agentName(owner.agentId) : null;
    const originName = this.context.originName(origin.id);
    const channel = channelName(origin.channel);
    const facts = [`#${ticket.sequence}`, originName.startsWith(channel) ? null : channel, originName, ticket.topic].filter(Boolean);
    const status = el('select', {
      'aria-label': 'Status',
      class: `status-select ${ticket.status}`,
      disabled: ticket.status === 'closed',
      on: { change: (event) => this.#setStatus(event.target.value) },
    });
    status.append(
      el('option', { value: '', selected: true }, STATUS_NAMES[ticket.status]),
      ...SETTABLE.filter(([value]) => value !== ticket.status).map(([value, label]) => el('option', { value }, label)),
    );
    const focused = this.head.contains(document.activeElement) ? document.activeElement.className : null;
    this.head.replaceChildren(
      el('button', { type: 'button', class: 'icon-button back', 'aria-label': 'Back to the tickets', on: { click: () => this.context.back() } }, icon('back')),
      channelBadge(origin.channel),
      el(
        'div',
        { class: 'talk-who' },
        el('h2', { tabindex: '-1' }, el('bdi', {}, authorName(author))),
        el('p', { class: 'facts' }, ...facts.map((fact) => el('bdi', {}, fact))),
      ),
      el('div', { class: 'talk-marks' }, priorityPill(ticket.priority), ...ticket.tags.map((tag) => el('span', { class: 'tag', dir: 'auto' }, tag))),
      el(
        'div',
        { class: 'talk-do' },
        ownerName
          ? el('span', { class: 'owner', title: 'Owner' }, el('bdi', {}, ownerName))
          : el('button', { type: 'button', class: 'take', disabled: ticket.status === 'closed', on: { click: () => this.take() } }, 'Take'),
        status,
      ),
    );
    if (focused !== null) [...this.head.querySelectorAll('button, select')].find((each) => each.className.split(' ')[0] === focused.split(' ')[0])?.focus();
    this.closed.hidden = ticket.status !== 'closed';
    this.composer.node.hidden = ticket.status === 'closed';
  }

  #setStatus(value) {
    if (value === '') return undefined;
    const [status, hours] = value.split(':');
    const change = hours ? { status, followupAt: new Date(Date.now() + Number(hours) * 3_600_000).toISOString() } : { status };
    return this.#act((path) => this.context.api.call('PATCH', path, change, { 'if-match': `"${this.#ticket.version}"` }));
  }

  /** Runs one change; what went wrong is said, and the ticket read again. */
  async #act(run) {
    const path = `/v1/tickets/${encodeURIComponent(this.#ticket.id)}`;
    try {
      this.context.changed(await run(path));
    } catch (problem) {
      toast(
        problem.code === 'already_taken'
          ? 'A colleague was faster.'
          : problem.code === 'stale'
            ? 'The ticket has changed meanwhile. Look again, then repeat.'
            : problem.message,
        'error',
      );
      const fresh = await this.context.api.get(path).catch(() => null);
      if (fresh !== null) this.context.changed(fresh);
    }
  }

  async #send(message, key) {
    const ticket = this.#ticket;
    const path = `/v1/tickets/${encodeURIComponent(ticket.id)}`;
    const lastSeenNumber = this.#messages.findLast((each) => each.kind === 'customer')?.number;
    const answer = await this.context.api.call(
      'POST',
      `${path}/messages`,
      { ...message, ...(lastSeenNumber === undefined ? {} : { lastSeenNumber }) },
      { 'idempotency-key': key },
    );
    if (answer.statusSkipped) toast('Sent. The customer had written again, so the status was left as it is.');
    const fresh = await this.context.api.get(path).catch(() => null);
    if (fresh !== null) this.context.changed(fresh);
    if (this.#ticket?.id === ticket.id) await this.reload(true);
  }
}
