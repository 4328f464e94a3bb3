import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of the chats of an application of this hub.',
  application: 'The token of the application: `POST /v1/applications`. An application has one origin, and an origin stays with its application.',
};
