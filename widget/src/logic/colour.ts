type Rgb = readonly [number, number, number];

const parse = (hex: string): Rgb | null => {
  const digits = /^#([0-9a-f]{6})$/i.exec(hex)?.[1];
  return digits === undefined ? null : ([0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as unknown as Rgb);
};
const text = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance (WCAG 2.2, "relative luminance", w3.org/TR/WCAG22, read 2026-11-30). */
const luminance = (rgb: Rgb): number => {
  const [r, g, b] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrastOf = (a: Rgb, b: Rgb): number => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
};
/** Contrast of two colours `#rrggbb`, 1 to 21; 1 for what is no colour. */
export const contrast = (one: string, other: string): number => {
  const [a, b] = [parse(one), parse(other)];
  return a && b ? contrastOf(a, b) : 1;
};

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const mixed = (from: Rgb, to: Rgb, part: number): Rgb => from.map((one, at) => one + ((to[at] ?? 0) - one) * part) as unknown as Rgb;

/** The nearest shade of the colour that has this contrast on the ground. */
const shade = (colour: Rgb, ground: Rgb, least: number): Rgb => {
  const to = luminance(ground) > 0.18 ? BLACK : WHITE;
  for (let part = 0; part < 1; part += 0.02) {
    const tried = mixed(colour, to, part);
    if (contrastOf(tried, ground) >= least) return tried;
  }
  return to;
};

export interface Accent {
  /** Behind buttons: the shop's colour, as little changed as its contrast to the panel allows. */
  readonly fill: string;
  readonly onFill: string;
  readonly text: string;
}

/** The grounds that accented things stand on; the darkest light one and the lightest dark one of style.css. */
const GROUNDS = { light: [240, 239, 235] as Rgb, dark: [38, 42, 48] as Rgb };

/** What a shop's colour becomes on a light and on a dark panel: text has at least 4.5 to 1, fills 3 to 1. Null for what is no colour. */
export function accentOf(hex: string, theme: 'light' | 'dark'): Accent | null {
  const colour = parse(hex);
  if (!colour) return null;
  const ground = GROUNDS[theme];
  const fill = shade(colour, ground, 3);
  const onFill = contrastOf(WHITE, fill) >= 4.5 ? WHITE : BLACK;
  return { fill: text(fill), onFill: text(onFill), text: text(shade(colour, ground, 4.6)) };
}
