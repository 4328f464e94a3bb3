import type { Addresses } from './link.ts';

/** What the browser brought back: the state of a sign-in, or undefined for an answer that belongs to none. */
export interface SsoAnswer {
  readonly state: string | undefined;
}

/** Where the page is. */
export interface Place {
  readonly hash: string;
  readonly pathname: string;
  readonly search: string;
}

/** Reads `#sso={state}` or `#sso-failed`, and takes it out of the address. */
export function takeSsoAnswer(place: Place, history: Addresses): SsoAnswer | undefined {
  const [found, state] = /^#sso(?:-failed|=([\w.-]+))$/.exec(place.hash) ?? [];
  if (found === undefined) return undefined;
  history.replaceState(null, '', `${place.pathname}${place.search}`);
  return { state };
}
