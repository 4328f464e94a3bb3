import { openSecrets } from '#secrets';
import { setting } from '../environment.ts';
import { prefixed } from './prefixed.ts';
import type { Secrets } from './secrets.ts';

/** Credentials of origins, under `ORIGIN_SECRETS_PREFIX`: `parley/{profile}/` on AWS, `parley/` in a data folder, which holds one deployment. */
export const openOriginSecrets = (): Secrets => prefixed(openSecrets(), setting('ORIGIN_SECRETS_PREFIX'));
