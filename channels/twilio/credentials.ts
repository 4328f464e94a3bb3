import * as z from 'zod';
import type { CredentialRow } from '../credential-row.ts';
import { providerName, secret, signingSecret } from '../secrets.ts';

const schema = z.strictObject({ accountSid: secret, authToken: signingSecret, number: providerName });
export type TwilioCredentials = z.infer<typeof schema>;

export const credentials: CredentialRow = { schema, account: 'number', toSend: [] };
