import { setting } from '../../adapters/environment.ts';
import { openSecrets } from '../../adapters/secrets/embedded.ts';
import { prefixed } from '../../adapters/secrets/prefixed.ts';
import type { Secrets } from '../../adapters/secrets/secrets.ts';

/** Where the hub on this data folder looks for credentials of origins. */
export const openOriginSecrets = (): Secrets => prefixed(openSecrets(), setting('ORIGIN_SECRETS_PREFIX'));
