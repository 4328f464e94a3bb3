import type { RouteAnswer } from './route.ts';

const LINES = 'application/x-ndjson';

const isPage = (body: unknown): body is { readonly items: readonly unknown[]; readonly nextCursor: string | null } =>
  typeof body === 'object' && body !== null && 'items' in body && Array.isArray(body.items) && 'nextCursor' in body;

/** A page of a list as JSON lines, for export, if the caller accepts them: one item a line, and the cursor in the header `x-next-cursor`. */
export const inWantedFormat = (answer: RouteAnswer, accept: string | undefined): RouteAnswer => {
  const { status, body, headers } = answer;
  if (status !== 200 || !accept?.includes(LINES) || !isPage(body)) return answer;
  const { items, nextCursor } = body;
  return {
    status,
    body: items.map((item) => `${JSON.stringify(item)}\n`).join(''),
    headers: { ...headers, 'content-type': LINES, ...(nextCursor === null ? {} : { 'x-next-cursor': nextCursor }) },
  };
};
