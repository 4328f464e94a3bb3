/** The shop's customers with their languages and channels. Numbers and addresses are reserved for fiction. */
export const LANGUAGES = ['en', 'it', 'de', 'fr', 'es', 'pt', 'ar', 'ja', 'nl', 'pl'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Way = 'whatsapp' | 'messenger' | 'comment' | 'instagram' | 'mail' | 'api' | 'telegram' | 'sms';

export interface Customer {
  readonly key: string;
  readonly name: string;
  readonly language: Language;
  readonly way: Way;
  /** Phone number, page-scoped id, mail address, customer number or Telegram's user id. */
  readonly id: string;
}

const NAMES: Record<Language, readonly string[]> = {
  en: ['Emma Clarke', 'Oliver Hughes', 'Priya Nair', 'Jack Murphy', 'Hannah Wright', 'Daniel Okafor', 'Sophie Turner', 'Liam Walsh'],
  it: ['Giulia Ferri', 'Marco Bianchi', 'Chiara Romano', 'Luca Moretti', 'Sara Conti', 'Paolo Greco', 'Elena Ricci', 'Davide Galli'],
  de: ['Lena Fischer', 'Jonas Weber', 'Anna Schäfer', 'Felix Köhler', 'Mia Hofmann', 'Max Brandt'],
  fr: ['Camille Laurent', 'Hugo Lefèvre', 'Léa Fontaine', 'Louis Girard', 'Inès Chevalier', 'Noé Marchand'],
  es: ['Lucía Navarro', 'Javier Ortega', 'Carmen Vidal', 'Diego Ramos', 'Nuria Campos', 'Álvaro Peña'],
  pt: ['Beatriz Almeida', 'João Carvalho', 'Inês Tavares', 'Rui Nogueira', 'Larissa Mendes'],
  ar: ['ليلى حداد', 'يوسف منصور', 'نور الخطيب', 'كريم عباس', 'سلمى فارس'],
  ja: ['佐藤 美咲', '田中 蓮', '山本 葵', '小林 悠斗', '高橋 結衣'],
  nl: ['Sanne de Vries', 'Daan Bakker', 'Femke Visser'],
  pl: ['Zofia Kowalska', 'Jakub Nowak', 'Hanna Wójcik'],
};

const PREFIX: Record<Language, string> = {
  en: '447700900',
  it: '393330000',
  de: '491520000',
  fr: '336399800',
  es: '346000000',
  pt: '351910000',
  ar: '971500000',
  ja: '819000000',
  nl: '316000000',
  pl: '486000000',
};
const WAYS: readonly Way[] = ['whatsapp', 'messenger', 'mail', 'whatsapp', 'comment', 'mail', 'instagram', 'api', 'telegram', 'sms'];

/** The `n`th customer, always the same; languages and channels are mixed, and there is no last customer (after the last name, names get numbers). */
export function customer(n: number): Customer {
  // English and Italian come first and twice, because it is a shop in Bologna that ships abroad.
  const turn: readonly Language[] = ['it', 'en', 'de', 'it', 'fr', 'ar', 'es', 'en', 'ja', 'pt', 'it', 'nl', 'en', 'pl'];
  const language = turn[n % turn.length] ?? 'en';
  const names = NAMES[language];
  const round = Math.floor(n / turn.length) * 3 + turn.slice(0, n % turn.length).filter((each) => each === language).length;
  const name = names[round % names.length] ?? language;
  const way = WAYS[(n * 3 + Math.floor(n / 8)) % WAYS.length] ?? 'whatsapp';
  return { key: `c${n}`, name, language, way, id: idOf(way, n, language) };
}

function idOf(way: Way, n: number, language: Language): string {
  if (way === 'whatsapp') return `${PREFIX[language]}${String(n).padStart(3, '0')}`;
  if (way === 'mail') return `customer${n}@${n % 5 === 0 ? 'hotel-aurora.example' : 'post.example'}`;
  if (way === 'sms') return `+${PREFIX[language]}${String(n).padStart(3, '0')}`;
  if (way === 'telegram') return String(5_000_000_000 + n * 7_919);
  if (way === 'api') return `customer-${1000 + n}`;
  return String(24_000_000_000_000_000n + BigInt(n) * 7_919n);
}

/** Customers in the enrichment list of regular customers. */
export const VIPS: readonly number[] = [0, 5, 8];
