import * as z from 'zod';

/** Without a callback, replies are read by API and count as sent. */
export const apiCredentials = z.strictObject({
  signingSecret: z.string().min(1).max(4096),
  callbackUrl: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .optional(),
});
export type ApiCredentials = z.infer<typeof apiCredentials>;
