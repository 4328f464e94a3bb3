import * as z from 'zod/mini';
import { generationsOf } from '../../configuration/generations.ts';
import { tenantKey } from '../../configuration/keys.ts';
import { appendAll } from '../../conversations/log/append-all.ts';
import { failureKind } from '../../edge-errors.ts';
import { parseTicketId } from '../threads/keys.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { threadHead } from '../tickets/head-store.ts';
import { openTicketDraft } from '../tickets/open-ticket-draft.ts';
import type { ThreadHead } from '../tickets/thread-head.ts';
import { type DropQueuesJob, queuesToDrop } from './drop-queues.ts';
import { activePartitions } from './every-ticket.ts';
import { walkActivity } from './walk.ts';
import { walkSchema } from './walk-schema.ts';

/** Evaluates every active ticket again after queues changed. A job of the bulk queue: one run over part of the tickets. The projector starts it. */
export const reevaluateJobSchema = z.strictObject({
  job: z.literal('reevaluate'),
  tenantId: z.string().check(z.minLength(1)),
  /** The change that started it. The job stops if a newer change has started another. */
  generation: z.int().check(z.nonnegative()),
  /** The position at which the job continues; null at its beginning. */
  walk: z._default(z.nullable(walkSchema), null),
  /** For the log. */
  evaluated: z._default(z.int().check(z.nonnegative()), 0),
});
export type ReevaluateJob = z.output<typeof reevaluateJobSchema>;

/** One ticket that a command changed with an older configuration. */
export const reevaluateTicketJobSchema = z.strictObject({
  job: z.literal('reevaluateTicket'),
  tenantId: z.string().check(z.minLength(1)),
  ticketId: z.string().check(z.minLength(1)),
});

/** `failed`: tickets of this run that could not be evaluated, if any; each needs a job of its own, so that it does not block the others. */
export type ReevaluateStep = { readonly failed?: readonly string[] } & (
  | { readonly state: 'more'; readonly job: ReevaluateJob; readonly delaySeconds: number }
  | { readonly state: 'done'; readonly evaluated: number; readonly next: DropQueuesJob | null }
  | { readonly state: 'overtaken'; readonly evaluated: number }
);

const STRETCH_MS = 45_000;

/**
 * One run. Each ticket is written under its thread's optimistic lock, so live traffic and this job never overwrite each other, and
 * what live traffic has just written is already right. Repeating a run changes nothing. @throws TableUnavailable
 */
export const reevaluateChunk = async (deps: TicketDeps, given: ReevaluateJob, stretchMs = STRETCH_MS): Promise<ReevaluateStep> => {
  const { tenantId } = given;
  let { evaluated } = given;
  const failed: string[] = [];
  const left = () => (failed.length > 0 ? { failed } : {});
  const step = await walkActivity(deps, given.walk, {
    partitions: activePartitions(tenantId, deps.shards),
    stretchMs,
    async goOn() {
      const [tenant] = await deps.table.get([tenantKey(tenantId)], { consistent: true });
      return tenant !== undefined && Number(tenant['queuesGeneration']) <= given.generation;
    },
    async visit(ticketIds) {
      const done = await reevaluateEach(deps, tenantId, ticketIds);
      // While the table is unavailable, no ticket is to blame: the run is repeated.
      const away = done.failed.find(({ error }) => failureKind(error) === 'unavailable');
      if (away) throw away.error;
      evaluated += done.evaluated;
      failed.push(...done.failed.map(({ ticketId }) => ticketId));
    },
  });
  if (step.state === 'stopped') return { state: 'overtaken', evaluated, ...left() };
  if (step.state === 'more') return { state: 'more', job: { ...given, evaluated, walk: step.walk }, delaySeconds: step.delaySeconds, ...left() };
  return { state: 'done', evaluated, next: await queuesToDrop(deps.table, tenantId), ...left() };
};

interface Evaluated {
  /** How many tickets were stale and are not any more. */
  readonly evaluated: number;
  readonly failed: readonly { readonly ticketId: string; readonly error: unknown }[];
}

/** Each ticket by itself: a failing one does not affect the others. Never throws. */
const reevaluateEach = async (deps: TicketDeps, tenantId: string, ticketIds: readonly string[]): Promise<Evaluated> => {
  const threads = [...new Set(ticketIds.flatMap((id) => parseTicketId(id)?.threadId ?? []))];
  const outcomes = await appendAll<ThreadHead, boolean>(
    deps,
    threads.map((threadId) => ({
      head: threadHead(tenantId, threadId, deps.shards),
      reads: [tenantKey(tenantId)],
      async decide(draft, [tenant]) {
        const { ticket } = draft.head;
        if (!ticket || !tenant || ticket.generation >= Number(tenant['queuesGeneration'] ?? 0)) return false;
        const policy = await deps.policies(tenantId, generationsOf(tenant));
        const cause = { tenant, tenantId, threadId, policy, correlationId: deps.newId(), by: { type: 'system', id: null }, depth: 0 };
        openTicketDraft(deps, draft, cause).finish({ audit: false });
        return true;
      },
    })),
  );
  const failures = new Map(outcomes.flatMap((outcome, at) => (outcome.ok ? [] : [[threads[at] as string, outcome.error] as const])));
  return {
    evaluated: outcomes.filter((outcome) => outcome.ok && outcome.value).length,
    failed: ticketIds.flatMap((ticketId) => {
      const threadId = parseTicketId(ticketId)?.threadId ?? '';
      return failures.has(threadId) ? [{ ticketId, error: failures.get(threadId) }] : [];
    }),
  };
};

/** Returns how many were stale and have been evaluated. @throws the first failure, after all others are done */
export const reevaluateTickets = async (deps: TicketDeps, tenantId: string, ticketIds: readonly string[]): Promise<number> => {
  const { evaluated, failed } = await reevaluateEach(deps, tenantId, ticketIds);
  if (failed[0]) throw failed[0].error;
  return evaluated;
};
