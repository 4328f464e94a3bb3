/**
 * `npm run channels`: generates the registry of channels from the list of their names (`domain/origins/channels.ts`) and from the files in their
 * folders. Without `--write` it lists the files that are out of date and fails. Each side has its own file, so that a function bundles only what it
 * uses: a receiver has no senders, a sender no parsers, a verifier no validators (docs/decisions/0570-one-line-a-channel.md).
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHANNELS } from '../domain/origins/channels.ts';

/** The files of a channel's folder: the file, the name that it exports, and the side of the registry. */
const SIDES = [
  { file: 'inbound.ts', name: 'inbound', side: 'inbound' },
  { file: 'outbound.ts', name: 'outbound', side: 'outbound' },
  { file: 'capabilities.ts', name: 'capabilities', side: 'capabilities' },
  { file: 'credentials.ts', name: 'credentials', side: 'credentials' },
  { file: 'words.ts', name: 'words', side: 'words' },
  { file: 'provider.ts', name: 'provider', side: 'providers' },
  { file: 'poller.ts', name: 'poller', side: 'pollers' },
  { file: 'check.ts', name: 'check', side: 'checks' },
  { file: 'incoming-media.ts', name: 'incomingMedia', side: 'incoming-media' },
] as const;

/** Files that each channel must have. */
const NEEDED: readonly string[] = ['credentials.ts', 'words.ts'];
/** Folders of `channels/` that are not channels. */
const NO_CHANNELS: readonly string[] = ['meta', 'registry'];
const MADE = '// Made by `npm run channels` from the folders of channels/. Do not edit.\n';

/** The registry's files by path below `root`. @throws Error for a folder that is not a channel, and for a channel without a required file */
export function registryFiles(root: string, channels: readonly string[]): ReadonlyMap<string, string> {
  const folders = readdirSync(join(root, 'channels'), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  const stray = folders.find((folder) => !channels.includes(folder) && !NO_CHANNELS.includes(folder));
  if (stray !== undefined) throw new Error(`channels/${stray} is not a channel: add '${stray}' to domain/origins/channels.ts`);
  const offering = (file: string): string[] => channels.filter((channel) => existsSync(join(root, 'channels', channel, file)));
  for (const file of NEEDED) {
    const bare = channels.find((channel) => !offering(file).includes(channel));
    if (bare !== undefined) throw new Error(`channels/${bare}/${file} is missing`);
  }
  const files = SIDES.map(({ file, name, side }): [string, string] => {
    const offered = offering(file);
    const imports = offered.toSorted().map((channel) => `import { ${name} as ${channel} } from '../../${channel}/${file}';\n`);
    return [pathOf(side), `${MADE}${imports.join('')}\nexport const ROWS = {${offered.map((channel) => `\n  ${channel},`).join('')}\n};\n`];
  });
  const named = (file: string): string =>
    offering(file)
      .map((channel) => `\n  ${channel}: true,`)
      .join('');
  return new Map([
    ...files,
    [
      pathOf('receiving'),
      `${MADE}\n/** Channels whose webhooks are read, for code that loads no parser. */\nexport const RECEIVING = {${named('inbound.ts')}\n};\n`,
    ],
    [
      pathOf('checked'),
      `${MADE}\n/** Channels whose credentials a call checks, for code that makes no call. */\nexport const CHECKED = {${named('check.ts')}\n};\n`,
    ],
    [
      pathOf('polled'),
      `${MADE}\n/** Channels whose providers are polled, for code that loads no poller. */\nexport const POLLED = {${named('poller.ts')}\n};\n`,
    ],
  ]);
}

const pathOf = (side: string): string => `channels/registry/rows/${side}.ts`;

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const present = (path: string): string => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');
  const stale = [...registryFiles(root, CHANNELS)].filter(([path, text]) => present(path) !== text);
  if (process.argv.includes('--write')) for (const [path, text] of stale) writeFileSync(join(root, path), text);
  else if (stale.length > 0) {
    console.error(`Out of date: ${stale.map(([path]) => path).join(', ')}. Run npm run channels`);
    process.exitCode = 1;
  }
}
