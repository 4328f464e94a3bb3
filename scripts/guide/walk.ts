import { pageOfHub } from '../../test/browser/built-page.ts';
import { openBrowser } from '../../test/browser/chromium.ts';
import { CHAPTERS } from './chapters.ts';
import type { DemoShop } from './demo-shop.ts';
import { Tour } from './tour.ts';

export interface Walked {
  /** Texts on the screen that the walk has pressed or seen. */
  readonly texts: ReadonlySet<string>;
  readonly pictures: readonly string[];
  /** Errors of the page. */
  readonly faults: readonly string[];
}

/** Walks through the pages of the guide on the demo's shop, and puts their pictures into a folder. */
export async function walkGuide({ hub, people }: DemoShop, folder: string): Promise<Readonly<Record<keyof typeof CHAPTERS, Walked>>> {
  await pageOfHub(hub.baseUrl);
  const walked: Partial<Record<keyof typeof CHAPTERS, Walked>> = {};
  for (const [name, walk] of Object.entries(CHAPTERS) as [keyof typeof CHAPTERS, (typeof CHAPTERS)['agent']][]) {
    // A profile for each person: nobody is signed in yet.
    const browser = await openBrowser();
    try {
      const page = await browser.page({ width: 1440, height: 820 });
      const tour = new Tour(page, hub.baseUrl, folder);
      await walk(tour, people);
      walked[name] = { texts: tour.texts, pictures: tour.pictures, faults: page.faults };
    } finally {
      await browser.close();
    }
  }
  return walked as Record<keyof typeof CHAPTERS, Walked>;
}
