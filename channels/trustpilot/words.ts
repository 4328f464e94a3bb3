import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of a business at Trustpilot. Without the key of its API, the origin only receives.',
  businessUnitId: 'Id of the business unit.',
  webhookSecret: 'The key of `X-Parley-Signature` over reviews that are posted to the webhook.',
  apiKey: 'The key of the API, for replies.',
  apiSecret: 'The secret of the API, for replies.',
};
