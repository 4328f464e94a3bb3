const FIRST_WAIT = 400;
const LONGEST_WAIT = 15_000;
const NOTHING_NARROWED = JSON.stringify({ type: 'subscribe' });

/**
 * The live feed: one WebSocket, opened with a one-time ticket, resumed after every loss from the last cursor seen. Waits between
 * tries grow and are jittered, so that a hub that comes back is not met by everybody at once.
 */
export class Live {
  #socket = null;
  #timer = null;
  #tries = 0;
  #cursor = null;
  /** Until `resumed` comes, the cursor is the one resumed from: live frames are ahead of the replay. */
  #resuming = false;
  #stopped = true;
  /** The `subscribe` frame that stands on the hub's side, and the one that is wanted. */
  #told = NOTHING_NARROWED;
  #follows = NOTHING_NARROWED;

  /** `wsUrl` without query. `on`: `frame(frame)`, `state('live' | 'connecting')`, `opened(again)` after each opening. */
  constructor(api, wsUrl, on) {
    this.api = api;
    this.wsUrl = wsUrl;
    this.on = on;
    this.hurry = () => {
      if (!this.#stopped && !this.#socket && !document.hidden) void this.#open();
    };
    addEventListener('online', this.hurry);
    document.addEventListener('visibilitychange', this.hurry);
  }

  start() {
    this.#stopped = false;
    void this.#open();
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = null;
    this.#cursor = null;
    this.#tries = 0;
    this.#follows = NOTHING_NARROWED;
  }

  /** What the screen shows, `{queueIds, ticketIds}`; null: all that the person may see. Said again on each new connection. */
  follow(follows) {
    this.#follows = follows === null ? NOTHING_NARROWED : JSON.stringify({ type: 'subscribe', ...follows });
    this.#tell();
  }

  #tell() {
    if (this.#told === this.#follows || this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send(this.#follows);
    this.#told = this.#follows;
  }

  async #open() {
    clearTimeout(this.#timer);
    // A placeholder, so that two callers at once open one socket.
    const mine = {};
    this.#socket = mine;
    this.on.state('connecting');
    try {
      const { ticket } = await this.api.call('POST', '/v1/socket-tickets');
      if (this.#stopped || this.#socket !== mine) return;
      const socket = new WebSocket(`${this.wsUrl}?ticket=${encodeURIComponent(ticket)}`);
      this.#socket = socket;
      socket.addEventListener('open', () => this.#opened(socket));
      socket.addEventListener('message', (event) => this.#received(socket, event.data));
      socket.addEventListener('close', () => this.#lost(socket));
    } catch {
      this.#lost(mine);
    }
  }

  #opened(socket) {
    const again = this.#tries > 0 || this.#cursor !== null;
    this.#tries = 0;
    this.#resuming = false;
    this.#told = NOTHING_NARROWED;
    this.#tell();
    if (this.#cursor !== null) this.#resume(socket);
    this.on.state('live');
    this.on.opened(again);
  }

  #resume(socket) {
    this.#resuming = true;
    socket.send(JSON.stringify({ type: 'resume', cursor: this.#cursor }));
  }

  /** One frame, or an array of them. */
  #received(socket, data) {
    let given;
    try {
      given = JSON.parse(data);
    } catch {
      return;
    }
    for (const frame of Array.isArray(given) ? given : [given]) if (typeof frame === 'object' && frame !== null) this.#frame(socket, frame);
  }

  #frame(socket, frame) {
    // A resume that was rejected has no end of its own; everything was read anyway when the socket opened.
    if (frame.type === 'error') this.#resuming = false;
    if (frame.type === 'resumed') this.#resuming = false;
    if (typeof frame.cursor === 'string' && !this.#resuming) this.#cursor = frame.cursor;
    if (frame.type === 'resumed' && frame.more) this.#resume(socket);
    this.on.frame(frame);
  }

  #lost(socket) {
    if (this.#stopped || this.#socket !== socket) return;
    this.#socket = null;
    this.on.state('connecting');
    const wait = Math.min(FIRST_WAIT * 2 ** this.#tries++, LONGEST_WAIT);
    this.#timer = setTimeout(() => this.#open(), wait * (0.5 + Math.random() / 2));
  }
}
