/**
 * The access pattern of a key: what varies becomes `*`, the tenant `t`. `T#4f#TH#9a` → `T#t#TH#*`, `M#0000000007` → `M#*`.
 * `docs/data-model.md` has one row for each.
 */
export const partitionShape = (pk: string): string => {
  const [first, second, kind, ...rest] = pk.split('#');
  if (first === 'RETRY') return 'RETRY#*';
  if (first === 'DIR') return `DIR#${second}#*`;
  if (first !== 'T') return pk;
  return ['T', 't', ...(kind === undefined ? [] : [kind]), ...rest.map(() => '*')].join('#');
};

/** A sort key is a word, a word and a variable part, or only a variable part. */
export const sortShape = (sk: string): string => /^[A-Z]+$/.exec(sk)?.[0] ?? (/^[A-Z]+#/.exec(sk) ? `${sk.slice(0, sk.indexOf('#'))}#*` : '*');
