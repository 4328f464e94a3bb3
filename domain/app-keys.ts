/** Members of the deployment's own secret, each random text. Who makes, rotates or reads it uses this list. */
export const APP_KEYS = ['adminToken', 'tokenKey', 'cursorKey'] as const;
export type AppKey = (typeof APP_KEYS)[number];

/** The members that are there, as they are, and new ones for those that are missing: a rotated key stays as it was rotated. */
export const completed = (present: Readonly<Record<string, unknown>>, newKey: () => string): Record<string, unknown> => ({
  ...present,
  ...Object.fromEntries(APP_KEYS.filter((name) => typeof present[name] !== 'string' || present[name] === '').map((name) => [name, newKey()])),
});
