import type { SQLInputValue } from 'node:sqlite';
import type { SearchQuery } from '../../domain/search/port.ts';
import type { Position } from './cursor.ts';

/** Hits of a query that are read one after another: `where` leaves those before the position out. */
export interface PartOfOrder {
  readonly where: string;
  readonly order: string;
  readonly values: readonly SQLInputValue[];
}

/** The order of a page. Tickets without the time are a part of their own, because an index has them at the wrong end in one direction. */
export function partsOfOrder({ sort, ascending }: Pick<SearchQuery, 'sort' | 'ascending'>, position: Position | null): PartOfOrder[] {
  // A smaller bm25 is better. Without words every score is 0, and the id decides.
  const [column, isRising] = sort === 'relevance' ? ['score', true] : [sort, ascending === true];
  const [direction, beyond] = isRising ? ['ASC', '>'] : ['DESC', '<'];
  const conditionOf = (...parts: readonly string[]): string => (parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`);
  const mayLack = sort === 'createdAt' || sort === 'waitingSince';
  const isAmongLacking = position !== null && position.value === null;
  const having: PartOfOrder = {
    where: conditionOf(...(mayLack ? [`${column} IS NOT NULL`] : []), ...(position ? [`(${column}, ticketId) ${beyond} (?, ?)`] : [])),
    order: `${column} ${direction}, ticketId ${direction}`,
    values: position ? [position.value, position.ticketId] : [],
  };
  if (!mayLack) return [having];
  const lacking: PartOfOrder = {
    where: conditionOf(`${column} IS NULL`, ...(isAmongLacking ? [`ticketId ${beyond} ?`] : [])),
    order: `ticketId ${direction}`,
    values: isAmongLacking ? [position.ticketId] : [],
  };
  return isAmongLacking ? [lacking] : [having, lacking];
}
