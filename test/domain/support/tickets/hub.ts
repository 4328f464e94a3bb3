import type { Policy } from '../../../../domain/automation/policy.ts';
import type { Context } from '../../../../domain/context.ts';
import type { Capabilities } from '../../../../domain/outbound/capabilities.ts';
import { applyBatch } from '../../../../domain/support/messages/inbound/apply-batch.ts';
import type { PostDeps } from '../../../../domain/support/messages/post-message.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { bench, inbound, ORIGIN, TENANT } from '../messages/inbound/events.ts';

/** A channel that takes everything. */
export const TALKATIVE: Capabilities = {
  surfaces: { dm: { reply: { files: { kinds: { image: {}, audio: {}, video: {}, document: {} } } } } },
  idempotent: false,
};

export const agent = (id: string): Context => ({
  tenantId: TENANT,
  actor: { type: 'agent', id, role: 'agent', teamIds: [], name: `Agent ${id}` },
  correlationId: 'c',
  causationId: null,
  depth: 0,
});

/** A bench with one ticket of author `ann`, and what agents' commands need. */
export const desk = async (options: { policy?: Policy } = {}) => {
  const b = bench(options);
  await applyBatch(b.deps, [inbound('ann', 'm1')]);
  const deps: PostDeps = { ...b.deps, capabilitiesOf: () => TALKATIVE, mayTouch: () => true, linkTo: async ({ objectKey }) => `link:${objectKey}` };
  return { b, deps, ticketId: `${threadIdOf(ORIGIN, 'ann')}.1`, receive: (id: string) => applyBatch(b.deps, [inbound('ann', id)]) };
};
