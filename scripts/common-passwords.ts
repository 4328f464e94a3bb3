import { writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { dictionary } from '@zxcvbn-ts/language-common';

/** The number of most common passwords to keep: the complete list would be half as large as the API's function. */
export const KEPT = 10_000;
const FILE = fileURLToPath(new URL('../domain/people/credentials/common-passwords.ts', import.meta.url));

/** The most common passwords, the most common first. */
export const commonPasswords = (): string[] => [...(dictionary['passwords-common'] as readonly string[])].slice(0, KEPT);

/** `npm run common-passwords` writes the compressed list for strength checks into the sources. */
if (import.meta.main) {
  const text = brotliCompressSync(commonPasswords().join('\n'), { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } });
  const lines = text.toString('base64').match(/.{1,1000}/g) ?? [];
  writeFileSync(
    FILE,
    `/** Made by \`npm run common-passwords\` from @zxcvbn-ts/language-common: ${KEPT.toLocaleString('en')} common passwords, one per line, as brotli in base64. */\nexport const COMMON_PASSWORDS = \`\n${lines.join('\n')}\`;\n`,
  );
  console.log(`${argv[1] ?? ''}: ${FILE}, ${text.length} bytes`);
}
