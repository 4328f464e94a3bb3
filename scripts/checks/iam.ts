import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { type Check, failed, passed } from './check.ts';
import { iamText } from './iam/text.ts';
import { changedLines } from './lines.ts';
import { templates } from './templates.ts';

const FOLDER = fileURLToPath(new URL('../../docs/iam/', import.meta.url));
const PROFILES = ['dev', 'prod'] as const;
const fileOf = (profile: string): string => `${FOLDER}${profile}.txt`;

const texts = async (): Promise<readonly { readonly profile: string; readonly text: string }[]> => {
  const sets = await templates();
  return PROFILES.map((profile) => ({ profile, text: iamText(sets[profile], `Who may do what: ${profile}`) }));
};

/** Compares the permissions of each role with the text that was reviewed and committed. */
export const iam: Check = {
  name: 'iam',
  async run() {
    const differences = (await texts()).flatMap(({ profile, text }) => {
      const reviewed = existsSync(fileOf(profile)) ? readFileSync(fileOf(profile), 'utf8') : '';
      return reviewed === text ? [] : [`docs/iam/${profile}.txt:`, ...changedLines(reviewed, text)];
    });
    if (differences.length === 0) return passed('as reviewed');
    return failed('grants differ from docs/iam', `${differences.join('\n')}\nIf this is intended: npm run iam, review and commit.`);
  },
};

if (argv[1] === fileURLToPath(import.meta.url)) {
  if (argv[2] !== '--write') throw new Error('npm run iam');
  mkdirSync(FOLDER, { recursive: true });
  for (const { profile, text } of await texts()) writeFileSync(fileOf(profile), text);
}
