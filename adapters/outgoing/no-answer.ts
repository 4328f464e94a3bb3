/** There was no answer. `left` is false if certainly no byte of the request left this machine. */
export class NoAnswer extends Error {
  readonly code: string;
  readonly left: boolean;
  constructor(code: string, left: boolean, cause?: unknown) {
    super(`no answer (${code})`, { cause });
    this.name = 'NoAnswer';
    this.code = code;
    this.left = left;
  }
}
