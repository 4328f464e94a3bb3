import { writingFile } from '../embedded/faults.ts';
import { GroupCommit } from '../embedded/group-commit.ts';
import { dataPath } from '../embedded/home.ts';
import { once } from '../embedded/once.ts';
import { wake } from '../embedded/wake.ts';
import { QueueEngine, type Sent } from './embedded/engine.ts';
import { QueueRejected, type Queues, QueueUnavailable, secondsOf } from './queues.ts';

/** SQS's limit of one message. */
const MAX_BODY_BYTES = 262_144;

export const queuesPath = (): string => dataPath('queues.db');
/** The last part of a queue's address is its name. */
export const queueName = (queueUrl: string): string => queueUrl.slice(queueUrl.lastIndexOf('/') + 1);

const engineAt = once((path) => new QueueEngine(path));

/**
 * The engine on the data folder's file, opened once per process. Senders and receivers then share SQLite's page cache, which a commit on another
 * connection would invalidate.
 */
export const queueEngine = (path = queuesPath()): QueueEngine => engineAt(path);

/** SQS on SQLite under `$PARLEY_HOME/data`; the workers of the laptop cloud are its only receivers. */
export function openQueues(): Queues {
  const path = queuesPath();
  const engine = queueEngine(path);
  const commits = new GroupCommit<Sent>((messages) => engine.send(messages, Date.now()));
  return {
    async send(queueUrl, messages) {
      const queue = queueName(queueUrl);
      if (messages.length === 0) return;
      await writingFile(
        path,
        (cause) => new QueueUnavailable(cause),
        () => {
          for (const message of messages) {
            if (Buffer.byteLength(message.body) > MAX_BODY_BYTES) throw new QueueRejected(`a message for queue ${queue} is over ${MAX_BODY_BYTES} bytes`);
            engine.check({ ...message, queue });
          }
          return commits.add(messages.map((message) => ({ ...message, queue })));
        },
      );
      wake(`queue:${queue}`);
    },
    postpone: async (queueUrl, receipts, ms) => {
      await writingFile(
        path,
        (cause) => new QueueUnavailable(cause),
        () => engine.setVisible(receipts, Date.now() + secondsOf(ms) * 1_000),
      );
      wake(`queue:${queueName(queueUrl)}`);
    },
  };
}
