import * as z from 'zod';
import { signingSecret } from '../secrets.ts';

/** Without a callback, replies are read by API and count as sent. */
export const apiCredentials = z.strictObject({
  signingSecret,
  callbackUrl: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .optional(),
});
export type ApiCredentials = z.infer<typeof apiCredentials>;
