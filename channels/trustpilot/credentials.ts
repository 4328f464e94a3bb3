import * as z from 'zod';
import type { CredentialRow } from '../credential-row.ts';
import { providerName, secret, signingSecret } from '../secrets.ts';

/** The channel is not built yet: its origins cannot be connected; those that an earlier release connected keep their credentials. */
export const credentials: CredentialRow = {
  schema: z.strictObject({ businessUnitId: providerName, webhookSecret: signingSecret, apiKey: secret.optional(), apiSecret: secret.optional() }),
  account: 'businessUnitId',
  toSend: ['apiKey', 'apiSecret'],
};
