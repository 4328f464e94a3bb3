/** Not done yet, and certainly not sent: to be retried after this many ms, from 0. */
export class RetryLater extends Error {
  readonly afterMs: number;
  constructor(reason: string, afterMs: number) {
    super(reason);
    this.name = 'RetryLater';
    this.afterMs = afterMs;
  }
}
