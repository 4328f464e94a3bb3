import * as z from 'zod';
import type { LogEntry } from '../../../domain/support/tickets/log-entry.ts';
import { status } from './ticket.ts';

const nameable = z.string().nullable();

/** Members that the log of a ticket and the audit of a tenant share (EVENTS.md). */
export const changeEntry = {
  at: z.iso.datetime().meta({ description: 'When, ISO 8601 in UTC.' }),
  by: z
    .strictObject({
      type: z.string().meta({ description: '`agent`, `user`, `key`, `rule`, `timer`, `event`, `customer` or `system`.' }),
      id: nameable.meta({ description: 'Who it is; null for the system.' }),
    })
    .meta({ description: 'Who made the change.' }),
  cause: z
    .strictObject({
      type: z.string().meta({ description: 'What it is, such as `message`, `timer`, `list` or `ai`.' }),
      id: nameable.meta({ description: 'Its id, or the number of the message.' }),
    })
    .nullable()
    .meta({ description: 'The cause of the change, such as a message by its number.' }),
  changes: z
    .array(
      z.strictObject({
        field: z.string().meta({ description: 'The name of the field; `customFields.tier` for one of many.' }),
        from: z.unknown().meta({ description: 'The value before; null for a creation.' }),
        to: z.unknown().meta({ description: 'The value after.' }),
      }),
    )
    .meta({ description: 'Field by field. Empty when nothing changed.' }),
  correlationId: z.string().meta({ description: 'The same as in the hub’s logs.' }),
};

export const logEntry = z
  .strictObject({
    ...changeEntry,
    rules: z
      .array(z.strictObject({ id: z.string().meta({ description: 'Id of the rule.' }), name: nameable.meta({ description: 'Its present name.' }) }))
      .optional()
      .meta({ description: 'The rules whose condition held. The name is null for a rule that was removed.' }),
    ruleSet: z.number().int().optional().meta({ description: 'The version of the rule set that ran.' }),
    through: z
      .array(status)
      .optional()
      .meta({ description: 'Statuses in between that had an effect, such as when a rule solved the ticket and another reopened it.' }),
    leftOut: z
      .array(
        z.strictObject({
          field: z.string().meta({ description: 'The field, such as `tags.vip`.' }),
          reason: z.string().meta({ description: '`too_large` or `too_many`.' }),
        }),
      )
      .optional()
      .meta({ description: 'Values that the ticket had no room for.' }),
    refused: z
      .strictObject({ code: z.string().meta({ description: 'Why it was not made.' }) })
      .optional()
      .meta({
        description:
          'The change was not made: `illegal_transition`, `loop`, `rate`, `unknown_agent`, `unknown_team`, `nobody_available` or another code of the API.',
      }),
  })
  .meta({ id: 'TicketLogEntry', description: 'One change of a ticket by one actor.' });

/** What merged tickets bring is shown by the fields that it changed, and by the tickets themselves. */
export const presentLogEntry = (logged: LogEntry, names: ReadonlyMap<string, string>) => {
  const { rules, taken: _taken, joined: _joined, stars: _stars, ...entry } = logged;
  return {
    ...entry,
    changes: [...entry.changes],
    ...(entry.through ? { through: [...entry.through] } : {}),
    ...(entry.leftOut ? { leftOut: [...entry.leftOut] } : {}),
    ...(rules ? { rules: rules.map((id) => ({ id, name: names.get(id) ?? null })) } : {}),
  };
};

const sourcePosition = z.strictObject({ sk: z.string(), given: z.number().int().min(0) }).nullable();
/** Where a page of a log ended; see `domain/support/tickets/read-log.ts`. */
export const logPosition = z.strictObject({ message: sourcePosition, line: sourcePosition });
