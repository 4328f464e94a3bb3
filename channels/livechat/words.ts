import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of a chat on web pages.',
  allowedDomains: 'Domains of the pages that may show the chat.',
  identitySecret: 'The key that proves a visitor’s identity.',
};
