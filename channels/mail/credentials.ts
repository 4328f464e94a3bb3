import * as z from 'zod';
import type { CredentialRow } from '../credential-row.ts';
import { secret, signingSecret } from '../secrets.ts';

/** `inboundSecret` signs what is posted; `imap` is for mailboxes that are polled; `plusAddress`: the mailbox receives mails for `{its name}+{anything}`, too. */
const schema = z.strictObject({
  address: z
    .string()
    .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'must be a mail address')
    .max(320),
  inboundSecret: signingSecret,
  imap: z
    .strictObject({
      host: z.string().min(1).max(253),
      port: z.number().int().min(1).max(65_535).optional(),
      user: secret,
      password: secret,
      tls: z.boolean().optional(),
    })
    .optional(),
  plusAddress: z.boolean().optional(),
});
export type MailCredentials = z.infer<typeof schema>;

export const credentials: CredentialRow = { schema, account: 'address', toSend: [], polledWith: ['imap'] };
