import * as z from 'zod';

/** Credentials of the channels that have no folder yet: their origins can be connected, their webhooks answer 404 until they are built. */
const secret = z.string().min(1).max(4096);
const name = z.string().min(1).max(320);

export const xCredentials = z.strictObject({ consumerSecret: secret, accessToken: secret, userId: name, refreshToken: secret.optional() });
export const linkedinCredentials = z.strictObject({ clientSecret: secret, accessToken: secret, organizationId: name, refreshToken: secret.optional() });
export const trustpilotCredentials = z.strictObject({ businessUnitId: name, webhookSecret: secret, apiKey: secret.optional(), apiSecret: secret.optional() });
export const telegramCredentials = z.strictObject({ botToken: secret, secretToken: secret });
export const twilioCredentials = z.strictObject({ accountSid: secret, authToken: secret, number: name });
export const livechatCredentials = z.strictObject({ allowedDomains: z.array(z.string().min(1).max(253)).max(100), identitySecret: secret });
