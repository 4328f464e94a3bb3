import { readFileSync } from 'node:fs';

export type Region = 'us-east-1' | 'eu-west-1';

export interface Price {
  readonly unit: string;
  readonly 'us-east-1': number;
  readonly 'eu-west-1': number;
  /** The AWS page with the price. */
  readonly page: string;
  /** How it was checked: a key in `checked`. */
  readonly checked: string;
}

/** List prices without free tiers, discounts and taxes, kept in bench/prices.json with their pages. */
export const PRICES = JSON.parse(readFileSync(new URL('prices.json', import.meta.url), 'utf8')) as {
  readonly asOf: string;
  readonly checked: Readonly<Record<string, string>>;
  readonly prices: Readonly<Record<string, Price>>;
};

/** Dollars for one unit; prices per million are already divided. @throws for a price that is not listed */
export const priceOf = (name: string, region: Region): number => {
  const price = PRICES.prices[name];
  if (!price) throw new Error(`no price ${name}`);
  return price.unit.startsWith('million ') ? price[region] / 1e6 : price[region];
};

/** Hours of a month, as AWS's calculator counts them. */
export const HOURS = 730;
