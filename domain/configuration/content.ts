import type { Item } from '../table/port.ts';
import { CHANGED_IN } from './changes.ts';

/** An entry without its storage attributes. */
export const contentOf = (item: Item): Readonly<Record<string, unknown>> => {
  const { pk: _pk, sk: _sk, revision: _revision, [CHANGED_IN]: _changedIn, ...content } = item;
  return content;
};
