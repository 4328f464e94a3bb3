import { TextDecoder } from 'node:util';

/** What libmime asks of `encoding-japanese`, by the platform's own tables: file names in ISO-2022-JP and EUC-JP. */
const convert = (bytes: Uint8Array, { from }: { readonly from: string }): string =>
  new TextDecoder(/^euc/i.test(from) ? 'euc-jp' : 'iso-2022-jp').decode(bytes);

export default { convert };
