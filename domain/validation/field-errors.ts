import type * as z from 'zod';
import type { FieldError } from '../errors.ts';
import { cut } from '../text/well-formed.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A body of a thousand wrong fields is answered by the first of them. */
export const MOST_ERRORS = 50;
/** A name in a path is the caller's own and may be of any length. */
const PATH_CHARACTERS = 300;

export const dotted = (path: Path): string => cut(path.map(String).join('.'), PATH_CHARACTERS, '…');

/** A validator's issues as `errors:[{path, message}]`. Each message is a schema's own or comes from `words`. */
export const fieldErrors = (issues: readonly Issue[], below: Path = []): FieldError[] => {
  const errors: FieldError[] = [];
  for (const issue of issues) {
    if (errors.length >= MOST_ERRORS) break;
    errors.push(...ofIssue(issue, [...below, ...issue.path]));
  }
  return errors.slice(0, MOST_ERRORS);
};

const ofIssue = (issue: Issue, path: Path): FieldError[] => {
  if (issue.code === 'unrecognized_keys') return issue.keys.slice(0, MOST_ERRORS).map((key) => ({ path: dotted([...path, key]), message: 'unknown field' }));
  const nearest = issue.code === 'invalid_union' ? nearestBranch(issue.errors) : undefined;
  if (nearest) return fieldErrors(nearest, path);
  return [{ path: dotted(path), message: issue.message }];
};

/**
 * Of the forms that a value may have, the one that it nearly has: it fails below its own level, or because of a field too many. Undefined
 * when none is near, or several are: then the message names the value as a whole.
 */
const nearestBranch = (branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined => {
  const near = branches.filter((issues) => issues.length > 0 && issues.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'));
  return near.length === 1 ? near[0] : undefined;
};
