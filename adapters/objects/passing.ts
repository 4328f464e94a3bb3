/** The tag of objects that nothing refers to after a while; the bucket's lifecycle (lib/objects-bucket.ts) goes by it. */
export const PASSING_TAG = 'parley-passing';

/** What passes, by the third part of a key (`T/{tenant}/{kind}/…`): claim checks of topic records, what could not be read, and long dead letters. */
export const PASSING = ['in', 'raw', 'dead'] as const;

/** The header of a PUT that tags what passes; none for what stays. */
export function passingHeader(key: string): Readonly<Record<string, string>> {
  const kind = PASSING.find((one) => one === key.split('/')[2]);
  return kind === undefined ? {} : { 'x-amz-tagging': `${PASSING_TAG}=${kind}` };
}
