import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';

/** `npm run screenshots`: takes the README's pictures again. A test in Chromium takes them of the built console with the demo's customers. */
const file = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const PICTURES = { 'console-light': 'console-light', 'console-dark': 'console-dark', 'console-on-a-phone': 'phone' };

const args = ['run', '--project', 'browser', 'test/browser/console.test.ts', '-t', 'everybody can use it'];
const { status } = spawnSync(execPath, [file('node_modules/vitest/vitest.mjs'), ...args], { cwd: file('.'), stdio: 'inherit' });
if (status === 0) for (const [taken, kept] of Object.entries(PICTURES)) copyFileSync(file(`reports/${taken}.png`), file(`docs/screenshots/${kept}.png`));
else process.exitCode = 1;
