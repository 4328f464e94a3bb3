import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of a chat on web pages.',
  allowedDomains: 'Hosts of the pages that may show the chat: `shop.example`, `*.shop.example` for its subdomains, with a port where the page has one.',
  identitySecret: 'The key that proves who a visitor is: your server signs their id with it.',
};
