import * as z from 'zod';
import type { CredentialRow } from '../credential-row.ts';
import { providerName, secret, signingSecret } from '../secrets.ts';

const schema = z.strictObject({
  consumerSecret: signingSecret,
  accessToken: secret,
  userId: providerName,
  refreshToken: secret.optional(),
  clientId: providerName.optional(),
  clientSecret: secret.optional(),
});
export type XCredentials = z.infer<typeof schema>;

export const credentials: CredentialRow = { schema, account: 'userId', toSend: [] };
