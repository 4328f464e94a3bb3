/**
 * Characters that Unicode's normalisation and case mapping distinguish, but that people type for one another. Both columns are already
 * folded: small letters without accents. Each pair of strings maps the characters of the first to those of the second, one by one.
 */

/**
 * Cyrillic and Greek letters whose capital (else whose small letter) looks like a Latin one (confusables.txt 16.0.0 of UTS #39,
 * read 2026-11-28). Within a script no two letters map to the same Latin letter, so that different words of one language stay different:
 * `һ`, `ү`, `ь` and `σ` are not mapped, although they look like `h`, `y`, `b` and `o`.
 */
const CYRILLIC = ['авеѕіјкмнорстухԁԛԝѵӏ', 'abesijkmhopctyxdqwvi'] as const;
const GREEK = ['αβεζηικμνορτυχϳϝ', 'abezhikmnoptyxjf'] as const;
/** Other forms of Latin letters: script forms and small capitals. */
const LATIN = ['ɑɡɩɪᴀʙᴄᴅᴇꜰɢʜᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ', 'agiiabcdefghjklmnoprstuvwyz'] as const;
/** Letters with a stroke, which do not decompose. */
const STROKES = ['øđðłħŧƀɨʉɍ', 'oddlhtbiur'] as const;
/** Arabic, Persian and Urdu: forms of alef, yeh, kaf and heh that keyboards of different languages type; teh marbuta. */
const ARABIC = ['\u0671\u0649\u06cc\u06a9\u06aa\u0629\u06c1\u06c3\u06d5', '\u0627\u064a\u064a\u0643\u0643\u0647\u0647\u0647\u0647'] as const;
/** Final forms of letters: Hebrew, and the Greek sigma. */
const FINALS = ['ךםןףץς', 'כמנפצσ'] as const;
/** Quotation marks and dashes that phones and word processors insert. */
const SIGNS = ['‘’‚‛ʼʻʹ′׳“”„‟″״‐‑‒–—―−⁃⁄', `'''''''''""""""--------/`] as const;

const SEVERAL: readonly (readonly [string, string])[] = [
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
  ['ĳ', 'ij'],
];

/** The zero of every script's decimal digits (`Nd` of Unicode 17 that NFKD does not map); the nine others follow it. */
const ZEROS =
  '660 6f0 7c0 966 9e6 a66 ae6 b66 be6 c66 ce6 d66 de6 e50 ed0 f20 1040 1090 17e0 1810 1946 19d0 1a80 1a90 1b50 1bb0 1c40 1c50 a620 a8d0 a900 a9d0 a9f0 ' +
  'aa50 abf0 104a0 10d30 10d40 11066 110f0 11136 111d0 112f0 11450 114d0 11650 116c0 116d0 116da 11730 118e0 11950 11bf0 11c50 11d50 11da0 11de0 11f50 16130 ' +
  '16a60 16ac0 16b50 16d70 1e140 1e2f0 1e4f0 1e5f1 1e950';

/** Numbers and letters in filled circles and squares, which NFKD does not map: first code point, last one, the meaning of the first one. */
const ENCLOSED: readonly (readonly [number, number, number | 'a'])[] = [
  [0x2776, 0x277f, 1],
  [0x2780, 0x2789, 1],
  [0x278a, 0x2793, 1],
  [0x24eb, 0x24f4, 11],
  [0x24f5, 0x24fe, 1],
  [0x24ff, 0x24ff, 0],
  [0x1f10b, 0x1f10c, 0],
  [0x1f150, 0x1f169, 'a'],
  [0x1f170, 0x1f189, 'a'],
];

function* pairs(): Generator<readonly [string, string]> {
  for (const [from, to] of [CYRILLIC, GREEK, LATIN, STROKES, ARABIC, FINALS, SIGNS]) {
    const letters = Array.from(to);
    for (const [index, letter] of Array.from(from).entries()) yield [letter, letters[index] as string];
  }
  yield* SEVERAL;
  for (const zero of ZEROS.split(' ')) {
    for (let digit = 0; digit < 10; digit += 1) yield [String.fromCodePoint(Number.parseInt(zero, 16) + digit), String(digit)];
  }
  for (const [first, last, meaning] of ENCLOSED) {
    for (let code = first; code <= last; code += 1) {
      const index = code - first;
      yield [String.fromCodePoint(code), meaning === 'a' ? String.fromCodePoint(0x61 + index) : String(meaning === 0 ? 0 : meaning + index)];
    }
  }
}

export const LETTERS: ReadonlyMap<string, string> = new Map(pairs());
