import type { PasskeySite } from '../../domain/people/passkeys/webauthn.ts';

const LOOPBACK = new Set(['127.0.0.1', '[::1]']);

/**
 * Where passkeys count: the deployment's own address, unless the settings say more. A browser takes no number as the domain of a passkey, so a laptop's hub is
 * `localhost`. `origins`: further ones, separated by commas. Null: there is neither an address nor a domain.
 */
export function passkeySite(publicUrl: string, rpId: string, origins: string): PasskeySite | null {
  const own = URL.canParse(publicUrl) ? new URL(publicUrl) : null;
  if (own && LOOPBACK.has(own.hostname)) own.hostname = 'localhost';
  const further = origins.split(',').flatMap((origin) => (origin.trim() === '' ? [] : [origin.trim()]));
  const domain = rpId === '' ? own?.hostname : rpId;
  return domain === undefined ? null : { rpId: domain, origins: [...(own ? [own.origin] : []), ...further] };
}
