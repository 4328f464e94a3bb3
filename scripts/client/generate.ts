import { readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Writes `client/api.ts`, the types of the API, from `docs/openapi.json`: `npm run openapi && npm run client`. A test compares the file with its source.
 * openapi-typescript prints types with TypeScript's API, which TypeScript 7 does not have yet: it gets the package `typescript-5` instead.
 */
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'typescript' && context.parentURL?.includes('/openapi-typescript/') === true ? 'typescript-5' : specifier, context),
});

export const CLIENT_FILE = new URL('../../client/api.ts', import.meta.url);
const DOCUMENT = new URL('../../docs/openapi.json', import.meta.url);

interface Described {
  readonly paths: Readonly<Record<string, unknown>>;
}

/** Half the size: two spaces a level, no notes about the generator, and no lines about methods that a path does not have. */
const compact = (text: string): string =>
  text
    .replaceAll(/^ {8}readonly (get|put|post|delete|options|head|patch|trace)\?: never;\n/gm, '')
    .replaceAll(' (enum property replaced by openapi-typescript)', '')
    .replaceAll(/^( {4})+/gm, (spaces) => ' '.repeat(spaces.length / 2));

/** The types of a document. Addresses that only providers call are left out: they sign their calls, a client cannot. */
export async function clientText(document: Described): Promise<string> {
  const { astToString, default: openapiTS } = await import('openapi-typescript');
  const paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => !path.startsWith('/webhooks/')));
  const nodes = await openapiTS(JSON.stringify({ ...document, paths }), { immutable: true, rootTypes: true, rootTypesNoSchemaPrefix: true });
  return `// oxlint-disable max-lines, typescript/no-redundant-type-constituents
// biome-ignore-all format: generated from docs/openapi.json by scripts/client/generate.ts; do not edit.
// biome-ignore-all assist/source/organizeImports: generated
${compact(astToString(nodes))}`;
}

export const currentClient = (): Promise<string> => clientText(JSON.parse(readFileSync(DOCUMENT, 'utf8')) as Described);

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(CLIENT_FILE, await currentClient());
