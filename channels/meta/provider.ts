import type { Provider } from '../provider.ts';

/** The Graph API serves all of Meta's channels. */
export const metaProvider: Provider = { setting: 'META_GRAPH_URL', url: 'https://graph.facebook.com' };
