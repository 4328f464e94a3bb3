import type { PasskeySite } from '../../domain/people/passkeys/webauthn.ts';

const LOOPBACK = new Set(['127.0.0.1', '[::1]']);

interface Addresses {
  /** Of the deployment. */
  readonly publicUrl: string;
  /** Of the console, if it is at another address. */
  readonly consoleUrl: string;
  /** The domain of the settings; '' for none. */
  readonly rpId: string;
  /** Further origins, separated by commas. */
  readonly origins: string;
}

/**
 * Where passkeys count, unless the settings say more: the deployment's own address and the console's. Their domain is the deployment's host if the console is
 * within it, otherwise the console's. A browser takes no number as the domain of a passkey, so a laptop's hub is `localhost`. Null: there is neither an address
 * nor a domain.
 */
export function passkeySite({ publicUrl, consoleUrl, rpId, origins }: Addresses): PasskeySite | null {
  const sites = [publicUrl, consoleUrl].flatMap(siteOf);
  const further = origins.split(',').flatMap((origin) => (origin.trim() === '' ? [] : [origin.trim()]));
  const [own, page = own] = sites;
  const domain = rpId === '' ? (own && page && isWithin(page.hostname, own.hostname) ? own : page)?.hostname : rpId;
  return domain === undefined ? null : { rpId: domain, origins: [...new Set([...sites.map(({ origin }) => origin), ...further])] };
}

function siteOf(address: string): URL[] {
  if (!URL.canParse(address)) return [];
  const site = new URL(address);
  if (LOOPBACK.has(site.hostname)) site.hostname = 'localhost';
  return [site];
}

const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);
