/** Times in milliseconds. The defaults suit a deployed hub; tests shorten them. */
export interface Timing {
  /** The first pause before a new connection; each further one is twice as long, up to `retryMostMs`, all with jitter. */
  readonly retryMs: number;
  readonly retryMostMs: number;
  /** Silence after which the connection is tried. API Gateway itself ends a connection that is idle for ten minutes. */
  readonly heartbeatMs: number;
  /** How long an answer may take. */
  readonly answerMs: number;
  /** How long a gap may last until a replay is asked for: usually the predecessor is on its way. */
  readonly gapMs: number;
  /** How long a replay may take. The hub ends one after 20 seconds and asks for the next. */
  readonly replayMs: number;
  readonly ackMs: number;
  readonly typingMs: number;
  readonly pollMs: number;
  /** Failed connections until messages are polled. */
  readonly pollAfter: number;
  /** How often the clock is looked at; a jump means that the machine has slept. */
  readonly tickMs: number;
}

export const TIMING: Timing = {
  retryMs: 500,
  retryMostMs: 30_000,
  heartbeatMs: 240_000,
  answerMs: 10_000,
  gapMs: 250,
  replayMs: 30_000,
  ackMs: 1000,
  typingMs: 3000,
  pollMs: 5000,
  pollAfter: 2,
  tickMs: 5000,
};
