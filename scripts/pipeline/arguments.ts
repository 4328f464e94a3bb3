const PROFILES = ['dev', 'prod'];
/** GitHub limits a step's summary to a megabyte. */
const MOST_BYTES = 900_000;

/** One `name=value` per line, without the profile, which the pipeline sets itself. @throws for other lines */
const settingsOf = (settings: string): string[] =>
  settings
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap((line) => {
      if (!/^[A-Za-z]\w*=\S/.test(line) || line.startsWith('profile=')) throw new Error(`CDK_SETTINGS: "${line}" is not of the form name=value`);
      return ['-c', line];
    });

/** Arguments of the CDK's command line. @throws for invalid arguments, with a message for the user */
export const cdkArguments = (
  verb: string | undefined,
  profile: string | undefined,
  commit: string | undefined,
  settings: string,
): { readonly args: readonly string[]; readonly capture: boolean } => {
  if (profile === undefined || !PROFILES.includes(profile)) throw new Error('npm run pipeline -- diff|deploy dev|prod [commit]');
  const context = ['-c', `profile=${profile}`, ...settingsOf(settings)];
  if (verb === 'diff') return { args: ['diff', '--no-color', '--method=template', ...context], capture: true };
  if (verb !== 'deploy') throw new Error('npm run pipeline -- diff|deploy dev|prod [commit]');
  if (commit === undefined || !/^[0-9a-f]{7,40}$/.test(commit)) throw new Error('deploy: a commit is needed');
  return {
    args: [
      'deploy',
      '--all',
      '--no-color',
      '--progress',
      'events',
      // No prompt is needed, because the reviewer has read the diff.
      '--require-approval',
      'never',
      '--outputs-file',
      `outputs-${profile}.json`,
      ...context,
      '-c',
      `release=${commit.slice(0, 12)}`,
    ],
    capture: false,
  };
};

/** A diff as a page for the step's summary. A long one is cut, with a note. */
export const summaryOf = (profile: string, difference: string): string => {
  const bytes = Buffer.from(difference);
  const shown = bytes.length > MOST_BYTES ? `${bytes.subarray(0, MOST_BYTES).toString('utf8')}\n… cut: run the command in a shell to see all` : difference;
  return `## What changes in ${profile}\n\n~~~~text\n${shown.replaceAll('~~~~', '~~~')}\n~~~~\n`;
};
