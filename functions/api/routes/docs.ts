import * as z from 'zod';
import { notFound } from '../../../domain/errors.ts';
import type { DocsFile } from '../docs/sources.ts';
import { defineRoute, type Route } from '../route.ts';

/** The first call loads it, so that other requests do not pay for it. */
const files = () => import('../docs/files.ts');

/**
 * Allows only our own files, and calls to this hub only, also from "Try it out". Swagger UI needs no inline script, no inline style and no evaluated
 * text; its stylesheet has its icons as `data:` images.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const CACHED = { 'cache-control': 'public, max-age=300' };

/** Content types of the page's parts. */
const PARTS: Readonly<Record<string, string>> = {
  'start.js': 'text/javascript',
  'style.css': 'text/css',
  'swagger-ui.js': 'text/javascript',
  'swagger-ui.css': 'text/css',
};

const isPart = (name: string): name is DocsFile => Object.hasOwn(PARTS, name);

const takesGzip = (headers: Readonly<Record<string, string | undefined>>): boolean =>
  /(?:^|,)\s*gzip\s*(?:$|,|;(?!\s*q=0(?:\.0*)?\s*(?:$|,)))/i.test(headers['accept-encoding'] ?? '');

async function part(name: DocsFile, contentType: string, headers: Readonly<Record<string, string | undefined>>) {
  const { gzipped, textOf } = await files();
  const common = { ...CACHED, 'content-type': `${contentType}; charset=utf-8`, vary: 'accept-encoding' };
  if (!takesGzip(headers)) return { status: 200 as const, body: await textOf(name), headers: common };
  return { status: 200 as const, body: await gzipped(name), headers: { ...common, 'content-encoding': 'gzip' } };
}

const page = (path: '/docs' | '/api-docs'): Route =>
  defineRoute({
    method: 'GET',
    path,
    roles: 'public',
    summary: 'This documentation as a page',
    description: 'Every operation with its parameters, bodies and responses; outgoing webhooks; named schemas, including frames of the WebSocket.',
    tag: 'documentation',
    answers: { 200: { contentType: 'text/html' } },
    handle: async () => ({
      status: 200,
      body: await (await files()).textOf('index.html'),
      headers: { ...CACHED, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY },
    }),
  });

let document: Promise<Readonly<Record<string, unknown>>> | undefined;

/** `docs/openapi.json`, which a check compares with the route table, with the hub's own address. */
async function openApi(publicUrl: string): Promise<{ openapi: string }> {
  document ??= files().then(async ({ textOf }) => JSON.parse(await textOf('openapi.json')) as Readonly<Record<string, unknown>>);
  document.catch(() => (document = undefined));
  return { ...((await document) as { openapi: string }), ...(publicUrl === '' ? {} : { servers: [{ url: publicUrl }] }) };
}

export const docsRoutes = [
  defineRoute({
    method: 'GET',
    path: '/openapi.json',
    roles: 'public',
    summary: 'This documentation as OpenAPI 3.1',
    description: 'The API as a document for programs: client generators, tests, gateways.',
    tag: 'documentation',
    answers: { 200: z.looseObject({ openapi: z.string() }).meta({ id: 'OpenApiDocument' }) },
    handle: async ({ deps }) => ({ status: 200, body: await openApi(deps.settings.publicUrl), headers: CACHED }),
  }),
  defineRoute({
    method: 'GET',
    path: '/asyncapi.yaml',
    roles: 'public',
    summary: 'The WebSocket and the topics as AsyncAPI 3.0',
    description: 'Frames of the WebSocket in both directions, and the topics with their records.',
    tag: 'documentation',
    answers: { 200: { contentType: 'application/yaml' } },
    handle: async () => ({
      status: 200,
      body: await (await files()).textOf('asyncapi.yaml'),
      headers: { ...CACHED, 'content-type': 'application/yaml; charset=utf-8' },
    }),
  }),
  page('/docs'),
  page('/api-docs'),
  defineRoute({
    method: 'GET',
    path: '/docs/{file}',
    roles: 'public',
    summary: 'A script or style of the documentation page',
    description: 'Compressed if the caller accepts gzip.',
    tag: 'documentation',
    answers: { 200: { contentType: 'text/*' } },
    handle: async ({ params, headers }) => {
      if (!isPart(params.file)) throw notFound('file');
      return part(params.file, PARTS[params.file] ?? '', headers);
    },
  }),
];
