import { brotliDecompressSync } from 'node:zlib';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs } from '@zxcvbn-ts/language-common';
import { COMMON_PASSWORDS } from './common-passwords.ts';

/** Maximum spellings like `p4ssw0rd` tried per password: the time of an estimate grows steeply with them. */
const SUBSTITUTIONS = 4;

const common = brotliDecompressSync(Buffer.from(COMMON_PASSWORDS, 'base64')).toString('utf8').split('\n');

/** Scores passwords from 0 to 4. Loaded when the first password is set, because a process that only signs people in does not need it. */
export const estimator = new ZxcvbnFactory({ graphs: adjacencyGraphs, dictionary: { common }, l33tMaxSubstitutions: SUBSTITUTIONS });
