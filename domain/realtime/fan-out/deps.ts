import type { Clock } from '../../context.ts';
import type { PushJob } from '../../push/push-job.ts';
import type { PostDeps } from '../post-frames.ts';
import type { FanOut } from './work.ts';

export interface FanOutDeps extends PostDeps {
  readonly clock: Clock;
  /** How long a device may take to acknowledge, in seconds, before the messages are repeated. */
  readonly ackWaitSeconds: number;
  /** Brings the work back to the conversation's worker after so many seconds. @throws if the queue does not accept it */
  readonly sendLater: (fanOut: FanOut, seconds: number) => Promise<void>;
  /** Somebody is to be told of a conversation although none of their devices takes frames of it. @throws if the queue does not accept them */
  readonly queuePushes: (jobs: readonly PushJob[]) => Promise<void>;
}

/** What was posted for a conversation. */
export interface FannedOut {
  readonly sent: number;
  readonly skipped: number;
  /** Connections that could neither be reached nor closed, and are forgotten. */
  readonly abandoned: number;
  readonly pushes: number;
  readonly reasons: readonly unknown[];
}

export const NOTHING: FannedOut = { sent: 0, skipped: 0, abandoned: 0, pushes: 0, reasons: [] };

export const sumOf = (parts: readonly FannedOut[]): FannedOut => {
  const sum = (of: 'sent' | 'skipped' | 'abandoned' | 'pushes'): number => parts.reduce((total, one) => total + one[of], 0);
  return { sent: sum('sent'), skipped: sum('skipped'), abandoned: sum('abandoned'), pushes: sum('pushes'), reasons: parts.flatMap(({ reasons }) => reasons) };
};
