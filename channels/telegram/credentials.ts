import * as z from 'zod';
import type { CredentialRow } from '../credential-row.ts';
import { secret, signingSecret } from '../secrets.ts';

const schema = z.strictObject({ botToken: secret, secretToken: signingSecret });
export type TelegramCredentials = z.infer<typeof schema>;

export const credentials: CredentialRow = { schema, account: null, toSend: [] };
