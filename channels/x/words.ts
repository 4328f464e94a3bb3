import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of an app and an account at X.',
  consumerSecret: "The app's secret. X signs its webhooks with it.",
  accessToken: 'What replies are sent with.',
  userId: 'Id of the account.',
  refreshToken: 'What renews the access token.',
};
