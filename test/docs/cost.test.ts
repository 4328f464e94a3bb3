import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inboundLines, MEASURED, SHAPES, total } from '../../bench/cost.ts';
import { idleLines } from '../../bench/cost-idle.ts';
import { filled, PAGE, tables } from '../../bench/cost-page.ts';
import { chatsAtScale, framesOfChat } from '../../bench/cost-scale.ts';
import type { Deployed } from '../../bench/deployed.ts';
import { measureDesk, measureInbound } from '../../bench/measure-costs.ts';
import { PRICES, priceOf } from '../../bench/prices.ts';

const SLOW = 120_000;

describe('the cost page', () => {
  test(
    'its tables follow from measured units, prices and templates (`npm run cost-page` writes them)',
    async () => {
      const page = readFileSync(PAGE, 'utf8');
      expect(page).toBe(filled(page, await tables()));
    },
    SLOW,
  );

  test(
    'the units are what the commands ask of the table today',
    async () => {
      const { inbound, ...desk } = MEASURED.units;
      const again = await measureInbound(2_000);
      for (const name of ['writeUnits', 'readUnits', 'storedBytes', 'recordBytes', 'feedBytes'] as const)
        expect(Math.abs(again[name] / inbound[name] - 1), `${name}: ${again[name]} now, ${inbound[name]} in bench/measured.json`).toBeLessThan(0.1);
      expect(await measureDesk(100)).toEqual(desk);
    },
    SLOW,
  );

  test('every price has a page of AWS and says how it was checked', () => {
    for (const [name, price] of Object.entries(PRICES.prices)) {
      expect(price.page, name).toMatch(/^https:\/\/aws\.amazon\.com\/.*pricing/);
      expect(Object.keys(PRICES.checked), name).toContain(price.checked);
      expect(
        [price['us-east-1'], price['eu-west-1']].every((dollars) => dollars > 0),
        name,
      ).toBe(true);
    }
  });
});

describe('arithmetic', () => {
  test('prices of millions are parted, an unknown one is refused', () => {
    expect(priceOf('tableWrite', 'us-east-1')).toBeCloseTo(0.000000625, 12);
    expect(priceOf('pollerHour', 'us-east-1')).toBe(0.185);
    expect(() => priceOf('nothing', 'us-east-1')).toThrow('no price nothing');
  });

  test('a message costs more one at a time, and with every agent who watches', () => {
    const cost = (shape: keyof typeof SHAPES, watchers: number): number => total(inboundLines(SHAPES[shape], watchers, 'us-east-1'));
    expect(cost('trickle', 1)).toBeGreaterThan(cost('busy', 1));
    expect((cost('busy', 11) - cost('busy', 1)) * 1e6).toBeCloseTo(11, 6);
  });

  test('frames to groups are members times the share of those connected', () => {
    expect(framesOfChat()).toBeCloseTo(25 + 2.97, 6);
    expect(total(chatsAtScale(0, 'us-east-1'))).toBeGreaterThan(0);
  });

  test('a type of machine without a price is refused', () => {
    const held: Deployed = {
      brokers: { type: 'kafka.m5.huge', count: 1, volumeGib: 1 },
      pollers: 1,
      search: { type: 't3.small.search', nodes: 1, managerType: '', managers: 0, volumeGib: 1 },
      endpoints: 0,
      zones: 0,
      alarms: 0,
      dashboards: 0,
      keys: 0,
      secrets: 0,
      replicas: 0,
      polledQueues: 0,
      webAcls: 0,
      webAclRules: 0,
      distributions: 0,
    };
    expect(() => idleLines(held, 'us-east-1')).toThrow('kafka.m5.huge');
  });
});
