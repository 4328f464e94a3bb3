import { guessed } from '../text/charsets.ts';
import { FIELD_BYTES } from './budget.ts';

interface Line {
  readonly key: string;
  /** Name, colon and value, a byte in each character. */
  readonly line: string;
}

/** Beginning and end of what is too long: an address stands behind its name, however long that is. */
const shortened = (field: string): string => (field.length <= FIELD_BYTES ? field : field.slice(0, FIELD_BYTES / 2) + field.slice(-FIELD_BYTES / 2));

/** The header of a mail or of a part. Names are case-insensitive; of a repeated one the first counts. */
export class Headers {
  readonly #lines: readonly Line[];

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  /** The unfolded value as text, encoded words as they are; undefined when there is no such header. */
  value(name: string): string | undefined {
    const line = this.#lines.find(({ key }) => key === name)?.line;
    if (line === undefined) return undefined;
    const bytes = shortened(line.slice(line.indexOf(':') + 1)).replace(/\r?\n(?=[ \t])/g, '');
    return guessed(Buffer.from(bytes, 'latin1'))
      .replace(/[\r\n\0]+/g, ' ')
      .trim();
  }

  /** True when it is there, even when it is empty. */
  has(name: string): boolean {
    return this.#lines.some(({ key }) => key === name);
  }
}
