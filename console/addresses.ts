/** What the page is told in its `meta` elements. */
export interface Addresses {
  /** Of the WebSocket API. */
  readonly wsUrl: string;
  /** Of the API, which providers call, if it is not the page's own. */
  readonly apiUrl?: string | undefined;
  /** The origin of the bucket for files, if it is not the page's own. */
  readonly filesOrigin?: string | undefined;
}

/** The page (console/src/index.html) with its addresses. */
export function addressed(html: string, { wsUrl, apiUrl = '', filesOrigin = '' }: Addresses): string {
  const texts: Readonly<Record<string, string>> = { wsUrl, apiUrl, filesOrigin };
  return html.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => texts[name] ?? whole);
}
