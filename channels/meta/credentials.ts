import * as z from 'zod';

const secret = z.string().min(1).max(4096);

/** `accountId`: the Page's id, the Instagram account's id, or WhatsApp's phone number id. */
export const metaCredentials = z.strictObject({ appSecret: secret, verifyToken: secret, accessToken: secret, accountId: z.string().min(1).max(200) });
export type MetaCredentials = z.infer<typeof metaCredentials>;
