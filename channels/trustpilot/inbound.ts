import { isSigned } from '../hmac.ts';
import type { Inbound } from '../inbound.ts';
import type { TrustpilotCredentials } from './credentials.ts';
import { parseTrustpilot } from './parse.ts';

/** Reviews in the format of Trustpilot's webhooks, signed by whoever forwards them (Trustpilot signs nothing), and by our own poller. */
export const inbound: Inbound<TrustpilotCredentials> = {
  handshake: () => null,
  verify: (request, secrets) =>
    isSigned(
      request.body,
      request.headers['x-parley-signature'],
      secrets.map(({ webhookSecret }) => webhookSecret),
    ),
  parse: async (request) => parseTrustpilot(request),
  accepted: { status: 200, body: '', contentType: 'text/plain' },
};
