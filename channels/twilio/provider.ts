import type { Provider } from '../provider.ts';

/** https://www.twilio.com/docs/usage/api (read 2026-11-29). */
export const provider: Provider = { setting: 'TWILIO_API_URL', url: 'https://api.twilio.com' };
