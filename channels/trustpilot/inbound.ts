import type { Inbound } from '../inbound.ts';
import { hasParleySignature } from '../parley-signature.ts';
import type { TrustpilotCredentials } from './credentials.ts';
import { parseTrustpilot } from './parse.ts';

/** Reviews in the format of Trustpilot's webhooks. Trustpilot does not sign them; the forwarding system and our poller do. */
export const inbound: Inbound<TrustpilotCredentials> = {
  handshake: () => null,
  verify: (request, secrets) =>
    hasParleySignature(
      request,
      secrets.map(({ webhookSecret }) => webhookSecret),
    ),
  parse: async (request) => parseTrustpilot(request),
  accepted: { status: 200, body: '', contentType: 'text/plain' },
};
