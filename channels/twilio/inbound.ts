import type { Inbound } from '../inbound.ts';
import type { TwilioCredentials } from './credentials.ts';
import { parseTwilio } from './parse.ts';
import { isSignedByTwilio } from './signature.ts';

/** SMS, MMS and WhatsApp through Twilio, and the statuses of replies. An empty TwiML document means that the webhook's response sends no message. */
export const inbound: Inbound<TwilioCredentials> = {
  handshake: () => null,
  verify: (request, secrets) =>
    isSignedByTwilio(
      request,
      secrets.map(({ authToken }) => authToken),
    ),
  parse: async (request) => parseTwilio(request),
  accepted: { status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>', contentType: 'text/xml' },
};
