import type { Item } from '../table/port.ts';

/** Attribute of `TENANT`: minutes in pending or solved until a ticket closes. Absent: the deployment's default. Every command that changes a ticket reads that item anyway. */
export const CLOSING_TIME = 'ticketClosedAfterMins';

/** In ms; undefined if the tenant has not set it. */
export const closingTimeOf = (tenant: Item): number | undefined => {
  const minutes = tenant[CLOSING_TIME];
  return typeof minutes === 'number' && minutes > 0 ? Math.round(minutes * 60_000) : undefined;
};
