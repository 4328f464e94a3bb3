import { createHash, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase, transaction } from '../../embedded/database.ts';
import type { QueueMessage } from '../queues.ts';
import { FIFO_CANDIDATES, SCHEMA, STANDARD_CANDIDATES } from './schema.ts';

export interface QueueSettings {
  /** Ends in `.fifo` for a FIFO queue. */
  readonly name: string;
  readonly visibilitySeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  /** FIFO: a message without `dedupeId` is deduplicated by its body's hash. */
  readonly contentBasedDeduplication: boolean;
  /** FIFO: the same deduplication id in two groups is two messages (high throughput). */
  readonly dedupePerGroup: boolean;
  readonly deadLetter: { readonly queue: string; readonly maxReceives: number } | null;
}

export interface Sent extends QueueMessage {
  readonly queue: string;
}

export interface ReceivedMessage {
  readonly messageId: string;
  readonly receipt: string;
  readonly body: string;
  readonly groupId: string | null;
  readonly dedupeId: string | null;
  readonly sequence: number;
  /** How often it was received, this time included. */
  readonly receives: number;
  readonly sentAt: number;
  readonly firstReceivedAt: number;
}

/** SQS forgets a deduplication id after five minutes. */
const DEDUPE_MS = 300_000;

/** The queues of one SQLite file, with the order and the timing of SQS. */
export class QueueEngine {
  readonly #db: DatabaseSync;
  readonly #settings = new Map<string, QueueSettings & { id: number }>();
  readonly #statements;

  constructor(path: string) {
    this.#db = openDatabase(path, SCHEMA);
    const prepare = (sql: string) => this.#db.prepare(sql);
    this.#statements = {
      queue: prepare('SELECT id, settings FROM queues WHERE name = ?'),
      declare: prepare('INSERT INTO queues (name, settings) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET settings = excluded.settings'),
      dedupe: prepare(
        'INSERT INTO dedupes (queue, dedupe, expires) VALUES (?, ?, ?) ON CONFLICT (queue, dedupe) DO UPDATE SET expires = excluded.expires WHERE expires <= ?',
      ),
      insert: prepare('INSERT INTO messages (queue, message_id, body, grp, dedupe, sent_at, visible_at) VALUES (?, ?, ?, ?, ?, ?, ?)'),
      any: prepare('SELECT 1 FROM messages WHERE queue = ? AND visible_at <= ? LIMIT 1'),
      standard: prepare(STANDARD_CANDIDATES),
      fifo: prepare(FIFO_CANDIDATES),
      take: prepare(
        'UPDATE messages SET receipt = ?, receives = receives + 1, visible_at = ?, first_received_at = coalesce(first_received_at, ?) WHERE id = ?',
      ),
      bury: prepare('UPDATE messages SET queue = ?, receipt = NULL, receives = 0, visible_at = ?, first_received_at = NULL WHERE id = ?'),
      remove: prepare('DELETE FROM messages WHERE id = ? AND receipt = ?'),
      visibility: prepare('UPDATE messages SET visible_at = ?, receives = max(0, receives - ?) WHERE id = ? AND receipt = ?'),
      unlock: prepare('UPDATE messages SET visible_at = ?, receipt = NULL WHERE queue = ? AND receipt IS NOT NULL AND visible_at > ?'),
      counts: prepare(
        'SELECT count(*) AS total, sum(receipt IS NOT NULL AND visible_at > ?) AS flying, sum(receipt IS NULL AND visible_at > ?) AS late FROM messages WHERE queue = ?',
      ),
      nextVisible: prepare('SELECT min(visible_at) AS at FROM messages WHERE queue = ? AND visible_at > ?'),
      expire: prepare('DELETE FROM messages WHERE queue = ? AND sent_at < ?'),
      forget: prepare('DELETE FROM dedupes WHERE expires <= ?'),
    };
  }

  /** Creates the queue or changes its settings. */
  declare(settings: QueueSettings): void {
    this.#statements.declare.run(settings.name, JSON.stringify(settings));
    this.#settings.delete(settings.name);
  }

  /** Sends all messages or none, in their order. @throws when a queue does not exist or a FIFO message has no group or no deduplication id */
  send(messages: readonly Sent[], now: number): void {
    for (const message of messages) this.check(message);
    transaction(this.#db, () => {
      for (const message of messages) {
        const queue = this.#queue(message.queue);
        const dedupe = isFifo(queue) ? (message.dedupeId ?? hash(message.body)) : null;
        const scoped = queue.dedupePerGroup ? `${message.groupId ?? ''}\n${dedupe}` : dedupe;
        if (scoped !== null && dedupe !== null && this.#statements.dedupe.run(queue.id, scoped, now + DEDUPE_MS, now).changes === 0) continue;
        const delay = isFifo(queue) ? queue.delaySeconds : (message.delaySeconds ?? queue.delaySeconds);
        this.#statements.insert.run(queue.id, randomUUID(), message.body, message.groupId ?? null, dedupe, now, now + delay * 1000);
      }
    });
  }

  /** Checks the rules of SQS for senders. @throws Error that names the broken rule */
  check(message: Sent): void {
    const queue = this.#queue(message.queue);
    if (!isFifo(queue)) return;
    if (message.groupId === undefined) throw new Error(`queue ${queue.name} is FIFO: a message needs a group`);
    if (message.dedupeId === undefined && !queue.contentBasedDeduplication) throw new Error(`queue ${queue.name} needs a deduplication id`);
    if (message.delaySeconds !== undefined) throw new Error(`queue ${queue.name} is FIFO: a message cannot have a delay of its own`);
  }

  /** Up to `max` messages, hidden for the queue's visibility timeout. Messages without receives left go to the dead-letter queue. */
  receive(name: string, max: number, now: number, visibilitySeconds?: number): ReceivedMessage[] {
    const queue = this.#queue(name);
    const hiddenUntil = now + (visibilitySeconds ?? queue.visibilitySeconds) * 1000;
    const candidates = (): Record<string, unknown>[] =>
      isFifo(queue) ? this.#statements.fifo.all(queue.id, now, now, max) : this.#statements.standard.all(queue.id, now, max);
    // The first check takes no lock, because mostly there is no message.
    if ((isFifo(queue) ? candidates().length : this.#statements.any.all(queue.id, now).length) === 0) return [];
    return transaction(this.#db, () => {
      const received: ReceivedMessage[] = [];
      for (const row of candidates()) {
        const id = Number(row['id']);
        const receives = Number(row['receives']) + 1;
        if (queue.deadLetter !== null && receives > queue.deadLetter.maxReceives) {
          this.#statements.bury.run(this.#queue(queue.deadLetter.queue).id, now, id);
          continue;
        }
        const receipt = `${id}.${randomUUID()}`;
        this.#statements.take.run(receipt, hiddenUntil, now, id);
        received.push({
          messageId: String(row['message_id']),
          receipt,
          body: String(row['body']),
          groupId: textOrNull(row['grp']),
          dedupeId: textOrNull(row['dedupe']),
          sequence: id,
          receives,
          sentAt: Number(row['sent_at']),
          firstReceivedAt: row['first_received_at'] === null ? now : Number(row['first_received_at']),
        });
      }
      return received;
    });
  }

  /** Deletes by receipt; an old receipt deletes nothing. */
  remove(receipts: readonly string[]): void {
    if (receipts.length === 0) return;
    transaction(this.#db, () => {
      for (const receipt of receipts) this.#statements.remove.run(idOf(receipt), receipt);
    });
  }

  /** Shows the messages again at `visibleAt` (epoch ms). `uncount`: this receive does not count towards the dead-letter limit. */
  setVisible(receipts: readonly string[], visibleAt: number, uncount = false): void {
    if (receipts.length === 0) return;
    transaction(this.#db, () => {
      for (const receipt of receipts) this.#statements.visibility.run(visibleAt, uncount ? 1 : 0, idOf(receipt), receipt);
    });
  }

  /** Makes messages visible that were in flight when their reader died. */
  unlock(name: string, now: number): void {
    this.#statements.unlock.run(now, this.#queue(name).id, now);
  }

  /** Messages waiting, in flight and delayed. */
  counts(name: string, now: number): { waiting: number; flying: number; delayed: number } {
    const row = this.#statements.counts.get(now, now, this.#queue(name).id);
    const [total, flying, delayed] = [Number(row?.['total']), Number(row?.['flying'] ?? 0), Number(row?.['late'] ?? 0)];
    return { waiting: total - flying - delayed, flying, delayed };
  }

  /**
   * When a hidden message of the queue shows next (epoch ms), or undefined when none is hidden. If no message could be received at `now`, none can be
   * received before that time: visible messages wait in their group behind a hidden one.
   */
  nextVisibleAt(name: string, now: number): number | undefined {
    const at = this.#statements.nextVisible.get(this.#queue(name).id, now)?.['at'];
    return at === null || at === undefined ? undefined : Number(at);
  }

  /** Deletes messages past their retention, and old deduplication ids. */
  sweep(name: string, now: number): void {
    const queue = this.#queue(name);
    this.#statements.expire.run(queue.id, now - queue.retentionSeconds * 1000);
    this.#statements.forget.run(now);
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #queue(name: string): QueueSettings & { id: number } {
    const known = this.#settings.get(name);
    if (known !== undefined) return known;
    const row = this.#statements.queue.get(name);
    if (row === undefined) throw new Error(`there is no queue ${name}`);
    const queue = { ...(JSON.parse(String(row['settings'])) as QueueSettings), id: Number(row['id']) };
    this.#settings.set(name, queue);
    return queue;
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const isFifo = (queue: QueueSettings): boolean => queue.name.endsWith('.fifo');
const idOf = (receipt: string): number => Number(receipt.slice(0, receipt.indexOf('.')));
const hash = (body: string): string => createHash('sha256').update(body).digest('hex');
