import * as z from 'zod';
import type { CredentialRow } from '../credential-row.ts';
import { signingSecret } from '../secrets.ts';

/** The channel is not built yet: its origins cannot be connected; those that an earlier release connected keep their credentials. */
export const credentials: CredentialRow = {
  schema: z.strictObject({ allowedDomains: z.array(z.string().min(1).max(253)).max(100), identitySecret: signingSecret }),
  account: null,
  toSend: [],
};
