import { ParleyError } from '../../../../client/rest/problem.ts';
import { JobFailed } from './jobs.ts';

/** What a form shows of a refusal: each message at the field that it belongs to, and the rest above the button. */
export interface Refusal {
  readonly fields: Readonly<Record<string, string>>;
  /** Undefined: the fields say all. */
  readonly detail: string | undefined;
  readonly rest: readonly { readonly path: string; readonly message: string }[];
}

/** `/rules/3/actions/0` and `rules.3.actions.0` are the same place. A rule that is tried is within `rule`. */
const dotted = (path: string): string =>
  path
    .replace(/^\//, '')
    .replaceAll('/', '.')
    .replace(/^rule\./, '');

/**
 * Distributes the API's `errors` over the form's fields. A message about a member of a field's value (`teamIds.0`) belongs to that field. The longest
 * matching name wins.
 */
export function refusalOf(error: unknown, names: readonly string[], unreachable: string): Refusal {
  if (error instanceof JobFailed) return { fields: {}, detail: error.message, rest: [] };
  if (!(error instanceof ParleyError)) return { fields: {}, detail: unreachable, rest: [] };
  const fields: Record<string, string> = {};
  const rest: { path: string; message: string }[] = [];
  for (const { path, message } of error.errors) {
    const place = dotted(path);
    const [name] = names.filter((one) => place === one || place.startsWith(`${one}.`)).toSorted((a, b) => b.length - a.length);
    if (name === undefined) rest.push({ path: place, message });
    else fields[name] = fields[name] === undefined ? message : `${fields[name]} ${message}`;
  }
  const isSaid = error.errors.length > 0 && rest.length === 0;
  return { fields, detail: isSaid ? undefined : error.detail, rest };
}

/** What is left when a field's message was answered. */
export const withoutField = (refusal: Refusal, name: string): Refusal => ({
  ...refusal,
  fields: Object.fromEntries(Object.entries(refusal.fields).filter(([field]) => field !== name)),
});
