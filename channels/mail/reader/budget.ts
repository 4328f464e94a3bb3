/**
 * Limits for reading one mail. A mail above any limit is not read; it is kept and shown with its subject and the original as a file (DESIGN §4.3).
 * The limits are ten times the measured needs of large real mails: docs/decisions/0110.
 */

/** Lines of the whole mail. 4 MB of full base64 lines are 53,000. */
export const LINES = 1_000_000;
/** Parts of all kinds. */
export const PARTS = 1_000;
/** Parts inside parts. */
export const NESTING = 50;
/** Headers of one part, in bytes. */
export const HEAD_BYTES = 1_000_000;
/** One header that is parsed (addresses, encoded words), in bytes. The middle of a longer header is ignored. */
export const FIELD_BYTES = 256_000;
/** Heap of the reading thread, in MB. Above it, the thread ends and the mail counts as too complex. */
export const HEAP_MB = 256;

/** Why a mail was not read. */
export class OverBudget extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'OverBudget';
  }
}
