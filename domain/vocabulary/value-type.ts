/**
 * The type of a value, as data: the API's schemas, conditions, rules, lists and search derive from it. `T` is the same type for the compiler.
 */
export interface ValueType<T = unknown> {
  readonly kind: 'text' | 'integer' | 'time' | 'boolean' | 'list' | 'object' | 'free';
  readonly nullable?: true;
  /** The only allowed values; `ordered`: the order is a rank. */
  readonly values?: readonly string[];
  readonly ordered?: true;
  /** `values`: what conditions may test for, although the API only promises a text. */
  readonly open?: true;
  /** An id: compared exactly, not as a word. */
  readonly exact?: true;
  /** Of a list. */
  readonly element?: ValueType;
  /** Of an object. */
  readonly members?: Readonly<Record<string, ValueType>>;
  /** For the compiler only; never set. */
  readonly is?: T;
}

/** The TypeScript type for a `ValueType`. */
export type Of<V> = V extends ValueType<infer T> ? T : never;
type Members = Readonly<Record<string, ValueType>>;

const typed = <T>(type: ValueType<T>): ValueType<T> => type;

export const text = typed<string>({ kind: 'text' });
export const id = typed<string>({ kind: 'text', exact: true });
export const integer = typed<number>({ kind: 'integer' });
/** ISO 8601 in UTC. */
export const time = typed<string>({ kind: 'time' });
export const flag = typed<boolean>({ kind: 'boolean' });
/** Values that the tenant chooses, by name. */
export const free = typed<Readonly<Record<string, unknown>>>({ kind: 'free' });
export const oneOf = <const V extends readonly string[]>(values: V): ValueType<V[number]> => ({ kind: 'text', values });
export const ranked = <const V extends readonly string[]>(values: V): ValueType<V[number]> => ({ kind: 'text', values, ordered: true });
export const openEnum = (values: readonly string[]): ValueType<string> => ({ kind: 'text', values, open: true });
export const listOf = <T>(element: ValueType<T>): ValueType<readonly T[]> => ({ kind: 'list', element });
export const objectOf = <M extends Members>(members: M): ValueType<{ readonly [K in keyof M]: Of<M[K]> }> => ({ kind: 'object', members });
export const orNull = <T>(type: ValueType<T>): ValueType<T | null> => ({ ...type, nullable: true }) as ValueType<T | null>;
