import type { Api } from '../test/harness/http.ts';
import { removeHome, startHub, temporaryHome } from '../test/harness/hub.ts';
import { runSeed, seededShop } from '../test/harness/seed.ts';
import { signIn } from '../test/harness/tenant.ts';
import { listing, slowestFilter } from './latency.ts';
import { atMost, info, type Row } from './report.ts';

/** DESIGN §10, in milliseconds: any supported filter, for any number of tickets. */
const BUDGET = 3;
const SEED = 1;

/** The first page of 50 of this number of tickets: without a filter, and with the slowest one. */
export const listRows = async (admin: Api, tickets: number): Promise<Row[]> => {
  const of = `list 50 of ${tickets.toLocaleString('en')} tickets`;
  const page = await listing(admin);
  const slowest = await slowestFilter(admin);
  return [
    atMost(`${of}, p50`, BUDGET, page.p50, 'ms'),
    info(`${of}, p99`, `${page.p99.toFixed(1)} ms`),
    { ...atMost(`${of}, the slowest filter, p50`, BUDGET, slowest.p50, 'ms'), figure: `${slowest.p50.toFixed(1)} ms: ${slowest.name}` },
  ];
};

/** The same on a separate folder that `npm run seed` fills. */
export const seededListRows = async (tickets: number, say: (line: string) => void): Promise<Row[]> => {
  const home = temporaryHome();
  try {
    say(`embedded: seeding ${tickets.toLocaleString('en')} tickets …`);
    const { code, output } = await runSeed(home, ['--tickets', String(tickets), '--seed', String(SEED)]);
    if (code !== 0) throw new Error(`the folder could not be seeded:\n${output.slice(-2000)}`);
    const hub = await startHub({ home, engines: 'embedded', limitMs: 600_000 });
    try {
      const { slug, email, password } = seededShop(home, SEED);
      say(`embedded: list, ${tickets.toLocaleString('en')} tickets …`);
      return await listRows(await signIn(hub.baseUrl, slug, email, password), tickets);
    } finally {
      await hub.stop();
    }
  } finally {
    removeHome(home);
  }
};
