/** Members of the deployment's own secret, each a random text. Code that creates, rotates or reads the secret uses this list. */
export const APP_KEYS = ['adminToken', 'tokenKey', 'cursorKey', 'vapidKey'] as const;
export type AppKey = (typeof APP_KEYS)[number];

/** Keeps the members that exist, rotated ones too, and adds the missing ones. */
export const completed = (present: Readonly<Record<string, unknown>>, newKey: () => string): Record<string, unknown> => ({
  ...present,
  ...Object.fromEntries(APP_KEYS.filter((name) => typeof present[name] !== 'string' || present[name] === '').map((name) => [name, newKey()])),
});
