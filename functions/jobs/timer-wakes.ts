import * as z from 'zod/mini';
import { commandSchema, type StartedCommand } from '../../domain/automation/command-schema.ts';
import { type VisitorMailTimer, visitorMailTimerSchema } from '../../domain/livechat/by-mail/timer.ts';
import { delaySeconds, type Timer } from '../../domain/support/deadlines/timer.ts';
import { timerSchema } from '../../domain/support/deadlines/timer-schema.ts';
import { failuresOf, type PartialBatch, partialBatch } from '../partial-batch.ts';

export interface WakeDeps {
  readonly clock: () => number;
  /** Sends the timer again after the seconds (≤ 900). */
  readonly wait: (timer: Timer, seconds: number) => Promise<void>;
  /** Runs the command, which decides whether the timer is still valid. */
  readonly due: (timer: Timer) => Promise<void>;
  /** The same for mails to visitors. `due` returns when the timer is needed again, ISO 8601; null: never. */
  readonly visitorMail: {
    wait(timer: VisitorMailTimer, seconds: number): Promise<void>;
    due(timer: VisitorMailTimer): Promise<string | null>;
  };
  /** Runs a command that a rule has planned; it is due at once. */
  readonly start: (command: StartedCommand) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** Messages of the queue `timers` (timers of tickets and of visitors, and commands of rules), or a timer directly from a schedule. */
export type WakeEvent = { readonly Records: readonly { readonly messageId: string; readonly body: string }[] } | Timer | VisitorMailTimer;

const dueSchema = z.discriminatedUnion('schema', [timerSchema, visitorMailTimerSchema, commandSchema]);

/**
 * Handles each due timer independently: waits again or runs its command. The queue redelivers a failed message and finally moves it to
 * its dead-letter queue; a failed schedule throws, and Lambda retries it.
 */
export async function wakeTimers(deps: WakeDeps, event: WakeEvent): Promise<PartialBatch> {
  if ('Records' in event) return partialBatch(await failuresOf(event.Records, async ({ body }) => wake(deps, JSON.parse(body)), deps.failed));
  await wake(deps, event);
  return partialBatch([]);
}

async function wake(deps: WakeDeps, payload: unknown): Promise<void> {
  const wanted = dueSchema.parse(payload);
  if (wanted.schema === 'commands/1') return deps.start(wanted);
  if (wanted.schema === 'visitor-mail/1') return wakeMail(deps, wanted);
  const timer = wanted;
  const seconds = delaySeconds(timer, deps.clock());
  if (seconds > 0) await deps.wait(timer, seconds);
  else await deps.due(timer);
}

async function wakeMail({ clock, visitorMail }: WakeDeps, timer: VisitorMailTimer): Promise<void> {
  const left = delaySeconds(timer, clock());
  const dueAt = left > 0 ? timer.dueAt : await visitorMail.due(timer);
  if (dueAt !== null) await visitorMail.wait({ ...timer, dueAt }, delaySeconds({ dueAt }, clock()));
}
