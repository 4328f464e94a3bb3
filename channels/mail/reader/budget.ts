/**
 * What one mail may cost to read. Above any of these it is not read, but kept and shown with its subject and the original as a file (DESIGN §4.3).
 * The figures are ten times what large real mails need, and were measured: docs/decisions/0110.
 */

/** Lines of the whole mail. 4 MB of full base64 lines are 53,000. */
export const LINES = 1_000_000;
/** Parts of all kinds. */
export const PARTS = 1_000;
/** Parts inside parts. */
export const NESTING = 50;
/** Headers of one part, in bytes. */
export const HEAD_BYTES = 1_000_000;
/** One header that is taken apart (addresses, encoded words), in bytes; of a longer one the middle is not looked at. */
export const FIELD_BYTES = 256_000;
/** Heap of the thread that reads, in MB; beyond it the thread ends and the mail counts as too complex. */
export const HEAP_MB = 256;

/** Why a mail was not read. */
export class OverBudget extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'OverBudget';
  }
}
