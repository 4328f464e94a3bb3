import { type Json, list, record, text } from '../json.ts';

const DEEPEST = 12;

/**
 * The text of a rich message's blocks, one line for each block: https://core.telegram.org/bots/api#richmessage (Bot API 10.1, read 2026-11-29). A text is a
 * string, a list of texts, or an object with a text; a block has a text, or blocks and items of its own.
 */
export const richText = (blocks: unknown): string | undefined => text(linesOf(blocks, 0).join('\n'));

const linesOf = (blocks: unknown, depth: number): readonly string[] =>
  depth > DEEPEST ? [] : (list(blocks) ?? []).flatMap((block) => blockLines(record(block) ?? {}, depth));

const blockLines = (block: Json, depth: number): readonly string[] => {
  const said = inline(block['text'], depth);
  return [...(said === '' ? [] : [said]), ...linesOf(block['blocks'], depth + 1), ...linesOf(block['items'], depth + 1)];
};

const inline = (given: unknown, depth: number): string => {
  if (typeof given === 'string') return given;
  if (depth > DEEPEST) return '';
  const several = list(given);
  if (several) return several.map((each) => inline(each, depth + 1)).join('');
  const holder = record(given);
  return holder ? inline(holder['text'], depth + 1) : '';
};
