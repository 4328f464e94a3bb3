import type { Inbound } from '../inbound.ts';

/**
 * People write through the API of applications and its sockets (docs/chats.md), and the hub follows the chats' logs. No provider exists that could sign a
 * call of the origin's webhook path, so every such call is answered with 401.
 */
export const inbound: Inbound = {
  handshake: () => null,
  verify: () => false,
  parse: async () => [],
  accepted: { status: 200, body: '', contentType: 'text/plain' },
};
