/** What a mail's link is for: a new password, or becoming an agent. */
export interface MailLink {
  readonly kind: 'reset' | 'invitation';
  readonly token: string;
}

/** The browser's history. */
export interface Addresses {
  replaceState(data: unknown, unused: string, url: string): void;
}

/** Reads `#reset=…` or `#invitation=…`, and takes it out of the address, so that no history or bookmark keeps it. */
export function takeLink(place: { readonly hash: string; readonly pathname: string }, history: Addresses): MailLink | undefined {
  const [, kind, token] = /^#(reset|invitation)=([\w.-]+)$/.exec(place.hash) ?? [];
  if (kind === undefined || token === undefined) return undefined;
  history.replaceState(null, '', place.pathname);
  return { kind: kind as MailLink['kind'], token };
}
