import type { Provider } from '../provider.ts';

/** Amazon SES. Without an address its client calls the endpoint of the Region. */
export const provider: Provider = { setting: 'SES_URL', url: '' };
