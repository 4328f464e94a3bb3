import type { Provider } from '../provider.ts';

/** learn.microsoft.com/linkedin (read 2026-11-29). */
export const provider: Provider = { setting: 'LINKEDIN_API_URL', url: 'https://api.linkedin.com' };
