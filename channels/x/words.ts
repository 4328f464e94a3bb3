import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of an app and an account at X.',
  consumerSecret: "The app's secret. X signs its webhooks with it.",
  accessToken: 'The token for sending replies.',
  userId: 'Id of the account.',
  refreshToken: 'The token that renews the access token.',
};
