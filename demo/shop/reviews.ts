import { createHash } from 'node:crypto';
import { call } from '../hub.ts';
import type { Accounts } from './webhooks.ts';

/** What customers write about the shop at Trustpilot, in turn. */
const REVIEWS = [
  { stars: 5, title: 'Beautiful things', text: 'The moon cups are even nicer than in the photos, and the parcel was here in two days.' },
  { stars: 2, title: 'Bello ma in ritardo', text: 'La lampada è stupenda, però è arrivata con una settimana di ritardo e nessuno mi ha avvisato.' },
  { stars: 1, title: 'Kaputt angekommen', text: 'Die Schale kam zerbrochen an. Auf meine Mail habe ich bis heute keine Antwort.' },
  { stars: 4, title: 'Très bon accueil', text: 'Boutique charmante et conseils précieux. Il manque seulement un peu de choix dans les tailles.' },
  { stars: 3, title: 'Está bien', text: 'El mantel es bonito, pero el color no es el de la foto.' },
  { stars: 5, title: 'Will come back', text: 'They wrapped it as a gift without my asking. Thank you!' },
] as const;
const NAMES = ['Ida', 'Paolo', 'Jonas', 'Camille', 'Lucía', 'Rosie', 'Nadia', 'Emil'] as const;

/** The review of this number; the same in every run of this shop. */
const reviewOf = (n: number, seed: string) => {
  const id = createHash('sha256').update(`${seed} review ${n}`).digest('hex').slice(0, 24);
  const words = REVIEWS[n % REVIEWS.length] ?? REVIEWS[0];
  return { id, ...words, consumer: { id: `c${id.slice(1)}`, displayName: `${NAMES[n % NAMES.length]} ${String.fromCharCode(65 + (n % 26))}.` } };
};

/** Sends the simulator the shop's Trustpilot account and its first `count` reviews, because it loses them at a restart. */
export async function writeReviews(simulatorUrl: string, { trustpilot, seed }: Accounts, count: number): Promise<void> {
  const { unit, url, webhookSecret, apiKey, apiSecret, businessUserId } = trustpilot;
  const account = { apiKey, apiSecret, businessUserId, webhookUrl: url, webhookSecret };
  await call('PUT', `${simulatorUrl}/accounts/trustpilot/${unit}`, { body: account });
  await call('POST', `${simulatorUrl}/trustpilot/${unit}/reviews`, { body: { reviews: Array.from({ length: count }, (_, n) => reviewOf(n, seed)) } });
}
