import type { Inbound } from '../inbound.ts';
import { hasParleySignature } from '../parley-signature.ts';
import type { MailCredentials } from './credentials.ts';

/** Mail by POST: the RFC 5322 bytes as `message/rfc822`, signed by the system that forwards them. A thread is a sender's address, case-folded. */
export const inbound: Inbound<MailCredentials> = {
  handshake: () => null,
  verify: (request, secrets) =>
    hasParleySignature(
      request,
      secrets.map(({ inboundSecret }) => inboundSecret),
    ),
  // The mail reader is the largest part of all channels, and most processes never read a mail.
  parse: async (request, credentials) => (await import('./parse.ts')).parseMail(request, credentials),
  accepted: { status: 200, body: 'accepted', contentType: 'text/plain; charset=utf-8' },
};
