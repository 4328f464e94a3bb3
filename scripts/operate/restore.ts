/**
 * Makes the live table equal to a restored one (docs/operations.md, "Restore"). Without --apply it only counts.
 *
 *   npm run restore -- --from parley-restored --to <TABLE_NAME>                           what differs
 *   … --apply                                                                                           writes what differs
 *   … --apply --remove-newer                                                                            and deletes newer items
 *   … --tenant <id>                                                                                     of one tenant only
 *
 * Region, credentials and endpoint come from the standard AWS variables.
 */
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { itemStore } from './item-store.ts';
import { restoreItems } from './restore-items.ts';

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    tenant: { type: 'string' },
    apply: { type: 'boolean', default: false },
    'remove-newer': { type: 'boolean', default: false },
  },
});
if (!values.from || !values.to || values.from === values.to) throw new Error('usage: --from <restored table> --to <live table>');
const dynamodb = new DynamoDBClient({});
const difference = await restoreItems(itemStore(dynamodb, values.from, values.tenant), itemStore(dynamodb, values.to, values.tenant), {
  apply: values.apply,
  removeNewer: values['remove-newer'],
  say: (line) => console.error(line),
});
console.log(JSON.stringify({ ...difference, applied: values.apply }));
