import type { Provider } from '../provider.ts';

/** https://core.telegram.org/bots/api#making-requests (read 2026-11-29). */
export const provider: Provider = { setting: 'TELEGRAM_API_URL', url: 'https://api.telegram.org' };
