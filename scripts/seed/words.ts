import { seeded } from '../../demo/random.ts';
import { type Draw, exponential, oneOf } from './random.ts';

const COMMON =
  'the a my your to of and for is it in on with was have not when please order parcel delivery refund return size colour jacket shoes bag bicycle invoice payment card address street number tomorrow today week again still already received arrived broken missing wrong new old blue green red black white small large thank you hello could would can i we they this that which where how long price discount voucher account password email phone shop store open closed exchange replace repair warranty service question answer help problem solved waiting since yesterday morning evening courier tracking label box damaged wet torn zip button sleeve leather cotton wool';
const COMMONS = COMMON.split(' ');
const SYLLABLES = ['ba', 'ce', 'di', 'fo', 'gu', 'la', 'me', 'ni', 'po', 'ru', 'sa', 'te', 'vi', 'zo', 'lin', 'mar', 'tor', 'sel', 'ber', 'fan'];

/** Names of goods and places: some thousands of words in addition to the common ones, so that the search index is realistic. */
const rare = (draw: Draw): string => {
  let word = '';
  for (let syllable = 2 + Math.floor(draw() * 2); syllable > 0; syllable -= 1) word += oneOf(draw, SYLLABLES);
  return word;
};

/** Words at low positions are drawn much more often, as in every language. */
const word = (draw: Draw): string => (draw() < 0.12 ? rare(draw) : (COMMONS[Math.floor(draw() ** 2 * COMMONS.length)] as string));

const newSentence = (draw: Draw): string => {
  const words = Array.from({ length: 4 + Math.floor(draw() * 10) }, () => word(draw));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1) + (draw() < 0.25 ? '?' : '.');
};

/** Created once: this number of sentences is enough for a realistic index. */
const fixed = seeded(1);
const SENTENCES = Array.from({ length: 20_000 }, () => newSentence(fixed));
const sentence = (draw: Draw): string => oneOf(draw, SENTENCES);

/** A realistic message: half have one or two sentences, a few a page. Some contain an order number. */
export const textOf = (draw: Draw): string => {
  const sentences = [sentence(draw)];
  for (let more = Math.min(Math.floor(exponential(draw, 1.3)), 40); more > 0; more -= 1) sentences.push(sentence(draw));
  if (draw() < 0.15) sentences.push(`Order ${10_000_000 + Math.floor(draw() * 90_000_000)}.`);
  return sentences.join(' ');
};

export const subjectOf = (draw: Draw): string => sentence(draw).slice(0, -1);

export const TAGS = ['delivery', 'refund', 'vip', 'repair', 'invoice', 'exchange', 'complaint', 'praise'] as const;
export const TOPICS = ['Delivery', 'Refunds', 'Products', 'Account'] as const;

const FIRST = [
  'Emma',
  'Oliver',
  'Priya',
  'Jack',
  'Hannah',
  'Daniel',
  'Giulia',
  'Marco',
  'Chiara',
  'Luca',
  'Lena',
  'Jonas',
  'Camille',
  'Hugo',
  'Lucía',
  'Javier',
];
const LAST = [
  'Clarke',
  'Hughes',
  'Nair',
  'Murphy',
  'Ferri',
  'Bianchi',
  'Romano',
  'Moretti',
  'Fischer',
  'Weber',
  'Köhler',
  'Laurent',
  'Girard',
  'Navarro',
  'Ortega',
  'Peña',
];

export type Way = 'whatsapp' | 'mail' | 'api';

export interface Customer {
  readonly way: Way;
  /** The provider's id of the customer: a number, an address, a customer number. */
  readonly id: string;
  readonly name: string;
}

/** Deterministic for a number. */
export const customerOf = (n: number): Customer => {
  const draw = seeded(n);
  const way: Way = n % 10 < 6 ? 'whatsapp' : n % 10 < 9 ? 'mail' : 'api';
  const name = `${oneOf(draw, FIRST)} ${oneOf(draw, LAST)}`;
  // Numbers and domains that do not exist.
  const id = way === 'whatsapp' ? `999${String(n).padStart(9, '0')}` : way === 'mail' ? `customer${n}@post.example` : `customer-${n}`;
  return { way, id, name };
};
