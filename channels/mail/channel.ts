import type { Channel } from '../channel.ts';
import { isSigned } from '../hmac.ts';
import { type MailCredentials, mailCredentials } from './credentials.ts';
import { parseMail } from './parse.ts';

/** Mail by POST: the RFC 5322 bytes as `message/rfc822`, signed by whoever forwards them. A thread is a sender's address, case-folded. */
export const mail: Channel<MailCredentials> = {
  name: 'mail',
  credentials: mailCredentials,
  capabilities: { maxTextLength: 1_000_000, canSend: false, idempotentSend: false },
  accountOf: () => null,
  handshake: () => null,
  verify: (request, secrets) =>
    isSigned(
      request.body,
      request.headers['x-parley-signature'],
      secrets.map(({ inboundSecret }) => inboundSecret),
    ),
  parse: parseMail,
  accepted: { status: 200, body: 'accepted', contentType: 'text/plain; charset=utf-8' },
};
