import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openDemoShop } from './demo-shop.ts';
import { walkGuide } from './walk.ts';

/** `npm run guide-screenshots`: the pictures of docs/guide, made at a hub with the demo's shop. */
const folder = fileURLToPath(new URL('../../docs/guide/pictures/', import.meta.url));
mkdirSync(folder, { recursive: true });
const shop = await openDemoShop();
try {
  for (const [name, { pictures, faults }] of Object.entries(await walkGuide(shop, folder))) {
    console.log(`${name}: ${pictures.join(', ')}`);
    if (faults.length > 0) throw new Error(`${name}: ${faults.join('; ')}`);
  }
} finally {
  await shop.close();
}
