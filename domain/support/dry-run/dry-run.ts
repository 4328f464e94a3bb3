import type { Condition } from '../../automation/conditions/condition.ts';
import { loadRegexEngine } from '../../automation/conditions/regex.ts';
import { usesRegex } from '../../automation/conditions/validate.ts';
import type { Policies } from '../../automation/policy.ts';
import type { RuleDraft } from '../../automation/rules/rule-schema.ts';
import { generationsOf } from '../../configuration/generations.ts';
import { tenantKey } from '../../configuration/keys.ts';
import type { Context, NewId } from '../../context.ts';
import { failureKind } from '../../edge-errors.ts';
import { notFound } from '../../errors.ts';
import { beginJob, type Job, storedJob, storeStep } from '../../jobs/job.ts';
import { allPartitions } from '../queues/every-ticket.ts';
import type { DryRunJob } from './job-schema.ts';
import { type Trying, triedRule } from './try-rule.ts';
import { dryRunStep, type Found, foundSchema, NOTHING_FOUND, type TicketRange, type WalkDeps } from './walk.ts';
import { wouldAssign } from './would-assign.ts';

export interface DryRunDeps extends WalkDeps {
  readonly policies: Policies;
  readonly closedAfterMs: number;
}

export interface StartDryRunDeps extends DryRunDeps {
  readonly newId: NewId;
  readonly queues: { send(queueUrl: string, messages: readonly { readonly body: string }[]): Promise<void> };
  readonly bulkQueueUrl: string;
}

export interface DryRun {
  readonly rule: RuleDraft;
  /** Counted back from now: tickets that were active since then. */
  readonly days: number;
  /** Maximum of listed items. */
  readonly limit: number;
}

export interface DryRunResult {
  readonly looked: number;
  readonly matched: number;
  readonly items: Found['items'];
}

interface Work extends DryRun {
  readonly range: TicketRange;
  readonly found: Found;
}

const KIND = 'dry-run';
const DAY_MS = 86_400_000;
/** Above this number of tickets, a job does the work (EVENTS.md). */
const TICKETS_AT_ONCE = 10_000;
/** Less than the API's own time limit, whatever the last page takes. */
const BUDGET_MS = 15_000;
const STRETCH_MS = 45_000;

const resultOf = ({ looked, matched, items }: Found): DryRunResult => ({ looked, matched, items });

/** The configuration for a dry-run. @throws Problem not_found; TableUnavailable */
const tryingWith = async (deps: DryRunDeps, tenantId: string, { actions }: RuleDraft): Promise<Trying> => {
  const [tenant] = await deps.table.get([tenantKey(tenantId)]);
  if (!tenant) throw notFound('tenant');
  const policy = await deps.policies(tenantId, generationsOf(tenant));
  const moment = { now: deps.clock(), closedAfterMs: deps.closedAfterMs };
  return { moment, membersOf: policy.membersOf, wouldAssign: await wouldAssign(deps, tenantId, actions, policy) };
};

const look = async (deps: DryRunDeps, tenantId: string, work: Work, room: { readonly budgetMs: number; readonly most: number }) => {
  const { rule, range, limit, found } = work;
  if (usesRegex(rule.condition as Condition)) await loadRegexEngine();
  const trying = await tryingWith(deps, tenantId, rule);
  return dryRunStep(deps, { ...trying, tenantId, rule: triedRule(rule), range, limit, until: deps.clock() + room.budgetMs, most: room.most }, found);
};

/**
 * Tries an unsaved rule on the tickets of the last days. Changes nothing except the job's own row. If the tickets exceed the time of a request,
 * a job continues. @throws Replayed; Problem; QueueUnavailable, TableUnavailable
 */
export const startDryRun = async (
  deps: StartDryRunDeps,
  context: Pick<Context, 'tenantId' | 'once'>,
  asked: DryRun,
  room = { budgetMs: BUDGET_MS, most: TICKETS_AT_ONCE },
): Promise<DryRunResult | Job> => {
  const { tenantId } = context;
  const now = deps.clock();
  const range = { from: new Date(now - asked.days * DAY_MS).toISOString(), to: new Date(now).toISOString() };
  const begun: Work = { ...asked, range, found: NOTHING_FOUND };
  const { done, found } = await look(deps, tenantId, begun, room);
  if (done) return resultOf(found);
  const id = deps.newId();
  const total = Math.max(found.looked, await countTickets(deps, tenantId, range));
  const job = { id, kind: KIND, state: 'running' as const, done: found.looked, total, work: { ...begun, found } satisfies Work };
  const stretch: DryRunJob = { job: 'dryRun', tenantId, id, step: 0 };
  return beginJob(deps, context, job, () => deps.queues.send(deps.bulkQueueUrl, [{ body: JSON.stringify(stretch) }]));
};

const countTickets = async ({ table, shards }: DryRunDeps, tenantId: string, { from, to }: TicketRange): Promise<number> => {
  const counts = await Promise.all(
    allPartitions(tenantId, { shards, since: from, now: to }).map((pk) => table.count({ pk, index: 'byActivity', from, to: `${to}\uffff` })),
  );
  return counts.reduce((sum, count) => sum + count, 0);
};

export type DryRunStep = { readonly looked: number } & (
  | { readonly state: 'more'; readonly job: DryRunJob }
  | { readonly state: 'done' | 'failed' | 'overtaken' }
);

/** One step of the job. @throws TableUnavailable; repeating is safe */
export const dryRunChunk = async (deps: DryRunDeps, job: DryRunJob, stretchMs = STRETCH_MS): Promise<DryRunStep> => {
  const { tenantId, id, step } = job;
  const stored = await storedJob(deps.table, tenantId, id);
  if (stored?.state !== 'running' || stored.step < step) return { state: 'overtaken', looked: stored?.done ?? 0 };
  // The step was stored, and perhaps the job ended, before its continuation was queued.
  if (stored.step > step) return { state: 'more', job: { ...job, step: step + 1 }, looked: stored.done };
  const work = stored.work as Work;
  try {
    const { done, found } = await look(
      deps,
      tenantId,
      { ...work, found: foundSchema.parse(work.found) },
      { budgetMs: stretchMs, most: Number.POSITIVE_INFINITY },
    );
    const next = { ...stored, step: step + 1, done: found.looked, total: Math.max(stored.total, found.looked) };
    const ended = { ...next, state: 'done' as const, total: found.looked, work: null, result: resultOf(found) };
    if (!(await storeStep(deps, tenantId, done ? ended : { ...next, work: { ...work, found } satisfies Work })))
      return { state: 'overtaken', looked: stored.done };
    return done ? { state: 'done', looked: found.looked } : { state: 'more', job: { ...job, step: step + 1 }, looked: found.looked };
  } catch (error) {
    if (failureKind(error) === 'unavailable') throw error;
    await storeStep(deps, tenantId, { ...stored, step: step + 1, state: 'failed', work: null, error: 'The dry-run failed. Try again.' });
    throw error;
  }
};
