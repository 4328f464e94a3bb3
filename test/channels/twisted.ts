import * as fc from 'fast-check';

/** A sample with bytes replaced. */
export const flipped = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc.array(fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) }), { minLength: 1, maxLength: 8 }).map((changes) => {
    const copy = Uint8Array.from(bytes);
    for (const { at, to } of changes) copy[at] = to;
    return copy;
  });

/** A sample that is cut off, or has bytes replaced. */
export const broken = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    fc.nat(bytes.length).map((end) => bytes.subarray(0, end)),
    flipped(bytes),
  );

/** Numbers that no double holds stand as strings until the document is written out. */
export const written = (document: unknown): Buffer => Buffer.from((JSON.stringify(document) ?? 'null').replaceAll(/"#([^"#]+)#"/g, '$1'));

const strings = fc.constantFrom(
  '',
  ' 5 ',
  'half \ud83d',
  'NUL \0',
  'x'.repeat(5000),
  '2026-11-28T10:00:00',
  '1763700000000',
  '__proto__',
  'constructor',
  'toString',
  'unsupported',
  'poll',
  'system',
  'call',
  'group_id',
);
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(null, [], {}, -1, 1e308, [[]], true),
  strings,
  fc.constantFrom('#12345678901234567890#', '#-1e21#', '#1e400#', '#1763700000000000000000#', '#0.12345678901234567890#'),
);

/** A JSON document with members somewhere in it replaced by anything. */
export const twisted = (document: unknown): fc.Arbitrary<unknown> => {
  const paths: (readonly (string | number)[])[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    paths.push(path);
    if (Array.isArray(value)) value.forEach((each, at) => walk(each, [...path, at]));
    else if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) walk(each, [...path, key]);
  };
  walk(document, []);
  return fc.array(fc.tuple(fc.constantFrom(...paths), anything), { minLength: 1, maxLength: 4 }).map((changes) => {
    let copy: unknown = structuredClone(document);
    for (const [path, given] of changes) {
      // A copy: two places must not come to share a value, which JSON cannot.
      const value: unknown = structuredClone(given);
      if (path.length === 0) {
        copy = value;
        continue;
      }
      let at = copy as Record<string | number, unknown> | undefined;
      for (const step of path.slice(0, -1)) at = typeof at === 'object' && at !== null ? (at[step] as typeof at) : undefined;
      const last = path.at(-1) as string | number;
      // An earlier change may have made an array of an object with a `length` (Telegram's entities) or with ids as keys (X's users): it would become huge.
      if (typeof at === 'object' && at !== null && !(Array.isArray(at) && typeof last === 'string')) at[last] = value;
    }
    return copy;
  });
};

/** A form with fields replaced, repeated, renamed and left out. */
export const twistedForm = (form: string): fc.Arbitrary<string> => {
  const fields = [...new URLSearchParams(form)];
  const change = fc.record({ at: fc.nat(fields.length - 1), how: fc.constantFrom('value', 'name', 'twice', 'gone'), to: fc.oneof(fc.string(), strings) });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const copy = fields.map(([name, value]): readonly (readonly [string, string])[] => [[name, value]]);
    for (const { at, how, to } of changes) {
      const [[name, value] = ['', '']] = copy[at] ?? [];
      const changed = {
        value: [[name, to]],
        name: [[to, value]],
        twice: [
          [name, to],
          [name, value],
        ],
        gone: [],
      } as const;
      copy[at] = changed[how];
    }
    return new URLSearchParams(copy.flat().map(([name, value]): [string, string] => [name.toWellFormed(), value.toWellFormed()])).toString();
  });
};
