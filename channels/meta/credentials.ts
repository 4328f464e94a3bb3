import * as z from 'zod';
import type { CredentialRow } from '../credential-row.ts';
import { secret, signingSecret } from '../secrets.ts';

/** `accountId`: the Page's id, the Instagram account's id, or WhatsApp's phone number id. */
const schema = z.strictObject({ appSecret: signingSecret, verifyToken: secret, accessToken: secret, accountId: z.string().min(1).max(200) });
export type MetaCredentials = z.infer<typeof schema>;

/** The credentials of all Meta channels. */
export const metaCredentials: CredentialRow = { schema, name: 'Meta', account: 'accountId', toSend: [] };
