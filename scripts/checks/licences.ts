import { readFileSync } from 'node:fs';
import { type Check, verdictOf } from './check.ts';

/** For deployed packages: permissive licences that require only attribution. SPDX identifiers. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'MIT-0', 'Python-2.0', 'Unlicense', 'Zlib'];
/** For tools that stay on the developer's machine: also file-level copyleft, and licences of data, fonts and Python. */
const ALLOWED_IN_DEVELOPMENT = [...ALLOWED, 'CC-BY-3.0', 'CC-BY-4.0', 'MPL-2.0', 'OFL-1.1', 'PSF-2.0'];

export interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
}

/** `(MIT OR GPL-3.0-or-later)`: one allowed side of OR is enough; all sides of AND must be allowed. */
export function isAllowed(expression: string, allowed: readonly string[]): boolean {
  const text = expression.trim();
  const alternatives = outside(text, ' OR ');
  if (alternatives.length > 1) return alternatives.some((part) => isAllowed(part, allowed));
  const together = outside(text, ' AND ');
  if (together.length > 1) return together.every((part) => isAllowed(part, allowed));
  return text.startsWith('(') && text.endsWith(')') ? isAllowed(text.slice(1, -1), allowed) : allowed.includes(text);
}

/** Splits outside of brackets. */
function outside(text: string, separator: string): string[] {
  const parts = [''];
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (open === 0 && text.startsWith(separator, at)) {
      parts.push('');
      at += separator.length - 1;
      continue;
    }
    const character = text.charAt(at);
    open += character === '(' ? 1 : character === ')' ? -1 : 0;
    parts[parts.length - 1] += character;
  }
  return parts;
}

/** One line per package whose licence is not allowed for its use. */
export function unlicensed(packages: Readonly<Record<string, Locked>>): string[] {
  return Object.entries(packages).flatMap(([path, { version, license, dev, link }]) => {
    if (path === '' || link === true) return [];
    const allowed = dev === true ? ALLOWED_IN_DEVELOPMENT : ALLOWED;
    if (license !== undefined && isAllowed(license, allowed)) return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return [`${name} ${version ?? ''}: ${license ?? 'no licence'} (${dev === true ? 'development' : 'deployed'})`];
  });
}

/** Checks the licence of every package in package-lock.json. */
export const licences: Check = {
  name: 'licences',
  run() {
    const { packages } = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as { packages: Record<string, Locked> };
    return Promise.resolve(verdictOf(unlicensed(packages), `${Object.keys(packages).length - 1} packages`));
  },
};
