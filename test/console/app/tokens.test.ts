import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const SOURCE = readFileSync('console/src/style/tokens.css', 'utf8');
type Rgb = readonly [number, number, number];

/** OKLCH to linear sRGB (Björn Ottosson's matrices, as CSS Color 4 has them). */
function linear(text: string): Rgb {
  const hex = /^#([0-9a-f]{6})$/.exec(text)?.[1];
  if (hex !== undefined) {
    const [r, g, b] = [0, 2, 4]
      .map((at) => Number.parseInt(hex.substring(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return [r, g, b] as unknown as Rgb;
  }
  const [L = 0, C = 0, H = 0] = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(text)?.slice(1).map(Number) ?? [];
  const [a, b] = [C * Math.cos((H * Math.PI) / 180), C * Math.sin((H * Math.PI) / 180)];
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const theme = (at: 0 | 1): ReadonlyMap<string, string> =>
  new Map(
    [...SOURCE.matchAll(/--([\w-]+): (?:light-dark\((oklch\([^)]*\)|#\w+), (oklch\([^)]*\)|#\w+)\)|(#\w{6}));/g)].map(([, name = '', light, dark, both]) => [
      name,
      (at === 0 ? light : dark) ?? both ?? '',
    ]),
  );
const THEMES = { light: theme(0), dark: theme(1) };

const luminance = (color: Rgb): number => {
  const [r, g, b] = color.map((c) => Math.min(1, Math.max(0, c))) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: string, other: string): number => {
  const [low, high] = [luminance(linear(one)), luminance(linear(other))].toSorted((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

const GROUNDS = ['canvas', 'surface', 'raised', 'sunken', 'hover', 'selected'];
const STATUSES = ['created', 'working', 'pending', 'followup', 'solved', 'closed'].map((status) => `status-${status}`);
/** Text on every ground that it meets. */
const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ['ink', [...GROUNDS, 'bubble-in', 'bubble-out']],
  ['ink-2', [...GROUNDS, 'bubble-in', 'bubble-out']],
  ['ink-3', ['canvas', 'surface', 'raised', 'sunken', 'hover', 'selected']],
  ['accent-text', [...GROUNDS, 'note']],
  ['on-accent', ['accent', 'accent-hover']],
  ['danger', ['canvas', 'surface', 'raised', 'selected', 'danger-tint']],
  ['warn', ['surface', 'raised', 'canvas', 'warn-tint']],
  ['info', ['surface', 'raised', 'canvas', 'info-tint']],
  ['note-ink', ['note']],
  ...STATUSES.map((status) => [status, ['canvas', 'surface', 'raised', 'hover', 'selected']] as const),
];
const SHAPES: readonly (readonly [string, readonly string[]])[] = [
  ['focus', GROUNDS],
  ['input-line', ['surface', 'raised']],
  ...['facebook', 'instagram', 'whatsapp', 'linkedin', 'mail', 'trustpilot', 'telegram', 'twilio', 'livechat', 'application', 'api'].map(
    (channel) => ['on-channel', [`channel-${channel}`]] as const,
  ),
  ['on-channel-x', ['channel-x']],
];

describe.each(Object.entries(THEMES))('in the %s theme', (_name, colors) => {
  const of = (name: string): string => {
    const found = colors.get(name);
    if (found === undefined) throw new Error(`no token ${name}`);
    return found;
  };
  test.each(TEXT)('%s can be read on its grounds', (name, grounds) => {
    expect(grounds.map((ground) => [ground, contrast(of(name), of(ground))] as const).filter(([, value]) => value < 4.5)).toEqual([]);
  });
  test.each(SHAPES)('%s can be told from its grounds', (name, grounds) => {
    expect(grounds.map((ground) => [ground, contrast(of(name), of(ground))] as const).filter(([, value]) => value < 3)).toEqual([]);
  });
  test('every colour is in sRGB', () => {
    const outside = [...colors].filter(([, color]) => linear(color).some((c) => c < -0.0015 || c > 1.0015));
    expect(outside).toEqual([]);
  });
});
