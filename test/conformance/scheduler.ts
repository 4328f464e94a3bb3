import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Schedules } from '../../adapters/scheduler/schedules.ts';
import { until } from '../harness/until.ts';

/** Schedules with the eyes that only a test has; the same promises hold for the embedded engine and for EventBridge Scheduler. */
export interface SchedulesUnderTest {
  readonly schedules: Schedules;
  /** Everything that came to the target so far, in order, with the time it came (epoch ms). */
  arrivals(): Promise<readonly { readonly payload: string; readonly at: number }[]>;
  /** Names of the schedules that are armed. */
  armed(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Sweeps of the emulator are 10 s apart, so promises wait in parallel. */
const LIMIT_MS = 60_000;

/** `prefix`: names of this run begin with it. */
export function schedulesConformance(name: string, prefix: string, open: () => Promise<SchedulesUnderTest>): void {
  describe.concurrent(`schedules on ${name}`, { timeout: 120_000 }, () => {
    let engine: SchedulesUnderTest;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    const soon = (): number => Date.now() + 1_500;
    /** Not before the next calls are through, also on a slow machine. */
    const later = (): number => Date.now() + 8_000;
    const payload = (what: string, n = 0): string => JSON.stringify({ what: `${prefix}-${what}`, n });
    const arrived = async (text: string) => (await engine.arrivals()).filter((arrival) => arrival.payload === text);
    const whenArrived = (text: string): Promise<unknown> => until(`${text} came`, async () => (await arrived(text)).length > 0, LIMIT_MS);
    const isArmed = async (what: string): Promise<boolean> => (await engine.armed()).includes(`${prefix}-${what}`);
    const arm = (what: string, at: number, text: string): Promise<void> => engine.schedules.arm({ name: `${prefix}-${what}`, at, payload: text });
    const disarm = (what: string): Promise<void> => engine.schedules.disarm(`${prefix}-${what}`);

    test('one comes not before its time, once, and is gone then', async ({ expect }) => {
      // In the middle of a second, which the service does not know.
      const at = Math.ceil(later() / 1000) * 1000 + 700;
      await arm('once', at, payload('once'));
      expect(await isArmed('once')).toBe(true);
      await whenArrived(payload('once'));
      await until('it is gone', async () => !(await isArmed('once')), LIMIT_MS);
      const came = await arrived(payload('once'));
      expect(came).toHaveLength(1);
      expect(came[0]?.at).toBeGreaterThanOrEqual(at);
    });

    test('the same name replaces: only the last payload comes, at the last time', async ({ expect }) => {
      await arm('replaced', Date.now() + 3_600_000, payload('replaced', 1));
      await arm('replaced', later(), payload('replaced', 2));
      const at = soon();
      await arm('replaced', at, payload('replaced', 3));
      await whenArrived(payload('replaced', 3));
      expect((await arrived(payload('replaced', 3)))[0]?.at).toBeGreaterThanOrEqual(Math.floor(at / 1000) * 1000);
      await until('it is gone', async () => !(await isArmed('replaced')), LIMIT_MS);
      for (const n of [1, 2]) expect(await arrived(payload('replaced', n))).toEqual([]);
    });

    test('a name is free again once it has come', async ({ expect }) => {
      await arm('again', soon(), payload('again', 1));
      await whenArrived(payload('again', 1));
      await until('it is gone', async () => !(await isArmed('again')), LIMIT_MS);
      await arm('again', soon(), payload('again', 2));
      await whenArrived(payload('again', 2));
      expect(await arrived(payload('again', 1))).toHaveLength(1);
    });

    test('a disarmed one never comes', async ({ expect }) => {
      await arm('disarmed', later(), payload('disarmed'));
      await disarm('disarmed');
      expect(await isArmed('disarmed')).toBe(false);
      await arm('fence', later() + 1_000, payload('fence'));
      await whenArrived(payload('fence'));
      expect(await arrived(payload('disarmed'))).toEqual([]);
    });

    test('disarming what is not there is quiet, also twice', async ({ expect }) => {
      await expect(disarm('never')).resolves.toBeUndefined();
      await arm('twice', Date.now() + 3_600_000, payload('twice'));
      await Promise.all([disarm('twice'), disarm('twice')]);
      await expect(disarm('twice')).resolves.toBeUndefined();
      expect(await isArmed('twice')).toBe(false);
    });

    test('a far one stays armed, under its whole name', async ({ expect }) => {
      const long = 'n'.repeat(64 - prefix.length - 1);
      await arm(long, Date.now() + 300 * 86_400_000, payload('far'));
      expect(await isArmed(long)).toBe(true);
      await disarm(long);
      expect(await isArmed(long)).toBe(false);
    });

    test('thirty of one second all come, each once', async ({ expect }) => {
      const at = later();
      await Promise.all(Array.from({ length: 30 }, (_, n) => arm(`many-${n}`, at, payload('many', n))));
      await Promise.all(Array.from({ length: 30 }, (_, n) => whenArrived(payload('many', n))));
      const many = (await engine.arrivals()).filter((arrival) => arrival.payload.includes(`${prefix}-many`));
      expect(many).toHaveLength(30);
    });

    test('one armed by many at once is one', async ({ expect }) => {
      const at = later();
      await Promise.all(Array.from({ length: 5 }, () => arm('raced', at, payload('raced'))));
      await whenArrived(payload('raced'));
      await until('it is gone', async () => !(await isArmed('raced')), LIMIT_MS);
      expect(await arrived(payload('raced'))).toHaveLength(1);
    });
  });

  test.each(['with space', 'ü', '', 'x'.repeat(65), 'a/b'])(`${name}: the name „%s“ is refused`, async (bad) => {
    const engine = await open();
    await expect(engine.schedules.arm({ name: bad, at: Date.now() + 60_000, payload: '{}' })).rejects.toThrow(/name/);
    await engine.close();
  });
}
