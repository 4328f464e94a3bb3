import { unauthenticated } from '../../domain/people/sessions/tokens.ts';

export interface Basic {
  readonly user: string;
  readonly password: string;
}

/** HTTP Basic (RFC 7617, UTF-8); undefined for another scheme or none. @throws Problem unauthenticated when malformed */
export function basicOf(headers: Readonly<Record<string, string | undefined>>): Basic | undefined {
  const [, encoded] = /^Basic +(\S+)\s*$/i.exec(headers['authorization'] ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) throw unauthenticated('The Basic credential is malformed.');
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
