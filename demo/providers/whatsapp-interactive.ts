import { type GraphAnswer, invalid, isRecord, missing } from './graph-error.ts';

/**
 * The error in the member `interactive` of a message (reply buttons and lists), from the documentation alone:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages (of 2026-05-21) and
 * interactive-list-messages beside it (read 2026-11-29)
 */
export function interactiveFault(given: unknown): GraphAnswer | null {
  if (!isRecord(given)) return missing('interactive');
  const { type, body, action } = given;
  if (type !== 'button' && type !== 'list') return invalid('interactive["type"]: only button and list are simulated.');
  const unknown = Object.keys(given).find((key) => !['type', 'body', 'action'].includes(key));
  if (unknown !== undefined) return invalid(`Unexpected key "${unknown}" on param "interactive".`);
  if (!isRecord(body) || !isText(body['text'], type === 'button' ? 1024 : 4096)) return invalid('interactive["body"]["text"] has a wrong length.');
  if (!isRecord(action)) return missing('interactive["action"]');
  return type === 'button' ? buttonsFault(action) : listFault(action);
}

const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value !== '' && value.length <= most;

function buttonsFault({ buttons, ...others }: Record<string, unknown>): GraphAnswer | null {
  if (Object.keys(others).length > 0) return invalid('An action of buttons has buttons only.');
  if (!Array.isArray(buttons) || buttons.length < 1 || buttons.length > 3) return invalid('There are one to three buttons.');
  const replies = (buttons as unknown[]).map((button) => (isRecord(button) && button['type'] === 'reply' ? button['reply'] : undefined));
  if (!replies.every((reply) => isRecord(reply) && isText(reply['id'], 256) && isText(reply['title'], 20) && Object.keys(reply).length === 2))
    return invalid('A button has an id of at most 256 characters and a title of at most 20.');
  return uniqueFault(replies as Record<string, unknown>[]);
}

function listFault({ button, sections, ...others }: Record<string, unknown>): GraphAnswer | null {
  if (Object.keys(others).length > 0) return invalid('An action of a list has a button and sections only.');
  if (!isText(button, 20)) return invalid('The button of a list has at most 20 characters.');
  if (!Array.isArray(sections) || sections.length < 1 || sections.length > 10) return invalid('There are one to ten sections.');
  const lists = (sections as unknown[]).map((section) => (isRecord(section) && Array.isArray(section['rows']) ? (section['rows'] as unknown[]) : []));
  const rows = lists.flat();
  if (lists.some((list) => list.length === 0) || rows.length > 10) return invalid('A section has rows, and all sections together ten at most.');
  const isRow = (row: unknown): boolean =>
    isRecord(row) && isText(row['id'], 200) && isText(row['title'], 24) && (row['description'] === undefined || isText(row['description'], 72));
  return rows.every(isRow)
    ? uniqueFault(rows as Record<string, unknown>[])
    : invalid('A row has an id, a title of at most 24 characters and a description of 72.');
}

function uniqueFault(options: readonly Record<string, unknown>[]): GraphAnswer | null {
  const ids = new Set(options.map(({ id }) => id));
  const titles = new Set(options.map(({ title }) => title));
  return ids.size < options.length || titles.size < options.length ? invalid('Ids and titles must be unique.') : null;
}
