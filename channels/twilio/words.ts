import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of a number at Twilio.',
  accountSid: 'Id of the account.',
  authToken: 'The token of the account. Twilio signs its webhooks with it.',
  number: 'The telephone number that customers write to.',
};
