import type { Secrets } from '../../adapters/secrets/secrets.ts';
import type { Clock } from '../../domain/context.ts';
import { isFresh } from '../../domain/fresh.ts';
import { type AppKeys, appKeysSchema } from './settings.ts';

const KEPT_MS = 60_000;

/** Parses the deployment's secret once a minute, so that a rotated secret works without a restart. @throws when it is missing or incomplete */
export function keysFrom(secrets: Pick<Secrets, 'get'>, name: string, clock: Clock): () => Promise<AppKeys> {
  let kept: { readonly keys: AppKeys; readonly at: number } | undefined;
  return async () => {
    if (kept && isFresh(kept.at, clock(), KEPT_MS)) return kept.keys;
    const text = await secrets.get(name);
    if (text === undefined) throw new Error(`there is no secret ${name}`);
    const parsed = appKeysSchema.safeParse(JSON.parse(text));
    if (!parsed.success) throw new Error(`the secret ${name} must be JSON with ${Object.keys(appKeysSchema.shape).join(', ')}`);
    kept = { keys: parsed.data, at: clock() };
    return parsed.data;
  };
}
