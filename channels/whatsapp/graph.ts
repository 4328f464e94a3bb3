import type { Outcome } from '../../domain/outbound/outcome.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import { type GraphCodes, graphUrl, refusedBy as refusedByGraph } from '../meta/graph.ts';
import type { OutgoingAnswer } from '../outbound.ts';

export { bearer } from '../meta/graph.ts';

/** An edge of the business's phone number: `messages` or `media`. */
export const edgeOf = (baseUrl: string, { accountId }: MetaCredentials, edge: 'messages' | 'media'): string => graphUrl(baseUrl, accountId, edge);

/**
 * Rate limits: 4, 80007, 130429 and 131056; the last one applies to a pair of numbers. Problems at Meta: 1, 2, 131000, 131016 and 131057. All others, also a
 * closed 24-hour window (131047), are permanent.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (of 2026-05-15)
 */
const CODES: GraphCodes = {
  product: 'WhatsApp',
  passing: new Set([1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057]),
  holdsOrigin: new Set([4, 80007, 130429]),
};

/** What an error answer means; null for a success. */
export const refusedBy = (answer: OutgoingAnswer, body: unknown): Outcome | null => refusedByGraph(CODES, answer, body);
