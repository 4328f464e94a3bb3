import { ownOrigins } from './shown-files.ts';

/** What the page was told about `name` (console/addresses.ts); empty if nothing. */
const told = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[name=parley-${name}]`)?.content ?? '';

/** The WebSocket API's address. */
export const wsUrl = (): string => told('ws');
/** The address that providers call, before their path. */
export const apiUrl = (): string => told('api') || location.origin;
/** Origins whose files the page may show. */
export const fileOrigins = (): ReadonlySet<string> => ownOrigins(location.origin, told('files'));
