import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of a business that posts messages itself.',
  signingSecret: 'The key of `X-Parley-Signature`, for incoming messages and for the callback.',
  callbackUrl: 'The address that receives replies; see the webhook `replyCallback`. Without it, you read replies through the API, and they count as sent.',
};
