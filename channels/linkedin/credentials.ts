import * as z from 'zod';
import type { CredentialRow } from '../credential-row.ts';
import { providerName, secret, signingSecret } from '../secrets.ts';

const schema = z.strictObject({
  clientSecret: signingSecret,
  accessToken: secret,
  organizationId: providerName,
  refreshToken: secret.optional(),
  clientId: providerName.optional(),
});
export type LinkedInCredentials = z.infer<typeof schema>;

export const credentials: CredentialRow = { schema, account: 'organizationId', toSend: [] };
