import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of a number at Twilio.',
  accountSid: 'Id of the account (`AC…`).',
  authToken: 'The token of the account. Twilio signs its webhooks with it, and calls of its API need it.',
  number: 'The telephone number that customers write to, such as `+14155238886`, or the id of a Messaging Service (`MG…`). Replies are sent from it.',
};
