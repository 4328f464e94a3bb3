import { globSync, readFileSync } from 'node:fs';
import { TOKEN } from '../console/fake-applications.ts';
import type { TestPage } from './chromium.ts';

export interface Screen {
  readonly name: string;
  /** As the router has it. Undefined: it opens over another. */
  readonly route?: string;
  readonly path: string;
  /** What shows when it is there. */
  readonly ready: string;
  /** What opens it, once `ready` shows. */
  open?(page: TestPage): Promise<unknown>;
}

const section = (id: string, detail?: string): readonly Screen[] => [
  { name: `settings: ${id}`, route: `/settings/$section: ${id}`, path: `settings/${id}`, ready: 'main h1' },
  ...(detail === undefined
    ? []
    : [{ name: `settings: one of ${id}`, route: `/settings/$section/$id: ${id}`, path: `settings/${id}/${detail}`, ready: 'main h1' }]),
];

/** Every screen of the console. A test fails if the router has one that is not here. */
export const SCREENS: readonly Screen[] = [
  { name: 'the inbox', route: '/inbox/$queue', path: 'inbox/all', ready: '[role=option]' },
  { name: 'a conversation', route: '/inbox/$queue/$ticket', path: 'inbox/all/rich.1', ready: 'article' },
  { name: 'a search', path: 'inbox/all?q=lamp', ready: '[role=option] mark' },
  {
    name: 'the palette',
    path: 'inbox/all',
    ready: '[role=option]',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await page.waitForSelector('[role=combobox]');
    },
  },
  {
    name: 'the sheet of keys',
    path: 'inbox/all/rich.1',
    ready: 'article',
    open: async (page) => {
      await page.keyboard.press('?');
      await page.waitForSelector('[role=dialog] kbd');
    },
  },
  {
    name: 'the bell',
    path: 'inbox/all',
    ready: '[role=option]',
    open: async (page) => {
      await page.click('nav button:has(svg.lucide-bell)');
      await page.waitForSelector('[role=dialog]');
    },
  },
  { name: 'my desk', route: '/desk', path: 'desk', ready: 'main h1' },
  { name: 'the chats', route: '/chats', path: 'chats', ready: 'a:has-text("Courier app")' },
  { name: 'a chat', route: '/chats/$kind/$id', path: `chats/chat/${TOKEN}.1`, ready: '[id^=message-]' },
  { name: 'the settings', route: '/settings', path: 'settings', ready: 'main h1' },
  ...section('security'),
  ...section('notifications'),
  ...section('origins', 'o2'),
  ...section('queues', 'q1'),
  ...section('rules', 'r1'),
  ...section('lists', 'l1'),
  ...section('ai'),
  ...section('agents', 'u2'),
  ...section('teams'),
  ...section('identity-providers', 'i2'),
  ...section('applications', 'shop'),
  ...section('webhooks', 'w1'),
  ...section('api-keys'),
  ...section('audit'),
];

/** Only leads somewhere else. */
const REDIRECTS: ReadonlySet<string> = new Set(['/']);

/** The routes that the router's source has, with each section of the settings. */
export function routes(): readonly string[] {
  const source = readFileSync('console/src/screens/routes.tsx', 'utf8');
  const made = new Map<string, { readonly parent: string; readonly path: string }>();
  for (const [, name = '', parent = '', path = ''] of source.matchAll(/const (\w+) = createRoute\(\{\s*getParentRoute: \(\) => (\w+),\s*path: '([^']+)'/g))
    made.set(name, { parent, path });
  const count = source.split('createRoute({').length - 1;
  if (made.size !== count) throw new Error(`${count} routes are made, ${made.size} were understood`);
  const whole = (name: string): string => {
    const route = made.get(name);
    return route === undefined ? '' : `${whole(route.parent)}${route.path}`;
  };
  const sections = [...readFileSync(globSync('console/src/settings/sections.ts')[0] ?? '', 'utf8').matchAll(/\{ id: '([\w-]+)',.*\}/g)];
  return [...made.keys()]
    .map(whole)
    .filter((path) => !REDIRECTS.has(path))
    .flatMap((path) =>
      path === '/settings/$section'
        ? sections.map(([, id]) => `${path}: ${id}`)
        : path === '/settings/$section/$id'
          ? sections.filter(([row]) => row.includes('Detail:')).map(([, id]) => `${path}: ${id}`)
          : [path],
    );
}
