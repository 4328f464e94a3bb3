/** Something that the palette offers. */
export interface Offer {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  /** The key that does the same, as it is printed. */
  readonly keys?: string;
  readonly run: () => void;
}

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** How well a label fits: every typed word begins a word of it (2), or is somewhere in it (1); 0: it does not. */
function fit(label: string, typed: readonly string[]): number {
  const plain = folded(label);
  const words = plain.split(/[\s·:,()/]+/u);
  const fits = typed.map((word) => (words.some((one) => one.startsWith(word)) ? 2 : plain.includes(word) ? 1 : 0));
  return fits.length === 0 ? 1 : Math.min(...fits);
}

/** The offers that fit what was typed: the better first, else in their order. At most `most`. */
export function fitting(offers: readonly Offer[], text: string, most: number): readonly Offer[] {
  const typed = folded(text)
    .split(/\s+/u)
    .filter((word) => word !== '');
  return offers
    .map((offer) => ({ offer, score: fit(offer.label, typed) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ offer }) => offer);
}

/** The number of a ticket, if that is what was typed: `12`, `#12`. */
export function sequenceOf(text: string): number | undefined {
  const [, digits] = /^\s*#?(\d{1,9})\s*$/.exec(text) ?? [];
  const sequence = Number(digits);
  return sequence > 0 ? sequence : undefined;
}

const RECENT = 'parley.recent';
const KEPT = 8;

/** The part of `sessionStorage` that is used. */
interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** The tickets that were open last in this tab, newest first. */
export function recent(shelf: Shelf): readonly string[] {
  try {
    return JSON.parse(shelf.getItem(RECENT) ?? '[]') as string[];
  } catch {
    return [];
  }
}

export function visited(shelf: Shelf, ticketId: string): void {
  try {
    shelf.setItem(RECENT, JSON.stringify([ticketId, ...recent(shelf).filter((id) => id !== ticketId)].slice(0, KEPT)));
  } catch {
    // Forbidden or full: there is no list then.
  }
}
