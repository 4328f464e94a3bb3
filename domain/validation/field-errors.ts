import type * as z from 'zod';
import type { FieldError } from '../errors.ts';
import { cut } from '../text/well-formed.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** The maximum of errors in an answer: a body with a thousand wrong fields gets the first of them. */
export const MOST_ERRORS = 50;
/** Maximum characters of a path, because names in it come from the caller. */
const PATH_CHARACTERS = 300;

export const dotted = (path: Path): string => cut(path.map(String).join('.'), PATH_CHARACTERS, '…');

/** A validator's issues as `errors:[{path, message}]`. Each message comes from a schema or from `words`. */
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
 * The alternative that a value almost matches: it only fails below its own level, or because of an extra field. Undefined
 * if none is close, or several are: the message then concerns the whole value.
 */
const nearestBranch = (branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined => {
  const near = branches.filter((issues) => issues.length > 0 && issues.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'));
  return near.length === 1 ? near[0] : undefined;
};
