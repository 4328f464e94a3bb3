/** A function's response for its batch: no record failed, some did, or all. */
export type Verdict = { readonly failed: 'none' } | { readonly failed: 'some'; readonly items: readonly unknown[] } | { readonly failed: 'all' };

/**
 * Reads `{batchItemFailures: [{itemIdentifier}]}`. As on Lambda an empty or absent list is success, and an identifier that is empty or
 * missing fails the whole batch.
 */
export function verdictOf(result: unknown, partial: boolean): Verdict {
  if (!partial || typeof result !== 'object' || result === null || !('batchItemFailures' in result)) return { failed: 'none' };
  const list = result.batchItemFailures;
  if (list === null || list === undefined || (Array.isArray(list) && list.length === 0)) return { failed: 'none' };
  if (!Array.isArray(list)) return { failed: 'all' };
  const items: unknown[] = list.map((item: unknown) =>
    typeof item === 'object' && item !== null && 'itemIdentifier' in item ? item.itemIdentifier : undefined,
  );
  return items.some((item) => item === undefined || item === null || item === '') ? { failed: 'all' } : { failed: 'some', items };
}
