import type { Inbound } from '../inbound.ts';
import type { LinkedInCredentials } from './credentials.ts';
import { parseLinkedIn } from './parse.ts';
import { challengeOfLinkedIn, isSignedByLinkedIn } from './signature.ts';

/** An organization's page at LinkedIn. An account is an organization's id; a thread is the URN of the person who comments. */
export const inbound: Inbound<LinkedInCredentials> = {
  handshake: challengeOfLinkedIn,
  verify: isSignedByLinkedIn,
  parse: async (request) => parseLinkedIn(request),
  accepted: { status: 200, body: '', contentType: 'text/plain' },
};
