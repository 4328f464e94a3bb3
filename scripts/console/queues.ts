import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { QueueEngine } from '../../adapters/queues/embedded/engine.ts';
import { queuesPath } from '../../adapters/queues/embedded.ts';
import { valueOf } from './topics.ts';

/** Reads queues without receiving messages, so that nothing is hidden from the workers. */
export interface ConsoleQueues {
  /** Messages by queue: ready, being handled, and delayed. */
  list(): Readonly<Record<string, { readonly waiting: number; readonly flying: number; readonly delayed: number }>>;
  /** The oldest messages of a queue. A part of its name is enough. */
  peek(queue: string, count?: number): readonly { readonly sentAt: string; readonly receives: number; readonly body: unknown }[];
  close(): void;
}

const DEFAULT_COUNT = 5;
const OLDEST = 'SELECT m.body, m.sent_at, m.receives FROM messages m JOIN queues q ON q.id = m.queue WHERE q.name = ? ORDER BY m.id LIMIT ?';

export function consoleQueues(names: readonly string[]): ConsoleQueues {
  const engine = new QueueEngine(queuesPath());
  const reader = existsSync(queuesPath()) ? new DatabaseSync(queuesPath(), { readOnly: true, timeout: 5_000 }) : undefined;
  const nameOf = (part: string): string => {
    const found = names.includes(part) ? part : names.find((name) => name.toLowerCase().includes(part.toLowerCase()));
    if (found === undefined) throw new Error(`there is no queue ${part}; the queues are ${names.join(', ')}`);
    return found;
  };
  return {
    list: () => Object.fromEntries(names.map((name) => [name, engine.counts(name, Date.now())])),
    peek: (queue, count = DEFAULT_COUNT) =>
      (reader?.prepare(OLDEST).all(nameOf(queue), count) ?? []).map((row) => ({
        sentAt: new Date(Number(row['sent_at'])).toISOString(),
        receives: Number(row['receives']),
        body: valueOf(String(row['body'])),
      })),
    close() {
      engine.close();
      reader?.close();
    },
  };
}
