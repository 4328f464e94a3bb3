import { Api } from './api.js';
import { Conversation } from './conversation.js';
import { Directory } from './directory.js';
import { el, icon, toast } from './dom.js';
import { Drafts, forgetDrafts } from './drafts.js';
import { Live } from './live.js';
import { QueueList } from './queues.js';
import { Reading } from './reading.js';
import { searchBox } from './search-box.js';
import { Seen } from './seen.js';
import { setPasswordView, takeLink } from './set-password.js';
import { signInView } from './sign-in.js';
import { newestFirst, queueOrder, TicketList } from './tickets.js';
import { Waiting } from './waiting.js';
import { STATUS_NAMES, STATUSES } from './words.js';

/** Tickets that one connection may follow (docs/live-feed.md). */
const MOST_FOLLOWED = 100;

/** The first screen of Parley: queues, the newest tickets, one conversation. Small on purpose; the agents' console comes later. */
const root = document.getElementById('app');
const api = new Api();
let workspace = null;

class Workspace {
  constructor() {
    this.seen = new Seen(api.session.tenant);
    this.directory = new Directory(api, () => this.talk.draw());
    this.waiting = new Waiting();
    this.cursor = null;
    this.reading = new Reading();
    this.readingQueues = new Reading();
    this.queues = new QueueList(() => {
      this.view('tickets');
      this.search.value = '';
      void this.readTickets();
    });
    this.tickets = new TicketList(this.seen, { choose: (ticket) => this.open(ticket), more: () => this.readMore(), queues: () => this.view('queues') });
    this.talk = new Conversation({
      api,
      drafts: new Drafts(api.session.user?.id ?? ''),
      waiting: this.waiting,
      agentName: (id) => (id === api.session?.user?.id ? 'You' : this.directory.agentName(id)),
      teamName: (id) => this.directory.teamName(id),
      originName: (id) => this.directory.originName(id),
      noReply: (origin) => this.directory.noReply(origin),
      known: (id) => (this.talk.ticket?.id === id ? this.talk.ticket : this.tickets.get(id)),
      changed: (ticket) => this.ticketChanged(ticket),
      seen: (ticket) => {
        this.seen.mark(ticket);
        this.tickets.redraw(ticket.id);
      },
      back: () => this.back(),
    });
    this.live = new Live(api, document.querySelector('meta[name="parley-ws"]').content, {
      frame: (frame) => this.frame(frame),
      state: (state) => this.showState(state),
      opened: () => this.readAll(),
    });
    this.build();
  }

  build() {
    this.search = searchBox(() => this.readTickets());
    this.status = el(
      'select',
      { 'aria-label': 'Status of the tickets shown', on: { change: () => this.readTickets() } },
      el('option', { value: '' }, 'Any status'),
      ...STATUSES.map((status) => el('option', { value: status }, STATUS_NAMES[status])),
    );
    this.tickets.tools.append(this.status);
    this.state = el('span', { class: 'state connecting', role: 'status' }, 'Connecting');
    const name = api.session.user?.name ?? api.session.user?.email ?? '';
    const leave = el('button', { type: 'button', class: 'quiet', on: { click: () => signOut() } }, 'Sign out');
    this.banner = el(
      'p',
      { class: 'banner', role: 'alert', hidden: true },
      'The hub cannot be reached. Nothing that you have typed is lost; this page reconnects automatically.',
    );
    this.node = el(
      'div',
      { class: 'workspace', dataset: { view: 'tickets' } },
      el(
        'header',
        { class: 'top' },
        el(
          'button',
          {
            type: 'button',
            class: 'brand',
            'aria-label': 'Parley, show the queues',
            on: { click: () => this.view(this.node.dataset.view === 'queues' ? 'tickets' : 'queues') },
          },
          icon('mark'),
          el('span', {}, 'Parley'),
        ),
        el('div', { class: 'search', role: 'search' }, icon('search'), this.search),
        this.state,
        el('span', { class: 'me' }, el('bdi', {}, name), el('span', { class: 'tenant' }, api.session.tenant)),
        leave,
      ),
      this.banner,
      el('main', { class: 'panes' }, this.queues.node, this.tickets.node, this.talk.node),
    );
    this.keys = (event) => this.key(event);
    document.addEventListener('keydown', this.keys);
    this.leave = () => void this.waiting.sendAll();
    addEventListener('pagehide', this.leave);
  }

  start() {
    root.replaceChildren(this.node);
    this.live.start();
    void this.readAll();
  }

  stop() {
    this.live.stop();
    clearTimeout(this.rereading);
    clearTimeout(this.following);
    document.removeEventListener('keydown', this.keys);
    removeEventListener('pagehide', this.leave);
    document.title = 'Parley';
  }

  /** Everything that is shown, read again: at the start and whenever the live feed was away. */
  async readAll() {
    await Promise.all([this.readQueues(), this.readTickets(), this.directory.read()]);
    if (this.talk.ticket !== null) {
      const fresh = await api.get(`/v1/tickets/${encodeURIComponent(this.talk.ticket.id)}`).catch(() => null);
      if (fresh !== null) this.ticketChanged(fresh);
      this.talk.reloadSoon();
    }
  }

  /** Once for many `stale` frames, and not by all agents of a busy team in the same moment. */
  readAllSoon() {
    this.rereading ??= setTimeout(
      () => {
        this.rereading = undefined;
        void this.readAll();
      },
      1_000 + Math.random() * 2_000,
    );
  }

  async readQueues() {
    const ask = () => api.all('/v1/queues').catch(() => []);
    await this.readingQueues.run(
      ask,
      (queues) => this.queues.show(queues),
      (id, counters) => this.queues.count(id, counters),
    );
  }

  /** The queue whose own list is shown; a search in it is served by the list of all tickets. */
  get listedQueue() {
    return this.search.value.trim() === '' ? this.queues.chosen?.id : undefined;
  }

  async page(cursor) {
    const parts = new URLSearchParams({ limit: '50' });
    const words = this.search.value.trim();
    if (words !== '') parts.set('q', words);
    if (words !== '' && this.queues.chosen?.id) parts.set('queueId', this.queues.chosen.id);
    if (this.status.value !== '') parts.set('status', this.status.value);
    if (cursor) parts.set('cursor', cursor);
    const path = this.listedQueue ? `/v1/queues/${encodeURIComponent(this.listedQueue)}/tickets` : '/v1/tickets';
    return api.get(`${path}?${parts}`);
  }

  async readTickets() {
    const words = this.search.value.trim();
    this.tickets.title.textContent = words === '' ? (this.queues.chosen?.name ?? 'All tickets') : `“${words}”`;
    const order = this.listedQueue ? queueOrder : newestFirst;
    const ask = async () => {
      let page = await this.page(null);
      // Pages may be short, also empty, while there is more.
      for (let more = 0; more < 10 && page.items.length === 0 && page.nextCursor; more++) page = await this.page(page.nextCursor);
      return page;
    };
    const show = (page) => {
      this.cursor = page.nextCursor;
      this.tickets.order = order;
      this.tickets.show(page.items, this.cursor !== null, words === '' ? 'No tickets here yet.' : 'Nothing was found.');
      this.tickets.choose(this.talk.ticket?.id ?? null);
      this.followSoon();
    };
    try {
      await this.reading.run(ask, show, (ticket) => this.ticketChanged(ticket));
    } catch (problem) {
      if (problem.status) this.tickets.show([], false, problem.message);
    }
  }

  async readMore() {
    const { turn } = this.reading;
    const page = await this.page(this.cursor).catch((problem) => void toast(problem.message, 'error'));
    if (!page || turn !== this.reading.turn) return;
    this.cursor = page.nextCursor;
    this.tickets.append(page.items, this.cursor !== null);
    this.followSoon();
  }

  frame(frame) {
    if (frame.type === 'ticket' && frame.truncated) void this.readTicket(frame.ticket.id);
    else if (frame.type === 'ticket' && frame.ticket) this.ticketChanged(frame.ticket);
    else if (frame.type === 'queue' && frame.counters) {
      if (!this.queues.count(frame.id, frame.counters)) void this.readQueues();
      this.readingQueues.tell(frame.id, frame.counters);
    } else if (frame.type === 'stale') this.readAllSoon();
    else if (frame.type === 'message' || frame.type === 'amended') {
      const open = this.talk.ticket;
      if (open !== null && (frame.ticketId === open.id || frame.conversationId === open.threadId || frame.conversationId === open.conversationId))
        this.talk.reloadSoon();
    }
  }

  /**
   * Tells the feed what is shown: the list's queue, its rows (so that one that leaves the queue is still heard of), and the open ticket. A list of all tickets or of a search
   * needs every ticket's frames.
   */
  followSoon() {
    clearTimeout(this.following);
    this.following = setTimeout(() => {
      const queue = this.listedQueue;
      const open = this.talk.ticket?.id;
      const ticketIds = [...new Set([...(open ? [open] : []), ...this.tickets.ids])].slice(0, MOST_FOLLOWED);
      this.live.follow(queue ? { queueIds: [queue], ticketIds } : null);
    }, 50);
  }

  /** A ticket that was too long for its frame. */
  async readTicket(id) {
    const ticket = await api.get(`/v1/tickets/${encodeURIComponent(id)}`).catch(() => null);
    if (ticket !== null) this.ticketChanged(ticket);
  }

  ticketChanged(ticket) {
    this.reading.tell(ticket);
    const known = this.tickets.get(ticket.id) !== undefined;
    // What a search found stays; new tickets cannot be matched here.
    const belongs = this.search.value.trim() === '' ? this.belongs(ticket) : known;
    this.tickets.update(ticket, belongs);
    this.talk.update(ticket);
    if (known !== belongs) this.followSoon();
  }

  belongs(ticket) {
    const queue = this.queues.chosen?.id;
    if (queue && !ticket.queueIds.includes(queue)) return false;
    // A queue lists its active tickets unless it is asked for others.
    return this.status.value === '' ? !queue || ticket.status !== 'closed' : ticket.status === this.status.value;
  }

  open(ticket) {
    this.view('talk');
    this.tickets.choose(ticket.id);
    void this.talk.open(ticket);
    this.followSoon();
  }

  /** Which pane is seen where there is room for one only. */
  view(name) {
    this.node.dataset.view = name;
  }

  back() {
    this.view('tickets');
    const row = this.tickets.list.querySelector('[aria-current="true"]');
    this.talk.close();
    this.followSoon();
    this.tickets.choose(null);
    (row ?? this.tickets.title).focus();
  }

  showState(state) {
    this.state.className = `state ${state}`;
    this.state.textContent = state === 'live' ? 'Live' : 'Connecting';
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
    if (event.key === 'Escape' && typing) event.target.blur();
    else if (event.key === 'Escape' && this.talk.ticket !== null) this.back();
    else if (!typing && event.key === 'j') this.tickets.step(1);
    else if (!typing && event.key === 'k') this.tickets.step(-1);
    else if (!typing && event.key === 'z') this.waiting.undoLast();
    else if (!typing && event.key === '/') this.search.focus();
    else if (!typing && event.key === 'r' && this.talk.ticket !== null) this.talk.composer.focus();
    else if (!typing && event.key === 't' && this.talk.ticket !== null && !this.talk.ticket.owner.agentId) void this.talk.take();
    else return;
    if (event.key !== 'Escape') event.preventDefault();
  }
}

/** Of a mail, by which this page was opened. */
let link = takeLink();

function show() {
  workspace?.stop();
  workspace = null;
  if (link !== null) {
    const taken = link;
    root.replaceChildren(
      setPasswordView(api, taken, () => {
        link = null;
        show();
        toast(taken.kind === 'reset' ? 'Your password is set. Sign in with it.' : 'Welcome. Sign in with your address and password.');
      }),
    );
    root.querySelector('input')?.focus();
    return;
  }
  if (api.session === null) {
    root.replaceChildren(signInView(api, show));
    root.querySelector('input')?.focus();
    return;
  }
  workspace = new Workspace();
  workspace.start();
}

async function signOut() {
  await workspace?.waiting.sendAll();
  forgetDrafts();
  await api.signOut();
  show();
}

api.onSignedOut = () => {
  if (workspace === null) return;
  show();
  toast('Your session has ended. Sign in again.');
};
api.onUnreachable = (away) => {
  if (workspace !== null) workspace.banner.hidden = !away;
};
// Of a sign-in at a provider that the new page has begun: it tells why, and has the buttons to begin again.
if (location.hash === '#sso-failed' && sessionStorage.getItem('parley.sso') !== null) location.replace('/next/#sso-failed');
else show();
