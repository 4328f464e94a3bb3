import * as z from 'zod';
import { secret, signingSecret } from './secrets.ts';

/** Credentials of the channels that have no folder yet: their origins cannot be connected yet; those that an earlier release connected keep their credentials. */
const name = z.string().min(1).max(320);

export const xCredentials = z.strictObject({ consumerSecret: signingSecret, accessToken: secret, userId: name, refreshToken: secret.optional() });
export const linkedinCredentials = z.strictObject({ clientSecret: signingSecret, accessToken: secret, organizationId: name, refreshToken: secret.optional() });
export const trustpilotCredentials = z.strictObject({
  businessUnitId: name,
  webhookSecret: signingSecret,
  apiKey: secret.optional(),
  apiSecret: secret.optional(),
});
export const telegramCredentials = z.strictObject({ botToken: secret, secretToken: signingSecret });
export const twilioCredentials = z.strictObject({ accountSid: secret, authToken: signingSecret, number: name });
export const livechatCredentials = z.strictObject({ allowedDomains: z.array(z.string().min(1).max(253)).max(100), identitySecret: signingSecret });
