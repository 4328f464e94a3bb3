import { newKey } from './api.js';
import { Composer } from './composer.js';
import { ConversationHeader } from './conversation-header.js';
import { el, icon, toast } from './dom.js';
import { messageItems } from './messages.js';
import { STATUS_NAMES } from './words.js';

/** One open ticket: who, what was said, and what can be done. */
export class Conversation {
  #ticket = null;
  #messages = [];
  #loading = 0;
  #timer = null;

  /**
   * `context`: `api`, `drafts`, `waiting`, `agentName(id)`, `teamName(id)`, `originName(id)`, `noReply(originId)`, `known(id)` (a ticket as it was last heard of),
   * `changed(ticket)` for what this view did, `seen(ticket)`, `back()`.
   */
  constructor(context) {
    this.context = context;
    this.composer = new Composer(context.drafts, (message, key) => this.#send(message, key));
    this.head = new ConversationHeader(context, { back: () => context.back(), take: () => this.take(), status: (value) => this.#setStatus(value) });
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
        el('kbd', {}, 'z'),
        ' undo, ',
        el('kbd', {}, '/'),
        ' search',
      ),
    );
    this.body = el('div', { class: 'talk-body', hidden: true }, this.head.node, this.scroll, this.closed, this.composer.node);
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
    if (other) this.head.menu.close();
    this.draw();
    if (!other) return;
    this.#messages = [];
    this.list.replaceChildren(el('li', { class: 'loading' }, 'Loading…'));
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
    this.draw();
    if (news) this.reloadSoon();
  }

  /** Everything but the messages, as it is known now. */
  draw() {
    const ticket = this.#ticket;
    if (ticket === null) return;
    this.head.show(ticket, this.context.waiting.of(ticket.id));
    this.closed.hidden = ticket.status !== 'closed';
    this.composer.node.hidden = ticket.status === 'closed';
    this.composer.open(ticket.id, this.context.noReply(ticket.origin));
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
      const messages = await this.context.api.all(`${pathOf(ticket)}/messages`);
      // Only the newest reading of the ticket that is still open counts.
      if (turn !== this.#loading || this.#ticket?.id !== ticket.id) return;
      const atEnd = toEnd || this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 120;
      this.#messages = messages;
      const canRetry = this.#ticket.status !== 'closed' && this.context.noReply(ticket.origin) === null;
      this.list.replaceChildren(...messageItems(messages, canRetry ? (number) => this.#retry(number) : null));
      if (atEnd) this.scroll.scrollTop = this.scroll.scrollHeight;
      if (!document.hidden) this.context.seen(this.#ticket);
    } catch (problem) {
      if (turn === this.#loading && toEnd) this.list.replaceChildren(el('li', { class: 'loading' }, problem.message));
    }
  }

  async take() {
    const ticket = this.#ticket;
    await this.context.waiting.send(ticket.id);
    await this.#act(ticket, async (path) => {
      const taken = await this.context.api.call('POST', `${path}/take`);
      toast('The ticket is yours.');
      return taken;
    });
  }

  /** Sends a reply again that was not sent. */
  async #retry(number) {
    const ticket = this.#ticket;
    try {
      await this.context.api.call('POST', `${pathOf(ticket)}/messages/${number}/retry`, undefined, { 'idempotency-key': newKey() });
    } catch (problem) {
      toast(problem.message, 'error');
    }
    if (this.#ticket?.id === ticket.id) await this.reload();
  }

  /** The hub gets the change in a few seconds: until then the change can be undone, and nothing is closed by a slip. */
  #setStatus(value) {
    const before = this.#ticket;
    const [status, hours] = value.split(':');
    const change = hours ? { status, followupAt: new Date(Date.now() + Number(hours) * 3_600_000).toISOString() } : { status };
    const { waiting, api } = this.context;
    let close = () => undefined;
    const run = async () => {
      const now = this.context.known(before.id) ?? before;
      if (now.lastMessage?.kind === 'customer' && now.lastMessage.number > (before.lastMessage?.number ?? 0))
        toast(`The customer wrote again, so #${before.sequence} was left as it is.`, 'error');
      else await this.#act(before, (path) => api.call('PATCH', path, change, { 'if-match': `"${before.version}"` }));
    };
    waiting.hold(before.id, status, run, () => {
      close();
      this.draw();
    });
    close = toast(`#${before.sequence}: ${STATUS_NAMES[status]}`, 'info', { label: 'Undo', run: () => waiting.undo(before.id) });
    this.draw();
  }

  /** Runs one change; what went wrong is said, and the ticket read again. */
  async #act(ticket, run) {
    try {
      this.context.changed(await run(pathOf(ticket)));
    } catch (problem) {
      toast(
        problem.code === 'already_taken'
          ? 'A colleague was faster.'
          : problem.code === 'stale'
            ? `#${ticket.sequence} has changed meanwhile. Look again, then repeat.`
            : problem.message,
        'error',
      );
      const fresh = await this.context.api.get(pathOf(ticket)).catch(() => null);
      if (fresh !== null) this.context.changed(fresh);
    }
  }

  async #send(message, key) {
    const ticket = this.#ticket;
    const path = pathOf(ticket);
    await this.context.waiting.send(ticket.id);
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

const pathOf = (ticket) => `/v1/tickets/${encodeURIComponent(ticket.id)}`;
