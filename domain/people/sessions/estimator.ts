import { brotliDecompressSync } from 'node:zlib';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs } from '@zxcvbn-ts/language-common';
import { COMMON_PASSWORDS } from './common-passwords.ts';

/** Spellings like `p4ssw0rd` that are tried for one password: the time of an estimate grows steeply with them. */
const SUBSTITUTIONS = 4;

const common = brotliDecompressSync(Buffer.from(COMMON_PASSWORDS, 'base64')).toString('utf8').split('\n');

/** Scores passwords from 0 to 4. Loaded when the first password is set: a process that only signs people in needs none of it. */
export const estimator = new ZxcvbnFactory({ graphs: adjacencyGraphs, dictionary: { common }, l33tMaxSubstitutions: SUBSTITUTIONS });
