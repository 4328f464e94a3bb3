import * as z from 'zod';
import type { CredentialRow } from '../credential-row.ts';
import { signingSecret } from '../secrets.ts';

/** Without a callback, replies are read by API and count as sent. */
const schema = z.strictObject({
  signingSecret,
  callbackUrl: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .optional(),
});
export type ApiCredentials = z.infer<typeof schema>;

export const credentials: CredentialRow = { schema, account: null, toSend: [], calls: ['callbackUrl'] };
