import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createConfig, lint } from '@redocly/openapi-core';
import { type Check, verdictOf } from './check.ts';

interface Document {
  readonly name: string;
  readonly file: string;
  /** Whether warnings about style count too. Redocly's rules for AsyncAPI require a security scheme, but here the ticket in the URL is the credential. */
  readonly warnings: boolean;
}

const DOCUMENTS: readonly Document[] = [
  { name: 'docs/openapi.json', file: fileURLToPath(new URL('../../docs/openapi.json', import.meta.url)), warnings: true },
  { name: 'docs/asyncapi.yaml', file: fileURLToPath(new URL('../../docs/asyncapi.yaml', import.meta.url)), warnings: false },
];

/** Schemas that only an extension refers to, such as the frames at `x-websocket`: the linter ignores extensions. */
function namedByExtensions(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  if (!text.startsWith('{')) return found;
  JSON.parse(text, (keyword, value: unknown) => {
    if (keyword.startsWith('x-')) for (const [, ref = ''] of JSON.stringify(value).matchAll(/"\$ref":"([^"]+)"/g)) found.add(ref);
    return value;
  });
  return found;
}

/** Problems of one document according to Redocly's recommended rules, one line each. */
export async function problemsOf(file: string, warnings: boolean): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lint({ ref: file, config });
  const elsewhere = namedByExtensions(readFileSync(file, 'utf8'));
  return problems
    .filter(({ severity }) => warnings || severity === 'error')
    .filter(({ ruleId, location }) => ruleId !== 'no-unused-components' || !elsewhere.has(location[0]?.pointer ?? ''))
    .map(({ ruleId, message, location }) => `${location[0]?.pointer ?? ''}: ${message} (${ruleId})`);
}

/** Checks that both documents of the API are valid, and that the OpenAPI document follows Redocly's recommendations. */
export const apiDocuments: Check = {
  name: 'api documents',
  async run() {
    const problems: string[] = [];
    for (const { name, file, warnings } of DOCUMENTS) problems.push(...(await problemsOf(file, warnings)).map((problem) => `${name} ${problem}`));
    return verdictOf(problems, DOCUMENTS.map(({ name }) => name).join(', '));
  },
};
