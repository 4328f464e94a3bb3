import type { Inbound } from '../inbound.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import { metaHandshake } from '../meta/handshake.ts';
import { isSignedByMeta } from '../meta/signature.ts';
import { parseInstagram } from './parse.ts';

/** A professional account of Instagram: messages, and comments on its media. A thread is an Instagram-scoped id, for messages and comments alike. */
export const inbound: Inbound<MetaCredentials> = {
  handshake: metaHandshake,
  verify: isSignedByMeta,
  parse: async (request) => parseInstagram(request),
  accepted: { status: 200, body: 'EVENT_RECEIVED', contentType: 'text/plain; charset=utf-8' },
};
