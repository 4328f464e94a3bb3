import type { Inbound } from '../inbound.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import { metaHandshake } from '../meta/handshake.ts';
import { isSignedByMeta } from '../meta/signature.ts';
import { parseFacebook } from './parse.ts';

/** A Facebook Page: Messenger, and comments below its posts. An account is a Page id; a thread is a PSID or a commenter's id. */
export const inbound: Inbound<MetaCredentials> = {
  handshake: metaHandshake,
  verify: isSignedByMeta,
  parse: async (request) => parseFacebook(request),
  accepted: { status: 200, body: 'EVENT_RECEIVED', contentType: 'text/plain; charset=utf-8' },
};
