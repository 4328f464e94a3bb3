/** What a function answers its event source: the records that are to come again. All others are done. */
export interface PartialBatch<I = string> {
  readonly batchItemFailures: { itemIdentifier: I }[];
}

/**
 * The one way in which every batch of a queue, a stream or a topic is answered
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting, read November 2026).
 * Nothing to come again: the batch is done. Which records those are, each handler knows itself (docs/decisions/0510).
 */
export const comeAgain = <I = string>(identifiers: Iterable<I>): PartialBatch<I> => ({
  batchItemFailures: [...identifiers].map((itemIdentifier) => ({ itemIdentifier })),
});

/** The identifiers of the records whose work fails; each is worked off beside the others, and `failed` hears why. */
export async function failuresOf<R extends { readonly messageId: string }>(
  records: readonly R[],
  work: (record: R) => Promise<void>,
  failed: (error: unknown, record: R) => void,
): Promise<string[]> {
  const failures = await Promise.all(
    records.map(async (record) => {
      try {
        await work(record);
        return [];
      } catch (error) {
        failed(error, record);
        return [record.messageId];
      }
    }),
  );
  return failures.flat();
}
