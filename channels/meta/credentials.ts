import * as z from 'zod';
import { secret, signingSecret } from '../secrets.ts';

/** `accountId`: the Page's id, the Instagram account's id, or WhatsApp's phone number id. */
export const metaCredentials = z.strictObject({ appSecret: signingSecret, verifyToken: secret, accessToken: secret, accountId: z.string().min(1).max(200) });
export type MetaCredentials = z.infer<typeof metaCredentials>;
