/** A function's response to its event source: the records to retry. All others are done. */
export interface PartialBatch<I = string> {
  readonly batchItemFailures: { itemIdentifier: I }[];
}

/**
 * The partial-batch response of every consumer of a queue, a stream or a topic
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting, read November 2026).
 * Without identifiers, the batch is done. Each handler decides which records to retry (docs/decisions/0510).
 */
export const partialBatch = <I = string>(identifiers: Iterable<I>): PartialBatch<I> => ({
  batchItemFailures: [...identifiers].map((itemIdentifier) => ({ itemIdentifier })),
});

/** Processes records in parallel and returns the identifiers of those that fail; `failed` gets each error. */
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
