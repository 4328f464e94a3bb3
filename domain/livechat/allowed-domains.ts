/** A host, with `*.` for its subdomains and with a port if the page has one. International names are in the form that browsers send (`xn--…`). */
export const IS_ALLOWED_DOMAIN = /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i;

const hostOf = (origin: string): string | null => {
  try {
    const { protocol, host } = new URL(origin);
    return protocol === 'https:' || protocol === 'http:' ? host : null;
  } catch {
    return null;
  }
};

/**
 * Whether a page of this `Origin` (RFC 6454: scheme, host and port) may show the chat. `*.shop.example` does not include `shop.example`. A port is compared
 * only if it is not the scheme's default port, because browsers omit that one.
 */
export const isAllowedOrigin = (origin: string, allowed: readonly string[]): boolean => {
  const host = hostOf(origin);
  if (host === null) return false;
  return allowed.some((entry) => {
    const wanted = entry.toLowerCase();
    return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) && host.length >= wanted.length : host === wanted;
  });
};
