import { expect, test } from 'vitest';
import { logRepeatedError } from '../../../local/output/repeated-errors.ts';

test('the same trouble is told once a minute, with how often it came; other trouble at once', () => {
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  const error = new Error('disk');
  for (let i = 0; i < 1_000; i += 1) logRepeatedError('queue q cannot be read', error, i, say);
  logRepeatedError('queue q cannot be read', new Error('something else'), 500, say);
  logRepeatedError('queue r cannot be read', error, 500, say);
  logRepeatedError('queue q cannot be read', error, 60_001, say);
  expect(said).toEqual([
    'parley: queue q cannot be read:',
    'parley: queue q cannot be read:',
    'parley: queue r cannot be read:',
    'parley: queue q cannot be read (999 more times in the last minute):',
  ]);
});

test('not everything that was ever told is remembered', () => {
  const said: string[] = [];
  for (let i = 0; i < 2_000; i += 1) logRepeatedError(`trouble ${i}`, 'x', 0, (line: string) => void said.push(line));
  logRepeatedError('trouble 0', 'x', 1, (line: string) => void said.push(line));
  expect(said).toHaveLength(2_001);
});
