import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { seedOfSources } from '../../scripts/test/seed.ts';
import { useTemporaryHome } from '../local/temporary-home.ts';

const home = useTemporaryHome();

it('the seed of random inputs follows from the sources: the same for the same, another for any change', () => {
  const root = home();
  const write = (path: string, text: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('package-lock.json', '{}');
  write('domain/tickets/ticket.ts', 'export const a = 1;');
  const first = seedOfSources(root);
  expect(Number.isInteger(first) && first >= 0 && first < 2 ** 31).toBe(true);
  write('docs/guide.md', 'Documents are not sources.');
  expect(seedOfSources(root)).toBe(first);
  write('domain/tickets/ticket.ts', 'export const a = 2;');
  const second = seedOfSources(root);
  expect(second).not.toBe(first);
  write('test/ticket.test.ts', '');
  expect(seedOfSources(root)).not.toBe(second);
});
