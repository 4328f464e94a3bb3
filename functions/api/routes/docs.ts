import * as z from 'zod';
import { defineRoute, type Route } from '../route.ts';

/** Rendered at the first call: the builders are loaded with it, so that other requests do not pay for them. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'public, max-age=300',
};

/** The documentation of a table of routes, itself included. */
export function docsRoutes(table: () => readonly Route[]): Route[] {
  let page: Promise<string> | undefined;
  const document = async (publicUrl: string) => (await import('../openapi/document.ts')).openApiOf(table(), publicUrl === '' ? '/' : publicUrl);
  const html = async (publicUrl: string): Promise<string> => {
    const [{ docsPage }, found] = await Promise.all([import('../docs/page.ts'), document(publicUrl)]);
    return docsPage(found);
  };
  const pageRoute = (path: '/docs' | '/api-docs'): Route =>
    defineRoute({
      method: 'GET',
      path,
      roles: 'public',
      summary: 'This documentation as a page',
      tag: 'documentation',
      answers: { 200: { contentType: 'text/html' } },
      handle: async ({ deps }) => {
        page ??= html(deps.settings.publicUrl);
        return { status: 200, body: await page, headers: PAGE_HEADERS };
      },
    });
  return [
    defineRoute({
      method: 'GET',
      path: '/openapi.json',
      roles: 'public',
      summary: 'This documentation as OpenAPI 3.1',
      tag: 'documentation',
      answers: { 200: z.looseObject({ openapi: z.string() }) },
      handle: async ({ deps }) => ({
        status: 200,
        body: { ...(await document(deps.settings.publicUrl)) },
        headers: { 'cache-control': 'public, max-age=300' },
      }),
    }),
    pageRoute('/docs'),
    pageRoute('/api-docs'),
  ];
}
