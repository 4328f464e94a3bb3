import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of an app and an organization at LinkedIn. With `refreshToken` and `clientId`, Parley renews the access token by itself; without them, an admin sets a new one every 60 days.',
  clientSecret: "The app's secret. LinkedIn signs its webhooks with it.",
  accessToken:
    'The token of a member who is an administrator of the organization, with the scopes `rw_organization_admin r_organization_social w_organization_social`.',
  organizationId: 'Id of the organization: the number at the end of its URN.',
  refreshToken: 'The token that renews the access token. LinkedIn gives it to approved apps.',
  clientId: 'The app’s client id.',
};
