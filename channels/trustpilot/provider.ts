import type { Provider } from '../provider.ts';

/** developers.trustpilot.com (read 2026-11-29). */
export const provider: Provider = { setting: 'TRUSTPILOT_API_URL', url: 'https://api.trustpilot.com' };
