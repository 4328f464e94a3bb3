import { guessed } from '../text/charsets.ts';
import { FIELD_BYTES } from './budget.ts';

interface Line {
  readonly key: string;
  /** Name, colon and value. Each character is one byte. */
  readonly line: string;
}

/** The beginning and the end of a value that is too long. The end matters because an address follows its name, which can be long. */
const shortened = (field: string): string => (field.length <= FIELD_BYTES ? field : field.slice(0, FIELD_BYTES / 2) + field.slice(-FIELD_BYTES / 2));

/** The headers of a mail or of a part. Names are case-insensitive. If a header is repeated, the first one counts. */
export class Headers {
  readonly #lines: readonly Line[];

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  /** The unfolded value as text; encoded words are not decoded. Undefined if the header is missing. */
  value(name: string): string | undefined {
    const line = this.#lines.find(({ key }) => key === name)?.line;
    if (line === undefined) return undefined;
    const bytes = shortened(line.slice(line.indexOf(':') + 1)).replace(/\r?\n(?=[ \t])/g, '');
    return guessed(Buffer.from(bytes, 'latin1'))
      .replace(/[\r\n\0]+/g, ' ')
      .trim();
  }

  /** True if the header exists, even if it is empty. */
  has(name: string): boolean {
    return this.#lines.some(({ key }) => key === name);
  }
}
