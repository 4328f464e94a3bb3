/** The tag of objects that nothing refers to after a while; the bucket's lifecycle goes by it. */
export const PASSING_TAG = 'parley-passing';

/**
 * What passes, by the third part of a key (`T/{tenant}/{kind}/…`), and the days it is kept.
 * `in`: claim checks of topic records; a topic keeps its records for 7 days, and a dead letter may wait for another 14.
 * `raw`: what could not be read, kept so that somebody can mend the reader and send it again.
 */
export const PASSING = { in: { days: 30 }, raw: { days: 90 } } as const satisfies Record<string, { readonly days: number }>;

/** The header of a PUT that tags what passes; none for what stays. */
export function passingHeader(key: string): Readonly<Record<string, string>> {
  const kind = key.split('/')[2] ?? '';
  return kind in PASSING ? { 'x-amz-tagging': `${PASSING_TAG}=${kind}` } : {};
}
