import { type RawRow, ROW_CHARACTERS } from './row.ts';
import { FileRefused } from './texts.ts';

/**
 * Elements of a JSON array, one at a time, because parsing an array of 25 MB as a whole can take forty times as much memory. The scanner only finds where an
 * element ends; `JSON.parse` parses it, so that one broken element is one bad row. @throws FileRefused
 */
export async function* jsonRows(texts: AsyncIterable<string>): AsyncGenerator<RawRow> {
  let depth = 0;
  let row = 0;
  let quoted = false;
  let escaped = false;
  let ended = false;
  let element = '';
  for await (const text of texts) {
    let from = 0;
    const take = (to: number): void => {
      element += text.slice(from, to);
      from = to + 1;
      if (element.length > ROW_CHARACTERS) throw new FileRefused(`Element ${row + 1} has more than ${ROW_CHARACTERS} characters.`);
    };
    for (let at = 0; at < text.length; at += 1) {
      const letter = text[at] as string;
      if (quoted) {
        if (escaped) escaped = false;
        else if (letter === '\\') escaped = true;
        else if (letter === '"') quoted = false;
        continue;
      }
      if (depth === 0) {
        if (isBlank(letter)) continue;
        if (ended || letter !== '[') throw new FileRefused(ended ? 'Something follows the JSON array.' : 'The file is not a JSON array of entries.');
        depth = 1;
        from = at + 1;
        continue;
      }
      if (letter === '"') quoted = true;
      else if (letter === '[' || letter === '{') depth += 1;
      else if (letter === ']' || letter === '}') depth -= 1;
      const last = depth === 0;
      if (!last && !(letter === ',' && depth === 1)) continue;
      take(at);
      const only = last && row === 0 && isBlank(element);
      if (!only) yield parsed((row += 1), element);
      element = '';
      ended = last;
    }
    if (depth > 0) take(text.length);
  }
  if (!ended) throw new FileRefused(depth > 0 ? 'The JSON array never ends.' : 'The file is empty.');
}

const isBlank = (text: string): boolean => /^[ \t\r\n]*$/.test(text);

const parsed = (row: number, element: string): RawRow => {
  try {
    return { row, entry: JSON.parse(element) as unknown };
  } catch {
    return { row, entry: null, reasons: [{ column: '', reason: 'is not JSON' }] };
  }
};
