import type { Provider } from '../provider.ts';

/** docs.x.com (read 2026-11-29). */
export const provider: Provider = { setting: 'X_API_URL', url: 'https://api.x.com' };
