import { type FieldError, Problem } from '../../errors.ts';
import { fold } from '../../text/fold.ts';
import { type Condition, type Leaf, leavesOf, type Scalar } from './condition.ts';
import { type Field, fieldOf, operatorsOf } from './fields.ts';
import { compileRegex, loadRegexEngine, MAX_PATTERN, TooHeavy } from './regex.ts';

export interface ValidateOptions {
  /** Position of the condition in the body. */
  readonly path?: string;
  /** Why a field cannot be used here; undefined if it can. */
  readonly refuse?: (field: string) => string | undefined;
}

/**
 * Whether a well-formed condition can be evaluated: paths inside the schema, operators that fit the field, values of its type,
 * patterns that are RE2. @throws Problem unprocessable, one error a fault, each with the path of the part at fault
 */
export const validateCondition = async (condition: Condition, options: ValidateOptions = {}): Promise<void> => {
  const leaves = [...leavesOf(condition, options.path ?? 'condition')];
  if (usesRegex(condition)) await loadRegexEngine();
  const errors = leaves.flatMap(([leaf, path]) => faultOf(leaf, path, options) ?? []);
  if (errors.length > 0) throw new Problem('unprocessable', `The condition cannot be evaluated: ${errors[0]?.path} ${errors[0]?.message}.`, { errors });
};

export const usesRegex = (condition: Condition): boolean => {
  for (const [leaf] of leavesOf(condition, '')) if (leaf.op === 'matches') return true;
  return false;
};

const faultOf = (leaf: Leaf, path: string, { refuse }: ValidateOptions): FieldError | undefined => {
  const field = fieldOf(leaf.field);
  if (!field) return { path: `${path}.field`, message: `${leaf.field} is not a field of a ticket or message` };
  const refused = refuse?.(leaf.field);
  if (refused) return { path: `${path}.field`, message: refused };
  const operators = operatorsOf(field);
  if (!operators.includes(leaf.op)) return { path: `${path}.op`, message: `${leaf.op} does not apply to ${leaf.field}; one of ${operators.join(', ')} does` };
  const message = valueFault(field, leaf);
  return message === undefined ? undefined : { path: `${path}.value`, message };
};

const valueFault = (field: Field, { field: name, op, value }: Leaf): string | undefined => {
  if (op === 'exists') return value === undefined || typeof value === 'boolean' ? undefined : 'true or false expected';
  if (value === undefined) return 'a value is needed';
  const list = Array.isArray(value) ? (value as readonly Scalar[]) : null;
  if (op === 'in' || op === 'nin') return list ? list.map((one) => scalarFault(field, name, one)).find((fault) => fault !== undefined) : 'a list expected';
  if (list) return 'one value expected, not a list';
  const scalar = value as Scalar;
  if (op === 'matches') return patternFault(scalar);
  if (op === 'contains') return containsFault(scalar);
  if (field.type === 'any' && typeof scalar === 'boolean' && op !== 'eq' && op !== 'ne') return 'a number or a text expected';
  return scalarFault(field, name, scalar);
};

const scalarFault = (field: Field, name: string, value: Scalar): string | undefined => {
  if (field.values && !field.values.includes(value as string)) return `${name} is one of ${field.values.join(', ')}`;
  if (field.type === 'text' && typeof value !== 'string') return 'a text expected';
  if (field.type === 'number' && typeof value !== 'number') return 'a number expected';
  if (field.type === 'boolean' && typeof value !== 'boolean') return 'true or false expected';
  if (field.type === 'time' && (typeof value !== 'string' || !ISO.test(value) || Number.isNaN(Date.parse(value)))) return 'a time in ISO 8601 expected';
  return undefined;
};

const containsFault = (value: Scalar): string | undefined => {
  if (typeof value !== 'string' || value === '') return 'a text expected';
  return fold(value) === '' ? 'a text with visible characters expected' : undefined;
};

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

const patternFault = (pattern: Scalar): string | undefined => {
  if (typeof pattern !== 'string') return 'a pattern expected';
  if (pattern.length > MAX_PATTERN) return `at most ${MAX_PATTERN} characters`;
  try {
    compileRegex(pattern);
    return undefined;
  } catch (error) {
    return error instanceof TooHeavy ? error.message : `is not an RE2 pattern: ${(error as Error).message}`;
  }
};
