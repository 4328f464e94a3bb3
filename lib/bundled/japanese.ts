import { TextDecoder } from 'node:util';

/** The part of `encoding-japanese` that libmime uses, on the platform's own tables: file names in ISO-2022-JP and EUC-JP. */
const convert = (bytes: Uint8Array, { from }: { readonly from: string }): string =>
  new TextDecoder(/^euc/i.test(from) ? 'euc-jp' : 'iso-2022-jp').decode(bytes);

export default { convert };
