import type { CredentialWords } from '../credential-row.ts';

export const metaWords: CredentialWords = {
  '': 'Of an app at Meta, for one Page, Instagram account or WhatsApp number.',
  appSecret: "The app's secret. Meta signs its webhooks with it.",
  verifyToken: 'The token that Meta repeats when it verifies the address of the webhook.',
  accessToken: 'The token for sending replies.',
  accountId: "Id of the Page, of the Instagram account, or WhatsApp's phone number id.",
};
