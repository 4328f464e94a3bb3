import type { Context } from '../context.ts';
import { notFound, Problem } from '../errors.ts';
import { type Answer, commit } from '../idempotency/commit.ts';
import { type Table, TransactionRefused, type Write } from '../table/port.ts';
import { tenantKey } from './keys.ts';
import { type Growth, usageAfter } from './room.ts';

/** Every change moves the generation, so administrators who change things at the same instant take turns; that many turns are never needed. */
const TURNS = 20;

/** What a change means beyond its own items. */
export interface ChangeOptions {
  /** True when tickets may now be in other queues: a queue came, went, or changed its condition. The projector then starts the job. */
  readonly reevaluate?: boolean;
  /** By how much queues, rules and lists grow. */
  readonly growth?: Growth;
}

/**
 * Writes configuration: the caller's writes and the tenant's next generation in one transaction, so that no process can hold
 * the new generation with the old rules. At most 98 writes. Answers the new generation.
 * @throws Problem not_found without such a tenant; unprocessable when a tenant would have too many or too much; conflict when others kept changing the configuration
 * @throws Replayed, TransactionRefused (of the caller's own conditions, at the caller's places), TableUnavailable
 */
export async function commitConfiguration(
  deps: { readonly table: Table },
  context: Pick<Context, 'tenantId' | 'once'>,
  writes: readonly Write[],
  answer: Answer,
  options: ChangeOptions = {},
): Promise<number> {
  const key = tenantKey(context.tenantId);
  for (let turn = 0; turn < TURNS; turn += 1) {
    const [tenant] = await deps.table.get([key], { consistent: true });
    if (!tenant) throw notFound('tenant');
    const present = typeof tenant['generation'] === 'number' ? tenant['generation'] : null;
    const generation = (present ?? 0) + 1;
    const usage = await usageAfter(deps.table, context.tenantId, tenant, writes, options.growth);
    const bump: Write = {
      op: 'update',
      key,
      set: { generation, ...(options.reevaluate ? { queuesGeneration: generation } : {}), ...usage },
      when: { equals: { generation: present } },
    };
    try {
      await commit(deps.table, context, [...writes, bump], answer);
      return generation;
    } catch (error) {
      if (!lostTurn(error, writes.length)) throw error;
    }
  }
  throw new Problem('conflict', 'The configuration is being changed by others; try again.');
}

/** Refused for nothing but the generation, or by somebody's transaction at the same instant: read again and try. */
const lostTurn = (error: unknown, bumpPlace: number): boolean =>
  error instanceof TransactionRefused && error.refusals.every((r) => r.reason === 'conflict' || (r.reason === 'condition' && r.index === bumpPlace));
