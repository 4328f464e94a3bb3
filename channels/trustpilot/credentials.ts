import * as z from 'zod';
import type { CredentialRow } from '../credential-row.ts';
import { providerName, secret, signingSecret } from '../secrets.ts';

const schema = z.strictObject({
  businessUnitId: providerName,
  webhookSecret: signingSecret,
  apiKey: secret.optional(),
  apiSecret: secret.optional(),
  businessUserId: providerName.optional(),
});
export type TrustpilotCredentials = z.infer<typeof schema>;

export const credentials: CredentialRow = { schema, account: 'businessUnitId', toSend: ['apiKey', 'apiSecret', 'businessUserId'] };
