import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of an app and an organization at LinkedIn.',
  clientSecret: "The app's secret. LinkedIn signs its webhooks with it.",
  accessToken: 'What replies are sent with.',
  organizationId: 'Id of the organization.',
  refreshToken: 'What renews the access token.',
};
