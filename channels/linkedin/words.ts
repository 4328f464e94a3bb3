import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of an app and an organization at LinkedIn.',
  clientSecret: "The app's secret. LinkedIn signs its webhooks with it.",
  accessToken: 'The token for sending replies.',
  organizationId: 'Id of the organization.',
  refreshToken: 'The token that renews the access token.',
};
