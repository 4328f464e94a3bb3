import { Webhook } from 'standardwebhooks';
import type { Secrets } from './webhook.ts';

/** A secret of 256 bits in the form of the Standard Webhooks specification. `random`: base64url. */
export const secretFrom = (random: string): string => `whsec_${Buffer.from(random, 'base64url').toString('base64')}`;

/**
 * The headers of a call, by the Standard Webhooks specification 1.0 (github.com/standard-webhooks/standard-webhooks, `spec/standard-webhooks.md`, read
 * 2026-11-29): a signature for each valid secret, separated by spaces. `now`: epoch ms.
 */
export const signedHeaders = ({ secret, replaced }: Secrets, id: string, body: string, now: number): Readonly<Record<string, string>> => {
  const at = new Date(now);
  const valid = [secret, ...(replaced && Date.parse(replaced.until) > now ? [replaced.secret] : [])];
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': valid.map((one) => new Webhook(one).sign(id, at, body)).join(' '),
  };
};
