/** The tag of objects that expire. The bucket's lifecycle (lib/objects-bucket.ts) deletes objects by this tag. */
export const EXPIRY_TAG = 'parley-passing';

/** Kinds of objects that expire, by the third part of their key (`T/{tenant}/{kind}/…`): claim checks of topic records, unreadable elements, calls with them, long dead letters, bad rows of uploaded lists. */
export const EXPIRING_KINDS = ['in', 'raw', 'calls', 'dead', 'bad-rows'] as const;

/** The tag of an object that expires; undefined for one that stays. */
export function expiryTag(key: string): string | undefined {
  const kind = EXPIRING_KINDS.find((one) => one === key.split('/')[2]);
  return kind === undefined ? undefined : `${EXPIRY_TAG}=${kind}`;
}
