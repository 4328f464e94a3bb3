import type { Table } from '../table/port.ts';
import type { ChannelName } from './channels.ts';
import type { Credentials } from './credentials.ts';
import { deliveredVersions, forgetDelivered, type News } from './delivered-versions.ts';
import { originKey, originOf } from './origin.ts';
import { changePoll, endPoll, type PollRow } from './poll-rows.ts';

export interface PolledCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Used instead of `body` if the content is not text. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** A mail that is too large for the webhook: the key of its object. Nothing else counts then. */
  readonly stored?: string;
}

/** A provider's answer (`channels/poller.ts`). */
export type Answered =
  | { readonly outcome: 'page'; readonly news: readonly News[]; readonly cursor: string; readonly more: boolean; readonly from: string; readonly each?: true }
  | { readonly outcome: 'idle' }
  | { readonly outcome: 'retry'; readonly reason: string; readonly afterSeconds?: number };

export interface PollDeps {
  readonly table: Table;
  readonly clock: () => number;
  /** 0 ≤ n < 1, for jitter. */
  readonly random: () => number;
  /** Seconds between two calls of a channel; undefined: its provider is not polled (any more). */
  everySeconds(channel: ChannelName): number | undefined;
  /** The lease, in ms; `CLAIMED_MS` if omitted. */
  readonly claimedMs?: number;
  credentials(tenantId: string, originId: string): Promise<Credentials | undefined>;
  ask(row: PollRow, credentials: Credentials): Promise<Answered>;
  /** Items as the provider would have posted them. */
  callOf(row: PollRow, credentials: Credentials, news: readonly News[]): PolledCall;
  /** Calls the origin's own webhook, which answers when everything is durable, or queues a stored mail. `ok: false`: it is not durable. */
  deliver(row: PollRow, call: PolledCall): Promise<{ readonly ok: boolean; readonly reason: string; readonly afterSeconds?: number }>;
}

export type PollOutcome =
  | { readonly outcome: 'polled'; readonly pages: number }
  | { readonly outcome: 'retry'; readonly reason: string; readonly pages: number }
  /** Another process polls it, it is disabled or deleted, or its credentials do not allow polling. */
  | { readonly outcome: 'taken' | 'disabled' | 'gone' | 'idle' };

/** The lease: after this time, another poller may take over from one that died. Longer than one page takes: its calls, one large mail and its webhook end after 110 s at most. */
export const CLAIMED_MS = 135_000;
const IDLE_MS = 5 * 60_000;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;

const pauseOf = ({ random }: PollDeps, failures: number, { firstMs, afterSeconds = 0 }: { readonly firstMs: number; readonly afterSeconds?: number }): number =>
  Math.max(afterSeconds * 1_000, Math.min(firstMs * 2 ** failures, LONGEST_PAUSE_MS) * (0.75 + random() / 4));

/**
 * Polls an origin's provider, page after page, until there is no more or `until` (epoch ms). A page is durable before the cursor moves, so a poller that dies
 * skips nothing. What was delivered before is not delivered again; duplicates that still occur have one identity. A disabled origin is not asked, and its
 * cursor stays. @throws TableUnavailable; what `credentials` throws
 */
export const pollOrigin = async (deps: PollDeps, due: PollRow, until: number): Promise<PollOutcome> => {
  const { table, clock, claimedMs = CLAIMED_MS } = deps;
  const claimed = await changePoll(table, due, { dueAt: clock() + claimedMs });
  if (!claimed) return { outcome: 'taken' };
  const everySeconds = deps.everySeconds(due.channel);
  const [item] = await table.get([originKey(due.tenantId, due.originId)], { consistent: true });
  if (!item || everySeconds === undefined) {
    await endPoll(table, claimed);
    await forgetDelivered(table, claimed);
    return { outcome: 'gone' };
  }
  const rest = (ms: number): number => clock() + ms;
  const firstMs = Math.min(FIRST_PAUSE_MS, everySeconds * 1_000);
  if (originOf(item).state === 'disabled') {
    await changePoll(table, claimed, { dueAt: rest(firstMs) });
    return { outcome: 'disabled' };
  }
  const credentials = await deps.credentials(due.tenantId, due.originId);
  const delivered = deliveredVersions(table, claimed);
  let row = claimed;
  for (let pages = 0; ; ) {
    const answered: Answered = credentials ? await deps.ask(row, credentials) : { outcome: 'idle' };
    if (!credentials || answered.outcome === 'idle') {
      await changePoll(table, row, { dueAt: rest(IDLE_MS), failures: 0 });
      return { outcome: 'idle' };
    }
    const fresh = answered.outcome === 'page' ? await delivered.fresh(answered.news) : [];
    const failed =
      answered.outcome === 'retry'
        ? answered
        : await undelivered(deps, row, credentials, answered.outcome === 'page' && answered.each ? fresh.map((one) => [one]) : [fresh]);
    if (failed) {
      await changePoll(table, row, { dueAt: rest(pauseOf(deps, row.failures, { ...failed, firstMs })), failures: row.failures + 1 });
      return { outcome: 'retry', reason: failed.reason, pages };
    }
    if (answered.outcome !== 'page') continue;
    pages += 1;
    await delivered.remember(fresh, answered.from);
    if (!answered.more) await delivered.forget(answered.from);
    const isOver = !answered.more || clock() >= until;
    // If there is more, it is due again immediately.
    const dueAt = isOver ? rest(answered.more ? 0 : everySeconds * 1_000) : rest(claimedMs);
    const moved = await changePoll(table, row, { cursor: answered.cursor, failures: 0, dueAt });
    if (!moved) return { outcome: 'taken' };
    if (isOver) return { outcome: 'polled', pages };
    row = moved;
  }
};

const undelivered = async (
  deps: PollDeps,
  row: PollRow,
  credentials: Credentials,
  calls: readonly (readonly News[])[],
): Promise<{ readonly reason: string; readonly afterSeconds?: number } | undefined> => {
  for (const news of calls) {
    const answer = news.length === 0 ? null : await deps.deliver(row, deps.callOf(row, credentials, news));
    if (answer && !answer.ok) return answer;
  }
  return undefined;
};
