/** Not done yet, and certainly not sent: to be tried again after this many ms, from 0. */
export class TryAgain extends Error {
  readonly afterMs: number;
  constructor(reason: string, afterMs: number) {
    super(reason);
    this.name = 'TryAgain';
    this.afterMs = afterMs;
  }
}
