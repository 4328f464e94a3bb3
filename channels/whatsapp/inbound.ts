import type { Inbound } from '../inbound.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import { metaHandshake } from '../meta/handshake.ts';
import { isSignedByMeta } from '../meta/signature.ts';
import { parseWhatsApp } from './parse.ts';

/** WhatsApp Cloud API. An account is a phone number id; a thread is a `wa_id`. */
export const inbound: Inbound<MetaCredentials> = {
  handshake: metaHandshake,
  verify: isSignedByMeta,
  parse: async (request) => parseWhatsApp(request),
  accepted: { status: 200, body: 'EVENT_RECEIVED', contentType: 'text/plain; charset=utf-8' },
};
