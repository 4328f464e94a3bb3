/** The parts of a Dockerfile that the checks need; https://docs.docker.com/reference/dockerfile/ (read November 2026). */
export interface Image {
  /** Paths of the repository that its last stage copies, as `from → to` below its working directory. */
  readonly copied: readonly { readonly from: string; readonly to: string }[];
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
}

/** Instructions of the last stage, continuation lines joined. @throws Error when CMD or HEALTHCHECK is missing or not in its JSON form */
export function readImage(dockerfile: string): Image {
  const lines = dockerfile
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const stage = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')) + 1);
  const of = (instruction: string): string[] =>
    stage.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1).trim());
  return {
    copied: of('COPY').flatMap(copies),
    env: Object.fromEntries(of('ENV').flatMap((line) => [...line.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]))),
    command: words(of('CMD').at(-1), 'CMD'),
    healthcheck: words(
      of('HEALTHCHECK')
        .at(-1)
        ?.replace(/^.*?\bCMD /, ''),
      'HEALTHCHECK',
    ),
  };
}

function copies(line: string): { from: string; to: string }[] {
  const parts = line.split(/\s+/);
  const flags = parts.filter((part) => part.startsWith('--'));
  if (flags.some((flag) => flag.startsWith('--from='))) return [];
  const paths = parts.filter((part) => !part.startsWith('--'));
  const target = paths.at(-1) ?? '.';
  return paths.slice(0, -1).map((from) => ({ from, to: target.endsWith('/') ? `${target}${from}` : target }));
}

function words(json: string | undefined, instruction: string): string[] {
  if (json === undefined || !json.startsWith('[')) throw new Error(`${instruction} is needed in its JSON form, because a shell would swallow signals`);
  return JSON.parse(json) as string[];
}
