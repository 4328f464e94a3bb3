import type { Inbound } from '../inbound.ts';

/**
 * Visitors write through `/v1/livechat` (docs/livechat.md), with a token of their own. No provider exists that could sign a call of the origin's webhook
 * path, so every such call is answered with 401.
 */
export const inbound: Inbound = {
  handshake: () => null,
  verify: () => false,
  parse: async () => [],
  accepted: { status: 200, body: '', contentType: 'text/plain' },
};
