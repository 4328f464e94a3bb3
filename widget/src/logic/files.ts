/** What the hub accepts from a visitor (docs/livechat.md, Files). A test compares these with the hub's own. */
export const MOST_BYTES = 10 * 1024 * 1024;
export const MOST_FILES = 10;
/** Browsers name some types differently, or not at all. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'audio/mp3': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'application/ogg': 'audio/ogg',
};
const ENDINGS: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  txt: 'text/plain',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
};

export const TYPES: readonly string[] = [...new Set(Object.values(ENDINGS))];

/** The type to announce; null if the hub does not take such files. */
export function typeOf({ name, type }: { readonly name: string; readonly type: string }): string | null {
  const base = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const given = OTHER_NAMES[base] ?? base;
  if (TYPES.includes(given)) return given;
  return given === '' ? (ENDINGS[/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? null) : null;
}

export type Refusal = '$tooLarge' | '$wrongType' | '$empty' | '$tooMany';

/** Why a file is not uploaded, before anything is sent; null if it can be. `already`: files in the message. */
export function refusalOf(file: { readonly name: string; readonly type: string; readonly size: number }, already: number): Refusal | null {
  if (already >= MOST_FILES) return '$tooMany';
  if (file.size > MOST_BYTES) return '$tooLarge';
  if (file.size === 0) return '$empty';
  return typeOf(file) === null ? '$wrongType' : null;
}

/** `1.4 MB`, in the reader's digits. */
export function sizeText(bytes: number, language: string): string {
  const [value, unit] = bytes < 1024 * 1024 ? [Math.max(1, bytes / 1024), 'kilobyte'] : [bytes / 1024 / 1024, 'megabyte'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: unit === 'megabyte' ? 1 : 0 }).format(value);
}
