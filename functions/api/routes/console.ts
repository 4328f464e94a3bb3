import { consolePage, consoleScript, consoleStyle } from '../../../console/page.ts';
import { defineRoute } from '../route.ts';

/** The console (see `console/`): a page, its script and its style. All are public and have no data of a tenant. */
export const consoleRoutes = [
  defineRoute({
    method: 'GET',
    path: '/',
    roles: 'public',
    tag: 'console',
    summary: 'The agents’ page',
    description: 'The console’s page, without any data of a tenant.',
    answers: { 200: { contentType: 'text/html' } },
    handle: async ({ deps }) => ({ status: 200, ...consolePage(deps.settings.wsUrl) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/console.js',
    roles: 'public',
    tag: 'console',
    summary: 'The agents’ page: its script',
    description: 'Loaded by the page.',
    answers: { 200: { contentType: 'text/javascript' } },
    handle: async () => ({ status: 200, ...consoleScript() }),
  }),
  defineRoute({
    method: 'GET',
    path: '/console.css',
    roles: 'public',
    tag: 'console',
    summary: 'The agents’ page: its style',
    description: 'Loaded by the page.',
    answers: { 200: { contentType: 'text/css' } },
    handle: async () => ({ status: 200, ...consoleStyle() }),
  }),
];
