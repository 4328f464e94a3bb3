import { memoryTable } from '../adapters/table/memory.ts';
import { recordUnits, type UnitsReport } from '../adapters/table/units.ts';
import { openConversationLoad } from '../test/data-model/load.ts';
import { atMost, info, type Row } from './report.ts';

export interface Units {
  readonly newTicket: UnitsReport;
  readonly existingTicket: UnitsReport;
  /** Averages of a message over the mixed load: the command, its queues and counters. */
  readonly allIn: { readonly writeUnits: number; readonly readUnits: number };
  readonly messages: number;
}

/** The same load as the flood, with the same commands, in this process on a table that counts units. */
export const measureUnits = async (messages: number): Promise<Units> => {
  const engine = memoryTable();
  const recorder = recordUnits(engine);
  const load = await openConversationLoad(recorder.table, engine.changes);
  const newTicket = (await recorder.measured(() => load.receive([load.event('first', 1)]))).report;
  const existingTicket = (await recorder.measured(() => load.receive([load.event('first', 2)]))).report;
  await load.project();
  recorder.reset();
  for (let n = 0; n < messages; n += 25) {
    await load.receive(Array.from({ length: Math.min(25, messages - n) }, (_, place) => load.event(`author-${(n + place) % 500}`, n + place)));
    await load.project();
  }
  const all = recorder.report();
  return { newTicket, existingTicket, allIn: { writeUnits: all.writeUnits / messages, readUnits: all.readUnits / messages }, messages };
};

export const unitRows = ({ newTicket, existingTicket, allIn, messages }: Units): Row[] => [
  atMost('write units, the command, on an existing ticket', 8, existingTicket.writeUnits, 'units', 1),
  atMost('write units, the command, opening a ticket', 9, newTicket.writeUnits, 'units', 1),
  atMost('read units, the command, the larger of both', 3, Math.max(newTicket.readUnits, existingTicket.readUnits), 'units', 1),
  atMost('sequential round trips, the larger of both', 3, Math.max(newTicket.roundTrips, existingTicket.roundTrips), '', 0),
  atMost(`write units in total, two queues, ${messages.toLocaleString('en')} messages in batches of 25`, 12, allIn.writeUnits, 'units', 1),
  info('read units in total', `${allIn.readUnits.toFixed(1)} units`),
];
