import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of a business at Trustpilot. With the key and the secret of its API, reviews are also fetched, and with `businessUserId` they are answered; without them, the origin only receives what is posted to its webhook.',
  businessUnitId: 'Id of the business unit.',
  webhookSecret: 'The key of `X-Parley-Signature` over reviews that are posted to the webhook.',
  apiKey: 'The key of the API: reviews are fetched with it.',
  apiSecret: 'The secret of the API.',
  businessUserId: 'Id of the user of Trustpilot Business in whose name replies are written.',
};
