/** JSON values as block YAML, for generated documents that people read. Ambiguous strings are quoted. */
const PLAIN = /^[A-Za-z/$][\w /.,()’$-]*$/;
const WORDS_OF_YAML = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

const scalar = (value: unknown): string =>
  typeof value === 'string' && PLAIN.test(value) && !WORDS_OF_YAML.test(value) && !value.endsWith(' ') ? value : JSON.stringify(value);

const isEmpty = (value: object): boolean => (Array.isArray(value) ? value.length : Object.keys(value).length) === 0;

function lines(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return ` ${scalar(value)}\n`;
  if (isEmpty(value)) return Array.isArray(value) ? ' []\n' : ' {}\n';
  const inner = Array.isArray(value)
    ? value.map(
        (item) =>
          `${indent}-${item !== null && typeof item === 'object' && !isEmpty(item as object) ? lines(item, `${indent}  `).replace(/^\n\s*/, ' ') : lines(item, indent)}`,
      )
    : Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => `${indent}${scalar(name)}:${lines(member, `${indent}  `)}`);
  return `\n${inner.join('')}`;
}

export const toYaml = (value: Readonly<Record<string, unknown>>): string => lines(value, '').slice(1);
