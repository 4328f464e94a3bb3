import { createHmac } from 'node:crypto';

/** Headers of a call to an external service: the signature covers `{timestamp}.{body}`, so that a recorded call cannot be replayed later. */
export const signedHeaders = (secret: string, now: number, body: string): Record<string, string> => {
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'content-type': 'application/json', 'x-parley-timestamp': timestamp, 'x-parley-signature': `sha256=${signature}` };
};
