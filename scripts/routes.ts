import { readdirSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Route } from '../functions/api/route.ts';
import { ROUTES } from '../functions/api/routes.ts';

/** One line of the route table for people: the request, the allowed roles and the file of the code. */
export interface RouteLine {
  readonly method: string;
  readonly path: string;
  readonly roles: string;
  readonly file: string;
}

const FOLDER = 'functions/api/routes/';
const folder = new URL(`../${FOLDER}`, import.meta.url);

/** Not in the route table: providers call a separate function and authenticate with a signature or a verify token. */
const WEBHOOKS: readonly RouteLine[] = ['GET', 'POST'].map((method) => ({
  method,
  path: '/webhooks/{channel}/{originId}',
  roles: 'by signature',
  file: 'functions/webhooks/handler.ts',
}));

/** The file of each row: the one that exports it. */
async function files(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const key = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;
  for (const name of readdirSync(folder)) {
    const exported = Object.values((await import(new URL(name, folder).href)) as Record<string, unknown>);
    for (const rows of exported.filter(Array.isArray)) for (const row of rows as readonly Route[]) found.set(key(row), FOLDER + name);
  }
  return found;
}

/** The whole table, sorted by path, then method; @throws Error for a row that is in no file of `functions/api/routes/` */
export async function routeLines(): Promise<readonly RouteLine[]> {
  const fileOf = await files();
  const rows = ROUTES.map(({ method, path, roles }) => {
    const file = fileOf.get(`${method} ${path}`);
    if (file === undefined) throw new Error(`${method} ${path} is in no file of ${FOLDER}`);
    return { method, path, roles: typeof roles === 'string' ? roles : roles.join(' '), file };
  });
  return [...rows, ...WEBHOOKS].toSorted((a, b) => (a.path === b.path ? (a.method < b.method ? -1 : 1) : a.path < b.path ? -1 : 1));
}

/** Formats lines in columns. `wanted`: only lines with this text. */
export function routeText(lines: readonly RouteLine[], wanted = ''): string {
  const columns: readonly (keyof RouteLine)[] = ['method', 'path', 'roles', 'file'];
  const shown = lines.filter((line) => columns.some((column) => line[column].includes(wanted)));
  const widths = columns.map((column) => Math.max(0, ...shown.map((line) => line[column].length)));
  return shown
    .map((line) =>
      columns
        .map((column, index) => line[column].padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

if (argv[1] === fileURLToPath(import.meta.url)) console.log(routeText(await routeLines(), argv[2]));
