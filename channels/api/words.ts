import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of a business that posts messages itself.',
  signingSecret: 'The key of `X-Parley-Signature`, for what comes in and for the callback.',
  callbackUrl: 'Where replies are posted to; see the webhook `replyCallback`. Without it, replies are read by API and count as sent.',
};
