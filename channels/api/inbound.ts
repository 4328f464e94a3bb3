import type { Inbound } from '../inbound.ts';
import { hasParleySignature } from '../parley-signature.ts';
import type { ApiCredentials } from './credentials.ts';
import { parseApi } from './parse.ts';

/** Unreadable elements that one answer lists. A sender whose every message is unreadable needs no longer list. */
const TOLD = 1000;

/** A business's own system. It posts customers' messages and receives replies at its callback. */
export const inbound: Inbound<ApiCredentials> = {
  handshake: () => null,
  verify: (request, secrets) =>
    hasParleySignature(
      request,
      secrets.map(({ signingSecret }) => signingSecret),
    ),
  parse: async (request) => parseApi(request),
  accepted: { status: 200, body: '{"accepted":0,"unreadable":[]}', contentType: 'application/json' },
  answer: ({ accepted, unreadable }) => ({
    status: 200,
    body: JSON.stringify({ accepted, unreadable: unreadable.slice(0, TOLD) }),
    contentType: 'application/json',
  }),
};
