import { describe, expect, it } from 'vitest';
import { type PageHead, pageOf } from '../../../../domain/chat/previews/page.ts';

const NONE = { description: null, siteName: null, image: null };
const head = (title: string | null, ...metas: [string, string][]): PageHead => ({ title, metas });

describe('a preview', () => {
  it.each<[string, PageHead, object | null]>([
    ['a title alone', head(' The\n  page '), { title: 'The page', ...NONE }],
    ['no title', head(null, ['og:description', 'd'], ['og:image', 'i']), null],
    ['a blank title', head(' \u200e\u0000 ', ['og:title', ' ']), null],
    ['Open Graph before all else', head('t', ['twitter:title', 'x'], ['og:title', 'o']), { title: 'o', ...NONE }],
    ['an X card before the title', head('t', ['twitter:title', 'x'], ['og:title', '']), { title: 'x', ...NONE }],
    ['the first of two', head(null, ['og:title', 'a'], ['og:title', 'b']), { title: 'a', ...NONE }],
    [
      'all of it',
      head('t', ['description', 'd'], ['og:site_name', 's'], ['og:image', ' /a.png ']),
      { title: 't', description: 'd', siteName: 's', image: '/a.png' },
    ],
    ['descriptions', head('t', ['description', 'd'], ['twitter:description', 'x'], ['og:description', 'o']), { title: 't', ...NONE, description: 'o' }],
    ['the name of an application', head('t', ['application-name', 'App']), { title: 't', ...NONE, siteName: 'App' }],
    ['the secure picture', head('t', ['og:image', 'http://a'], ['og:image:secure_url', 'https://a']), { title: 't', ...NONE, image: 'https://a' }],
    ['the picture of a card', head('t', ['og:image', ' '], ['twitter:image', 'x']), { title: 't', ...NONE, image: 'x' }],
    ['names that are no properties', head('t', ['constructor', 'x'], ['og:titles', 'y']), { title: 't', ...NONE }],
  ])('of %s', (_, given, page) => expect(pageOf(given)).toEqual(page));

  it('is plain text that cannot change how the text around it is read', () => {
    expect(pageOf(head('<b onclick="x()">\u202eevil\u2066\u0007\u009b</b>\u2028next'))?.title).toBe('<b onclick="x()">evil</b> next');
  });

  it('has short, well-formed texts', () => {
    const long = pageOf(head('😀'.repeat(5_000), ['og:description', `\ud800${'x'.repeat(5_000)}`], ['og:site_name', 'y'.repeat(500)]));
    expect(long?.title).toMatch(/^(?:😀){90,100}…$/u);
    for (const [text, most] of [
      [long?.title, 200],
      [long?.description, 300],
      [long?.siteName, 100],
    ] as const) {
      expect(text?.length).toBeLessThanOrEqual(most);
      expect(text?.isWellFormed()).toBe(true);
      expect(text?.endsWith('…')).toBe(true);
    }
  });
});
