import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of an app and an account at X. With `refreshToken` and `clientId`, Parley renews the access token by itself; without them, an admin sets a new one every two hours.',
  consumerSecret: "The secret of the app's consumer key. X signs its webhooks with it.",
  accessToken: 'The account’s OAuth 2.0 token with the scopes `tweet.read tweet.write users.read dm.read dm.write media.write offline.access`.',
  userId: 'Id of the account.',
  refreshToken: 'The token that renews the access token. X replaces it at each renewal, and Parley stores the new one.',
  clientId: 'The OAuth 2.0 client id of the app.',
  clientSecret: "The app's OAuth 2.0 client secret, if it is a confidential client.",
};
