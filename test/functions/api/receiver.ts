import { configurationCache } from '../../../domain/policy/cache.ts';
import { openPolicies } from '../../../domain/policy/open-policies.ts';
import type { InboundDeps } from '../../../domain/support/inbound/batch.ts';
import { sequences } from '../../../domain/support/tickets/sequence.ts';
import type { Harness } from './harness.ts';

/** The consumer of `messages` beside a hub of the tests: customers' messages become tickets in its table. */
export const receiverOf = ({ table, deps }: Pick<Harness, 'table' | 'deps'>) =>
  ({
    table,
    clock: deps.clock,
    newId: deps.newId,
    random: Math.random,
    sleep: async () => undefined,
    policies: openPolicies({}, configurationCache({ table })),
    sequences: sequences(table),
    bodies: deps.objects,
    shards: 1,
    closedAfterMs: 60_000,
    content: async () => undefined,
  }) satisfies InboundDeps;
