import { expect } from 'vitest';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { inbound } from '../../../domain/support/inbound/events.ts';
import { createHarness } from '../harness.ts';
import { receiverOf } from '../receiver.ts';

/** A tenant with a WhatsApp origin, and customers who write to it. */
export const customerShop = async () => {
  const harness = createHarness();
  const world = await harness.tenant();
  const token = world.adminToken;
  const credentials = { appSecret: 'app-secret', verifyToken: 'v', accessToken: 'a', accountId: '1555' };
  const origin = (await harness.call('POST /v1/origins', { token, body: { channel: 'whatsapp', name: 'WA', credentials } })).body;
  const { deps } = harness;
  const receive = async (author: string, id: string, text?: string) => {
    // A moment ago: WhatsApp takes replies for a day.
    const occurredAt = new Date(deps.clock() - 1000).toISOString();
    const event = inbound(author, id, text === undefined ? { occurredAt } : { text, occurredAt });
    const receiver = receiverOf(harness);
    const [received] = await applyBatch(receiver, [{ ...event, tenantId: world.tenantId, originId: origin.id }]);
    expect(received).toMatchObject({ ok: true });
    harness.pass(1000);
  };
  const call = (target: string, body?: unknown, headers?: Record<string, string>, as = token) =>
    harness.call(target, { token: as, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) });
  const list = async (query = '', as = token) =>
    (await call(`GET /v1/tickets${query}`, undefined, undefined, as)).body.items as { id: string; sequence: number; author: { id: string } }[];
  return { harness, world, origin, receive, call, list };
};
