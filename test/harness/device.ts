import type { Member } from './members.ts';
import { type Frame, openSocket, type Socket } from './socket.ts';

/** A device as an app writes it: shows each number once, acknowledges, and resumes at its cursor after each loss of its connection. */
export class Device {
  /** When each number came first, as `performance.now()`. */
  readonly arrivals = new Map<number, number>();
  /** Frames `message` of the conversation, repeated ones included. */
  deliveries = 0;
  /** How often it connected again. */
  resumes = 0;
  #socket: Socket | undefined;
  #cursor: string | undefined;
  #highest = 0;
  readonly #member: Member;
  readonly #wsUrl: string;
  readonly #conversationId: string;

  constructor(member: Member, wsUrl: string, conversationId: string) {
    this.#member = member;
    this.#wsUrl = wsUrl;
    this.#conversationId = conversationId;
  }

  /** Connects; after a loss also resumes, and returns when everything that was owed has come. */
  async connect(): Promise<void> {
    const isFirst = this.#socket === undefined;
    this.#socket = await openSocket(await this.#member.session(), this.#wsUrl, (frame) => this.#take(frame));
    if (isFirst) return;
    this.resumes += 1;
    for (let more = true, turn = 0; more; turn += 1) {
      const id = `resume ${this.resumes}.${turn}`;
      this.#socket.send({ type: 'resume', id, ...(this.#cursor === undefined ? {} : { cursor: this.#cursor }) });
      const end = await this.#socket.frame<Frame & { more: boolean; cursor: string }>('the end of the replay', (frame) => frame['id'] === id, 120_000);
      this.#cursor = end.cursor;
      more = end.more;
    }
  }

  /** The network is gone, without a word to the hub. */
  drop(): void {
    this.#socket?.terminate();
  }

  /** Says up to where it has received. */
  ack(): void {
    this.#socket?.send({ type: 'ack', conversationId: this.#conversationId, number: this.#contiguous() });
  }

  close(): void {
    this.#socket?.close();
  }

  /** The numbers that came, in ascending order. */
  numbers(): number[] {
    return [...this.arrivals.keys()].toSorted((a, b) => a - b);
  }

  #contiguous(): number {
    while (this.arrivals.has(this.#highest + 1)) this.#highest += 1;
    return this.#highest;
  }

  #take(frame: Frame): void {
    if (frame.type !== 'message' || frame['conversationId'] !== this.#conversationId) return;
    this.deliveries += 1;
    const number = Number(frame['number']);
    if (!this.arrivals.has(number)) this.arrivals.set(number, performance.now());
    // A cursor says that everything before it has come. Live frames come in order; while a replay runs, its own cursor counts.
    if (this.#contiguous() === number) this.#cursor = String(frame['cursor']);
  }
}
