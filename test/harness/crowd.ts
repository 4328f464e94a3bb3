import { whatsappBody } from './payloads.ts';
import type { Delivery } from './sender.ts';

export interface CrowdOptions {
  readonly messages: number;
  readonly authors: number;
  readonly phoneNumberId: string;
  /** Keeps the ids of two crowds apart. */
  readonly name: string;
}

const WORDS = ['parcel', 'kettle', 'invoice', 'refund', 'delivery', 'broken', 'thanks', 'question', 'order', 'colour', 'blue', 'please', 'tomorrow', 'again'];

/** Messages of many authors in turns, one a POST, each recognisable by its id. */
export const crowd = ({ messages, authors, phoneNumberId, name }: CrowdOptions): Delivery[] =>
  Array.from({ length: messages }, (_, index) => {
    const author = index % authors;
    const id = `wamid.${name}.${index}`;
    const text = `${WORDS[index % WORDS.length]} ${WORDS[(index * 7) % WORDS.length]} number ${index} of ${name}, ${WORDS[(index * 3) % WORDS.length]}`;
    return { id, body: whatsappBody(phoneNumberId, [[{ id, from: `4915${String(author).padStart(9, '0')}`, name: `Author ${author}`, text }]]) };
  });
