import type { Secrets } from './secrets.ts';

/** The same store under names that all begin with `prefix`, so that deployments in parallel in one account do not share secrets. */
export const prefixed = (secrets: Secrets, prefix: string): Secrets => ({
  put: (name, value) => secrets.put(prefix + name, value),
  replace: (name, present, value) => secrets.replace(prefix + name, present, value),
  get: (name, options) => secrets.get(prefix + name, options),
  delete: (name) => secrets.delete(prefix + name),
});
