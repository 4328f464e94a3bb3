import { type FieldRows, TICKET_FIELDS } from '../ticket-fields.ts';

/** The objects that a path reads: the ticket as it would be stored, and the current message, if there is one. */
export interface Readable {
  readonly ticket: object;
  readonly message: object | null;
}

/** Aliases of fields: `conversationId` is `threadId`, `closesAt` is `deadlines.closure`. */
const SAME: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(TICKET_FIELDS as FieldRows).flatMap(([name, { same }]) => (same ? [[name, same.split('.')]] : [])),
);

/** A path as steps from the ticket or from the message. */
export const stepsOf = (path: string): { readonly from: 'ticket' | 'message'; readonly steps: readonly string[] } => {
  const parts = path.split('.');
  if (parts[0] === 'message') return { from: 'message', steps: parts.slice(1) };
  return { from: 'ticket', steps: [...(SAME[parts[0] as string] ?? [parts[0] as string]), ...parts.slice(1)] };
};

/** The value at the end of the steps, `undefined` if absent. Reads through lists of objects: `attachments.type` is the list of types. */
export const follow = (from: unknown, steps: readonly string[]): unknown => {
  let at = from;
  for (const step of steps) {
    if (at === null || at === undefined) return undefined;
    at = Array.isArray(at) ? at.map((one: unknown) => own(one, step)).filter((one) => one !== null && one !== undefined) : own(at, step);
  }
  return at === null || (Array.isArray(at) && at.length === 0) ? undefined : at;
};

export const reader = (path: string): ((readable: Readable) => unknown) => {
  const { from, steps } = stepsOf(path);
  return (readable) => follow(readable[from], steps);
};

const own = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
