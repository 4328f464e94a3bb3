/** Longer texts are not searched: nobody writes them below a quoted mail. UTF-16 code units. */
const SEARCHED = 1_000_000;
/** A line such as `On Monday, Ada wrote:` takes up to this many lines, of so many characters together. */
const INTRODUCTION = 3;
const LONGEST = 400;
/** The lines of a header block below its first one. */
const BLOCK = 6;

const isBlank = (line: string): boolean => line.trim() === '';
/** RFC 3676, section 4.5. */
const isQuoted = (line: string): boolean => line.startsWith('>');
/** `-- `, RFC 3676, section 4.3. Many programs remove the space. */
const isSignature = (line: string): boolean => line === '-- ' || line === '--';

/** How mail programs of common languages introduce a quoted mail. */
const INTRODUCES =
  /^(?:On|Am|Le|El|Il|Op|Em|Den|W dniu)\s.*\s(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napisał\(a\)|napisał)\b.*:$|^.*<[^<>\s]+@[^<>\s]+>.*:$/u;
const ORIGINAL =
  /^-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d['’]origine|Mensaje original|Messaggio originale|Oorspronkelijk bericht|Mensagem original)\s*-{2,}$/iu;
const FROM = /^\*?(?:From|Von|De|Da|Van|Från|Fra|Od)\s?:\*?\s/u;
const OTHER_HEADER =
  /^\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Inviato|Verzonden|Skickat|To|An|À|Para|A|Aan|Till|Cc|Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp|Assunto|Ämne)\s?:\*?\s/u;
const DEVICE = /^(?:Sent from my|Sent from Outlook|Get Outlook for|Von meinem|Gesendet von meinem|Envoyé de mon|Enviado desde mi|Inviato da)\s.*$/iu;

/** Whether the line and the ones below it introduce a quoted mail. */
const introduces = (lines: readonly string[], below: Below, at: number): boolean => {
  let joined = '';
  for (let n = at; n < Math.min(at + INTRODUCTION, lines.length) && !isBlank(lines[n] ?? ''); n += 1) {
    joined = joined === '' ? (lines[n] ?? '').trim() : `${joined} ${(lines[n] ?? '').trim()}`;
    if (joined.length > LONGEST) return false;
    if (joined.endsWith(':')) return INTRODUCES.test(joined) && belongsToTail(below, n + 1);
  }
  return false;
};

/** Of each line, how many of it and the ones below, up to a signature, are quoted and how many are not. */
interface Below {
  readonly quoted: Int32Array;
  readonly own: Int32Array;
}

const countBelow = (lines: readonly string[]): Below => {
  const below = { quoted: new Int32Array(lines.length + 1), own: new Int32Array(lines.length + 1) };
  let [quoted, own] = [0, 0];
  for (let n = lines.length - 1; n >= 0; n -= 1) {
    const line = lines[n] ?? '';
    if (isSignature(line)) [quoted, own] = [0, 0];
    else if (isQuoted(line)) quoted += 1;
    else if (!isBlank(line)) own += 1;
    below.quoted[n] = quoted;
    below.own[n] = own;
  }
  return below;
};

/** Below an introduction: nothing but quoted lines, or (text that was made of HTML) no quoted line at all. Answers between the quoted lines are new text. */
const belongsToTail = ({ quoted, own }: Below, from: number): boolean => (quoted[from] === 0 ? own[from] !== 0 : own[from] === 0);

const isHeaderBlock = (lines: readonly string[], at: number): boolean =>
  FROM.test(short(lines[at])) && lines.slice(at + 1, at + 1 + BLOCK).filter((line) => OTHER_HEADER.test(short(line))).length >= 2;
const short = (line: string | undefined): string => (line ?? '').slice(0, LONGEST);

/** In a language that `INTRODUCES` does not know: a short paragraph that ends with a colon, right above the quoted lines. */
const withoutIntroduction = (lines: readonly string[], end: number): number => {
  if (lines[end - 1]?.trimEnd().endsWith(':') !== true) return end;
  let from = end;
  while (from > 0 && end - from <= INTRODUCTION && !isBlank(lines[from - 1] ?? '')) from -= 1;
  return from > 0 && end - from <= INTRODUCTION ? from : end;
};

/** The first line of what quotes or signs, or the number of lines. */
const tailOf = (lines: readonly string[]): number => {
  const end = lines.findLastIndex((line) => !isQuoted(line) && !isBlank(line)) + 1;
  const quotes = lines.slice(end).some(isQuoted) ? withoutIntroduction(lines, end) : lines.length;
  const below = countBelow(lines);
  const marked = lines.findIndex(
    (line, at) => isSignature(line) || ORIGINAL.test(short(line).trim()) || isHeaderBlock(lines, at) || introduces(lines, below, at),
  );
  return marked < 0 ? quotes : Math.min(marked, quotes);
};

/** The position of a line, from 0. */
const startOf = (text: string, line: number): number => {
  let at = 0;
  for (let n = 0; n < line; n += 1) {
    const end = text.indexOf('\n', at);
    at = end < 0 ? text.length : end + 1;
  }
  return at;
};

/**
 * Where the quoted mail and the signature at the end of a mail begin: the position in the text, in UTF-16 code units. Null if there are none, and if nothing
 * would be left. What is quoted above or between the new words stays. A guess: mail programs mark quotes in their own ways. Linear in the text.
 */
export const quotedTailAt = (text: string): number | null => {
  if (text.length > SEARCHED) return null;
  const lines = text.split('\n').map((line) => line.replace(/\r$/u, ''));
  let from = tailOf(lines);
  if (from === lines.length && !DEVICE.test(short(lines.findLast((line) => !isBlank(line))))) return null;
  const isBefore = (line: string | undefined): boolean => line !== undefined && (isBlank(line) || DEVICE.test(short(line)) || /^_{10,}$/.test(short(line)));
  while (from > 0 && isBefore(lines[from - 1])) from -= 1;
  const at = Math.min(startOf(text, from), text.length);
  return text.slice(0, at).trim() === '' ? null : at;
};
