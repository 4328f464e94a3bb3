import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of a mailbox.',
  address: 'The address that customers write to.',
  inboundSecret: 'The key of `X-Parley-Signature` over mails that are posted to the webhook.',
  plusAddress: 'Whether the mailbox receives mails for its name followed by `+` and anything; answers then find their reply also without `References`.',
  imap: 'A mailbox to poll.',
  'imap.host': 'The name of the server.',
  'imap.port': 'The port of the server.',
  'imap.user': 'The user of the mailbox.',
  'imap.password': 'The password of the mailbox.',
  'imap.tls': 'Whether the connection is encrypted from its first byte.',
};
