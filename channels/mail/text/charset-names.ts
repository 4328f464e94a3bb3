/**
 * Maps charset names as mail programs write them to names that a decoder knows. The platform's decoder (TextDecoder) knows the labels of
 * https://encoding.spec.whatwg.org/#names-and-labels, iconv-lite the code pages of DOS and Macintosh (both read 2026-11-28).
 */

/** Microsoft's numbers of code pages that have another name. */
const PAGES: Readonly<Record<string, string>> = {
  367: 'us-ascii',
  819: 'iso-8859-1',
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  943: 'shift_jis',
  949: 'euc-kr',
  950: 'big5',
  951: 'big5',
  1200: 'utf-16le',
  1201: 'utf-16be',
  10000: 'macintosh',
  10001: 'shift_jis',
  10002: 'big5',
  10003: 'euc-kr',
  10007: 'x-mac-cyrillic',
  10008: 'gbk',
  10029: 'maccenteuro',
  20127: 'us-ascii',
  20866: 'koi8-r',
  20932: 'euc-jp',
  20936: 'gbk',
  20949: 'euc-kr',
  21866: 'koi8-u',
  50220: 'iso-2022-jp',
  50221: 'iso-2022-jp',
  50222: 'iso-2022-jp',
  50225: 'iso-2022-kr',
  51932: 'euc-jp',
  51936: 'gbk',
  51949: 'euc-kr',
  52936: 'hz-gb-2312',
  54936: 'gb18030',
  65000: 'utf-7',
  65001: 'utf-8',
};

const MACINTOSH: Readonly<Record<string, string>> = {
  roman: 'macintosh',
  ce: 'maccenteuro',
  centraleurope: 'maccenteuro',
  centraleurroman: 'maccenteuro',
  romanian: 'macromania',
  icelandic: 'maciceland',
  ukrainian: 'x-mac-cyrillic',
  cyrillic: 'x-mac-cyrillic',
  japanese: 'shift_jis',
  korean: 'euc-kr',
  chinesetrad: 'big5',
  chinesesimp: 'gbk',
};

/** Families with many spellings. The first pattern that matches is used. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:x-)?utf[-_ ]?8/, 'utf-8'],
  [/utf[-_]?7$/, 'utf-7'],
  [/^(?:cs)?hz(?:[-_]|gb|$)/, 'hz-gb-2312'],
  [/^(?:cs)?iso[-_]?2022[-_]?jp$/, 'iso-2022-jp'],
  [/^(?:cs)?iso[-_]?2022/, 'iso-2022'],
  [/big-?5/, 'big5'],
  [/^(?:cn-)?gb[-_ .]?18030/, 'gb18030'],
  [/^(?:x-|cn-|cs)?gb|euc[-_]?cn|isoir58/, 'gbk'],
  [/sjis|shift[-_]?jis|ms[-_]?kanji/, 'shift_jis'],
  [/euc[-_]?(?:jp|jis)/, 'euc-jp'],
  [/euc[-_]?kr|ks_?c[-_]?5601|ksx1001|^uhc$/, 'euc-kr'],
  [/^(?:us[-_]?)?ascii|^ansi[-_]x3/, 'us-ascii'],
];

/** A name for the decoders, in lower case; null if there is no name. */
export const charsetName = (label: string | null | undefined): string | null => {
  const given = (label ?? '')
    .replace(/\*.*$/, '') // RFC 2231 §5: a language may follow
    .replace(/^[\s"']+|[\s"';]+$/g, '')
    .toLowerCase();
  if (given === '') return null;
  const page = /^(?:x-)?(?:cspc|cs|cp|ms|ibm|dos|oem|win|windows|windows-cp)?[-_ ]?0*(\d{3,5})$/.exec(given)?.[1];
  if (page !== undefined) return pageName(page);
  const macintosh = /^(?:x-)?mac[-_]?([a-z]+)$/.exec(given)?.[1];
  if (macintosh !== undefined && macintosh !== 'intosh') return MACINTOSH[macintosh] ?? `mac${macintosh}`;
  return FAMILIES.find(([pattern]) => pattern.test(given))?.[1] ?? given;
};

const pageName = (page: string): string => {
  if (/^125\d$/.test(page)) return `windows-${page}`;
  const iso = Number(page) - 28_590;
  if (iso >= 1 && iso <= 16) return `iso-8859-${iso}`;
  return PAGES[page] ?? `cp${page}`;
};
