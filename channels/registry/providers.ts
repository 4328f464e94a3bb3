import type { Provider } from '../provider.ts';
import { ROWS } from './rows/providers.ts';

/**
 * The providers' base addresses. Each row names the setting that replaces an address: stacks set it, `npm start` points all of them to the provider
 * simulator, tests to their own servers.
 */
const rows: ReadonlyMap<string, Provider> = new Map(Object.entries(ROWS));

/** Base addresses by setting. */
export const PROVIDERS: Readonly<Record<string, string>> = Object.fromEntries([...rows.values()].map(({ setting, url }) => [setting, url]));

/** The base address of a channel's provider, without a slash at its end; empty for a channel that has none. */
export const baseUrlOf = (channel: string, environment: Readonly<Record<string, string | undefined>>): string => {
  const provider = rows.get(channel);
  return provider ? (environment[provider.setting] || provider.url).replace(/\/+$/, '') : '';
};
